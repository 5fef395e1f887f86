"""The stages under measurement, handed in: measuring imports no other stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from careo.errors import MeasuringError
from careo.values import Annotations, Article, Capture, EntityType

ReadCapture = Callable[[Capture], Article]
AnnotateMany = Callable[[Sequence[Article]], list[Annotations]]
FindCapture = Callable[[str, str], Capture]
"""A path and a key into the capture of that key in that archive; raises MeasuringError."""
WalkArchive = Callable[[str], Sequence[Capture]]
"""A path into all captures of that archive; raises MeasuringError."""
FoundEcho = tuple[str, str, str]
"""The keys of two articles, and what sort of echo they are."""
FindEchoes = Callable[[Sequence[Article]], Sequence[FoundEcho]]
CompareNames = Callable[[str, str, EntityType], float]
"""Two names, and the type of what they name, into how likely they are one's."""

Heard = tuple[Article, Annotations]
"""One article and what was read from it."""
Confront = Callable[
    [Sequence[Heard]], Iterable[tuple[tuple[int, int], tuple[int, int], str, float]]
]
"""Articles into the pairs of claims that stand against or beside one another: each claim by
the number of its article and its own in it, the kind of pair, the score."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a gold set may call. A set that needs a missing one says so."""

    read: ReadCapture | None = None
    annotate: AnnotateMany | None = None
    bare: AnnotateMany | None = None
    """The models as they come, naming only: the baseline. Without one it is left out."""
    find: FindCapture | None = None
    """Where gold names an archive and a key in it instead of a file beside it."""
    walk: WalkArchive | None = None
    """Where gold is about an archive as a whole."""
    echoes: FindEchoes | None = None
    confront: Confront | None = None
    """The careo, for sets that measure it."""
    limit: int | None = None
    """Measure at most so many articles, messages, sentences or pairs of the set."""
    compare: CompareNames | None = None

    def reader(self) -> ReadCapture:
        """The reading stage; raises MeasuringError without one."""
        if self.read is None:
            raise MeasuringError("this set measures reading, and no reader was handed in")
        return self.read

    def annotator(self) -> AnnotateMany:
        """The annotating stage; raises MeasuringError without one."""
        if self.annotate is None:
            raise MeasuringError("this set measures annotating, and no annotator was handed in")
        return self.annotate

    def finder(self) -> FindCapture:
        """The archives; raises MeasuringError without them."""
        if self.find is None:
            raise MeasuringError("this set names texts in archives, and no archive was handed in")
        return self.find

    def walker(self) -> WalkArchive:
        """The archives as a whole; raises MeasuringError without them."""
        if self.walk is None:
            raise MeasuringError("this set is about archives, and no archive was handed in")
        return self.walk

    def echo_finder(self) -> FindEchoes:
        """The finder of echoes; raises MeasuringError without one."""
        if self.echoes is None:
            raise MeasuringError("this set measures echoes, and no finder was handed in")
        return self.echoes

    def comparer(self) -> CompareNames:
        """The comparison of names; raises MeasuringError without one."""
        if self.compare is None:
            raise MeasuringError("this set compares names, and no comparison was handed in")
        return self.compare

    def confronter(self) -> Confront:
        """The careo; raises MeasuringError without one."""
        if self.confront is None:
            raise MeasuringError("this set measures the careo, and none was handed in")
        return self.confront
