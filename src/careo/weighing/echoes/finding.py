"""Echoes: articles that copy, update or translate one another.

    texts, one at a time ─► sketch ─► index: what shares sampled runs of words
                                        │ candidates, at most CANDIDATES each
                                        ▼
                             compared word by word ─► kind, passages, direction
                                        ▼
                             credit and republishing terms ─► Echo

Nothing is an echo by its sketch alone. The finder holds a sketch of every text and asks
for the text itself when it must compare, so that an archive need not fit into memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from careo.values import Span
from careo.weighing.echoes.comparing import Comparison, EchoKind, compare, kind_of
from careo.weighing.echoes.credits import Credit, Terms, credit, terms
from careo.weighing.echoes.sketches import EchoIndex, Hashes, Sketch, sketch_of
from careo.weighing.echoes.texts import EchoText, is_before
from careo.weighing.echoes.translations import (
    Likeness,
    likeness,
    of_two_languages,
    pair_hashes,
    translation_sketch,
)

TRANSLATION = EchoKind.TRANSLATION
FetchText = Callable[[str], EchoText | None]
"""A key into its text; None when it is gone."""


class Direction(StrEnum):
    """How it is known that the left text of an echo came first."""

    BY_DATE = "by date"
    BY_CREDIT = "by credit"
    """The dates do not tell, and one of the two credits the other."""
    UNKNOWN = "unknown"
    """Left and right are then in the order of their keys."""


@dataclass(frozen=True, slots=True)
class Echo:
    """Two texts of which one copies the other.

    `left` is the earlier when `direction` is known. `left_in_right` is the share of the
    left text that stands in the right one (runs of five words; for a translation, marks
    that survive it). `left_shared` and `right_shared` are the passages; a translation has
    none. `credit` says how the right text credits the left, `terms` which republishing
    terms it keeps: None within one outlet, which owes itself nothing, and when nobody
    knows which came first."""

    left: str
    right: str
    kind: EchoKind
    left_in_right: float
    right_in_left: float
    direction: Direction
    one_outlet: bool
    credit: Credit | None = None
    terms: Terms | None = None
    left_shared: tuple[Span, ...] = ()
    right_shared: tuple[Span, ...] = ()

    @property
    def original(self) -> str | None:
        """The key of the earlier text, when known."""
        return None if self.direction is Direction.UNKNOWN else self.left


def echo_between(one: EchoText, other: EchoText) -> Echo | None:
    """What two texts are to each other; None when neither echoes the other. The same
    whichever is given first. Pure; raises nothing."""
    if one.key == other.key:
        return None
    left, right = sorted((one, other), key=lambda text: text.key)
    found = likeness(left, right) if of_two_languages(left, right) else compare(left, right)
    if not found.is_echo:
        return None
    direction, is_right_first = _direction(left, right, found)
    if is_right_first:
        left, right, found = right, left, found.turned()
    owed = left.outlet.key != right.outlet.key and direction is not Direction.UNKNOWN
    return Echo(
        left=left.key,
        right=right.key,
        kind=kind_of(left, right, found) if isinstance(found, Comparison) else TRANSLATION,
        left_in_right=found.left_in_right,
        right_in_left=found.right_in_left,
        direction=direction,
        one_outlet=left.outlet.key == right.outlet.key,
        credit=credit(left, right, found.right_shared) if owed else None,
        terms=terms(left, right) if owed else None,
        left_shared=found.left_shared,
        right_shared=found.right_shared,
    )


def _direction(
    left: EchoText, right: EchoText, found: Comparison | Likeness
) -> tuple[Direction, bool]:
    """How it is known which text came first, and whether it is the right one."""
    before = is_before(left.published, right.published)
    if before is not None:
        return Direction.BY_DATE, not before
    if left.outlet.key == right.outlet.key:
        return Direction.UNKNOWN, False
    credited = (
        credit(right, left, found.left_shared).found,
        credit(left, right, found.right_shared).found,
    )
    if credited[0] == credited[1]:
        return Direction.UNKNOWN, False
    return Direction.BY_CREDIT, credited[0]


@dataclass(frozen=True, slots=True)
class Held:
    """What a finder holds of a text, and a store from one run to the next: the sketches of
    its runs of words and of its marks."""

    language: str
    runs: Sketch
    marks: Sketch


class EchoFinder:
    """Finds the echoes of texts as they come, each among all that came before.

    `fetch` gives the text of a key that was added. What the finder holds for a text is
    bounded, whatever its length; see `sketches`. `held` is an archive that was added in
    earlier runs, much faster at once than by `hold` one by one."""

    def __init__(self, fetch: FetchText, held: Iterable[tuple[str, Held]] = ()) -> None:
        self._fetch = fetch
        known = list(held)
        self._copies = EchoIndex((key, one.runs) for key, one in known)
        self._translations = {
            language: EchoIndex((key, one.marks) for key, one in known if one.language == language)
            for language in sorted({one.language for _, one in known} - {""})
        }

    def __len__(self) -> int:
        return len(self._copies)

    def hold(self, key: str, held: Held) -> None:
        """Holds a text that was added in an earlier run. One that changed is held again."""
        self._copies.enter(key, held.runs)
        if held.language:
            self._translations.setdefault(held.language, EchoIndex()).enter(key, held.marks)

    def add(self, text: EchoText) -> tuple[Echo, ...]:
        """The echoes of a text among those added before, by the other text's key; it is
        held from now on. A text that changed is added again."""
        return self.add_and_tell(text)[0]

    def add_and_tell(self, text: EchoText) -> tuple[tuple[Echo, ...], Held]:
        """As `add`, and what is held of the text."""
        language = text.language or ""
        pairs = pair_hashes(text)
        held = Held(language, sketch_of(text.runs), translation_sketch(pairs, language))
        keys = {one.key for one in self._copies.near(held.runs)}
        keys |= set(self._translated(language, pairs))
        texts = (self._fetch(key) for key in sorted(keys - {text.key}))
        echoes = (echo_between(text, other) for other in texts if other is not None)
        found = tuple(echo for echo in echoes if echo is not None)
        self.hold(text.key, held)
        return found, held

    def _translated(self, own: str, pairs: Hashes) -> Iterator[str]:
        for language, index in self._translations.items():
            if own and language != own:
                found = index.near(translation_sketch(pairs, language))
                yield from (one.key for one in found)


def find_echoes(texts: Iterable[EchoText]) -> tuple[Echo, ...]:
    """All echoes among some texts that fit into memory, in the order of their keys."""
    held: dict[str, EchoText] = {}
    finder = EchoFinder(held.get)
    found: list[Echo] = []
    for text in texts:
        held[text.key] = text
        found += finder.add(text)
    return tuple(sorted(found, key=lambda echo: (echo.left, echo.right)))
