"""When something was, to the day, month or year that a text gives, and what came before what.

A date is never made finer than it was said. Two dates are in order only when every day of
the one lies before every day of the other.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Precision(StrEnum):
    """How finely a date was said, finest first."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    @property
    def rank(self) -> int:
        """0 is the finest."""
        return list(Precision).index(self)


_BY_LENGTH = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}


@dataclass(frozen=True, slots=True, order=True)
class When:
    """All days from `first` to `last` are possible; `said` is the date as it was given."""

    first: dt.date
    last: dt.date
    said: str

    @property
    def precision(self) -> Precision:
        return _BY_LENGTH[len(self.said)]

    def is_before(self, other: When) -> bool:
        """Whether it lies before the other on any reading of both."""
        return self.last < other.first

    def meets(self, other: When) -> bool:
        """Whether both can be one day."""
        return self.first <= other.last and other.first <= self.last

    def agrees(self, other: When) -> bool:
        """Whether one is said as the other, or only less finely."""
        return self.said.startswith(other.said) or other.said.startswith(self.said)


@lru_cache(maxsize=65_536)
def when_of(said: str | None, told: dt.date | None = None) -> When | None:
    """When an ISO date (`YYYY[-MM[-DD]]`) is; None when it is absent or no date.

    `told` is the last day on which it may have been told: what had happened by then did
    not happen later in the year that it names. A date wholly after it is left as it is."""
    match = _DATE.fullmatch(said or "")
    if match is None or said is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
        last = dt.date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    if told is not None and first <= told < last:
        last = told
    return When(first, last, said)


@lru_cache(maxsize=16_384)
def last_day(published: str | None) -> dt.date | None:
    """The last day on which an article of this date can have appeared; None when that
    cannot be told. A time of day after the date is ignored."""
    when = when_of((published or "")[:10])
    return when.last if when else None
