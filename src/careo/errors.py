"""The one error tree. Every error says in one line what happened and to what.

`where` names the file or address and the place in it (`articles.csv:12`,
`dump.wxr:item 7`, `https://example.org/feed`), so that a message is enough to
find the input again.
"""

from __future__ import annotations


class CareoError(Exception):
    """Root of everything Careo raises on purpose. `str()` is one clear line."""

    def __init__(self, reason: str, *, where: str | None = None) -> None:
        self.reason = reason
        self.where = where
        super().__init__(f"{where}: {reason}" if where else reason)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders; keyword-only fields need telling.
        return (_rebuild, (type(self), self.reason, self.where))


def _rebuild(kind: type[CareoError], reason: str, where: str | None) -> CareoError:
    return kind(reason, where=where)


class ConfigError(CareoError):
    """The archive's configuration or the installation is at fault."""


class SourceError(CareoError):
    """A source cannot be opened or walked at all."""


class FetchError(SourceError):
    """An address could not be fetched, within its limits or at all."""


class FetchRefused(FetchError):
    """We decline to fetch: robots, a private address, a scheme, a limit."""


class RecordError(CareoError):
    """One record of a source is bad; the others go on. Ends up in `rejected/`."""


class ReadingError(RecordError):
    """A capture holds no article that can be read."""


class AnnotatingError(RecordError):
    """An article cannot be annotated (unsupported language, too large)."""


class VocabularyError(CareoError):
    """A vocabulary or authority file is malformed."""


class StoreError(CareoError):
    """The records refuse a write or hold something impossible."""


class SearchError(CareoError):
    """The search index cannot answer or cannot be opened."""


class QueryError(SearchError):
    """The reader's query cannot be understood; the message says how to mend it."""


class MeasuringError(CareoError):
    """A gold set cannot be read, or a floor was undercut."""
