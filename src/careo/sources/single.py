"""What the readers of one file share: its label, what is left aside, what is told of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from careo.errors import RecordError
from careo.sources.files import reason_of
from careo.sources.port import Origin, SourceOptions
from careo.values import Rejection


@dataclass
class FileSource:
    """A source that is one file. Readers add `items()`."""

    origin: Origin
    options: SourceOptions
    passed_over: Counter[str] = field(default_factory=Counter, init=False)

    @property
    def label(self) -> str:
        return self.origin.place

    @property
    def picture_root(self) -> Path:
        """Pictures lie beside the file (`KeepsPictures`)."""
        return Path(self.origin.place).parent

    def reject(self, place: str, reason: str, body: bytes = b"", *, within: str = ":") -> Rejection:
        """The Rejection of what stands at `place` in the file; of the file itself when
        that is empty. `within` stands between the two."""
        locator = f"{self.origin.place}{within}{place}" if place else self.origin.place
        return Rejection(locator, reason, body)


def failed(origin: Origin, error: Exception) -> Rejection:
    """The Rejection for an error met while opening or reading `origin`."""
    place = error.where if isinstance(error, RecordError) else None
    return Rejection(place or origin.place, reason_of(error))
