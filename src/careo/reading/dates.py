"""Dates as newsrooms write them, in English and Spanish (and their neighbours).

`parse_date` reads one date out of a short text. It never makes up what the text
does not say: the precision is kept (`2012-03-21`, `2012-03`, `2012`), a numeric
date whose order cannot be known gives its year alone, and impossible or future
dates give nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator

LONGEST = 400
"""Characters looked at: a date line is short; a whole page is not a date."""

EARLIEST = 1600
"""The first newspapers; an earlier year in a date line is something else."""

_MONTH_NAMES = {
    1: "january enero janeiro janvier januar gennaio jan ene janv gen",
    2: "february febrero fevereiro fevrier februar febbraio feb fev fevr febr",
    3: "march marzo marco mars marz mar",
    4: "april abril avril aprile apr abr avr",
    5: "may mayo maio mai maggio mag",
    6: "june junio junho juin juni giugno jun giu",
    7: "july julio julho juillet juli luglio jul juil lug",
    8: "august agosto aout aug ago",
    9: "september septiembre setiembre setembro septembre settembre sep sept set",
    10: "october octubre outubro octobre oktober ottobre oct out okt ott",
    11: "november noviembre novembro novembre nov",
    12: "december diciembre dezembro decembre dezember dicembre dec dic dez",
}
_MONTHS = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}
_MONTH = "(?P<m>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_DAY = r"(?<![\d:.])(?P<d>\d{1,2}|1o|primero)(?:st|nd|rd|th|er|o|º|ª|°|\.)?"
_YEAR = r"(?P<y>\d{4})(?!\d)"
# Between the parts of a worded date: "21 de marzo del 2012", "21-mar-2012".
_GAP = r"(?:\s*[,/.-]?\s*(?:(?:de|del|of|do|di)\b\.?\s*)?(?:(?:l|el|ano)\s+)?)"
_CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?\s?m\.?)?"
    r"\s*(?:[a-z]{2,5}|[+-]\d{4})?\s+)"
)

_Found = tuple[int | None, int | None, int]


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in patterns)


_ISO = _compiled(
    r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)",
    r"(?<!\d)(?P<y>(?:1[6-9]|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?=t\d{4}|t?\s*$)",
)
_WORDED = _compiled(
    rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}",
    rf"(?<![a-z]){_MONTH}\s*-?\s*{_DAY}{_GAP}{_CLOCK}?{_YEAR}",
    rf"(?<!\d)(?P<y>\d{{4}}){_GAP}{_MONTH}{_GAP}{_DAY}(?![\d:])",
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?![\d/-])"
)
_MONTH_ONLY = _compiled(
    rf"(?<![a-z\d]){_MONTH}{_GAP}{_YEAR}",
    r"(?<![\d/.-])(?P<y>\d{4})[-/](?P<m>\d{2})(?![\d/-])",
    r"^\W*(?P<m>\d{1,2})/(?P<y>\d{4})\W*$",
)
_SHORT_YEAR = _compiled(
    rf"^\W*(?:[a-z]+\W+)?{_DAY}{_GAP}{_MONTH}{_GAP}'?(?P<y>\d{{2}})\W*$",
    rf"^\W*{_MONTH}\s*{_DAY},?\s+'(?P<y>\d{{2}})\W*$",
)
_YEAR_ONLY = re.compile(r"^\W*(?P<y>\d{4})\W*$")
_EPOCH = re.compile(r"^\s*(?P<s>\d{10})(?:\d{3})?\s*$")


def parse_date(
    text: str, language: str | None = None, *, latest: dt.date | None = None
) -> str | None:
    """The date a short text states, as ISO 8601 with its precision kept, or None.

    `language` decides whether 04/05/2012 is April or May. Times are dropped and
    not shifted between zones: the day is the one the newsroom printed. Dates
    after `latest` (by default tomorrow, since the world is not all in one zone)
    are refused.
    """
    folded = _fold(text[:LONGEST])
    bound = latest or dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    for reader in _READERS:
        for day, month, year in reader(folded, language):
            # The first pattern that fits decides: "31 February 2012" is wrong, and
            # is not rescued as "February 2012".
            return _iso(day, month, year, bound)
    return None


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("º", "o").replace("ª", "a"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[‐‑‒–—]", "-", plain)
    return re.sub(r"\s+", " ", plain).strip()


def _iso(day: int | None, month: int | None, year: int, bound: dt.date) -> str | None:
    if year < EARLIEST:
        return None
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if first > bound:
        return None
    if month is None:
        return f"{year:04d}"
    return first.isoformat() if day is not None else f"{year:04d}-{month:02d}"


def _number(found: str) -> int:
    return 1 if found in {"1o", "primero"} else int(found)


def _month(found: str) -> int:
    return int(found) if found.isdigit() else _MONTHS[found]


def _full(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[_Found]:
    for pattern in patterns:
        if match := pattern.search(text):
            yield _number(match["d"]), _month(match["m"]), int(match["y"])


def _iso_dates(text: str, language: str | None) -> Iterator[_Found]:
    return _full(_ISO, text)


def _worded(text: str, language: str | None) -> Iterator[_Found]:
    return _full(_WORDED, text)


def _numeric(text: str, language: str | None) -> Iterator[_Found]:
    if not (match := _NUMERIC.search(text)):
        return
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if a == b or b > 12 or a > 12:
        day, month = (b, a) if b > 12 else (a, b)
        yield day, month, year
    elif language is None and match["sep"] != ".":
        yield None, None, year  # the order is unknown: only the year is certain
    elif language == "en" and match["sep"] != ".":
        yield b, a, year
    else:
        yield a, b, year


def _month_only(text: str, language: str | None) -> Iterator[_Found]:
    for pattern in _MONTH_ONLY:
        if match := pattern.search(text):
            yield None, _month(match["m"]), int(match["y"])


def _short_year(text: str, language: str | None) -> Iterator[_Found]:
    this_year = dt.datetime.now(dt.UTC).year
    for pattern in _SHORT_YEAR:
        if match := pattern.search(text):
            year = this_year // 100 * 100 + int(match["y"])
            yield _number(match["d"]), _month(match["m"]), year - 100 * (year > this_year)


def _year_only(text: str, language: str | None) -> Iterator[_Found]:
    if match := _YEAR_ONLY.match(text):
        yield None, None, int(match["y"])


def _epoch(text: str, language: str | None) -> Iterator[_Found]:
    if match := _EPOCH.match(text):
        day = dt.datetime.fromtimestamp(int(match["s"]), dt.UTC)
        yield day.day, day.month, day.year


_READERS: tuple[Callable[[str, str | None], Iterator[_Found]], ...] = (
    _iso_dates,
    _worded,
    _numeric,
    _short_year,
    _month_only,
    _year_only,
    _epoch,
)
