"""The stages under measurement, handed in: measuring imports no other stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from careo.errors import MeasuringError
from careo.values import Annotations, Article, Capture

ReadCapture = Callable[[Capture], Article]
Annotate = Callable[[Article], Annotations]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a gold set may call. A set that needs a missing one says so."""

    read: ReadCapture | None = None
    annotate: Annotate | None = None

    def reader(self) -> ReadCapture:
        """The reading stage; raises MeasuringError without one."""
        if self.read is None:
            raise MeasuringError("this set measures reading, and no reader was handed in")
        return self.read

    def annotator(self) -> Annotate:
        """The annotating stage; raises MeasuringError without one."""
        if self.annotate is None:
            raise MeasuringError("this set measures annotating, and no annotator was handed in")
        return self.annotate
