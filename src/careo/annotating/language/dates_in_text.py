"""The days, months and years that a text names, resolved against the article's own day.

Never a guess: what the article's day is needed for ("last Tuesday") stays out when that
is not known, and nothing is given a finer precision than it was said with. Works on
folded text; offsets are those of the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from careo.annotating.language.numbers import NUMBER, number_of

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
}
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_DAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "es": "lunes martes miercoles jueves viernes sabado domingo",
}
_MONTH_OF = {
    "en": {
        **{m: i for i, m in enumerate(_MONTHS["en"].split(), 1)},
        **{m: i for i, m in enumerate(_SHORT.split(), 1)},
        "sept": 9,
    },
    "es": {**{m: i for i, m in enumerate(_MONTHS["es"].split(), 1)}, "setiembre": 9},
}
_DAY_OF = {lang: {d: i for i, d in enumerate(days.split())} for lang, days in _DAYS.items()}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NOT_RANGE = r"(?![\d-]|–\d)"


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at `start` to `end`: ISO to its precision (year, month or day)."""

    start: int
    end: int
    iso: str
    precision: str


def dates_in(low: str, language: str, published: str | None) -> Iterator[DateFound]:
    """The dates in folded text, in text order; of two that overlap the longer."""
    anchor = _anchor(published)
    found = []
    for pattern, read in _PATTERNS[language]:
        for match in pattern.finditer(low):
            iso = read(match, anchor)
            if iso:
                precision = {4: "year", 7: "month"}.get(len(iso), "day")
                found.append(DateFound(match.start(), match.end(), iso, precision))
    end = 0
    for date in sorted(found, key=lambda d: (d.start, -d.end)):
        if date.start >= end:
            end = date.end
            yield date


def _anchor(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


Read = Callable[[re.Match[str], "dt.date | None"], "str | None"]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(months: Mapping[str, int]) -> Read:
    """Day and month, with the year or the last such day before the article's."""

    def read(match: re.Match[str], anchor: dt.date | None) -> str | None:
        groups = match.groupdict()
        month, number = months[groups["month"]], groups["day"]
        day = int(number) if number.isdecimal() else 1  # "primero", "1º"
        year = groups.get("year") or (groups.get("short_year") and f"19{groups['short_year']}")
        if year:
            return _iso(int(year), month, day)
        if anchor is None:
            return None
        if groups.get("year_back"):
            return _iso(anchor.year - 1, month, day)
        return _nearest(month, day, anchor, ahead=bool(groups.get("next")))

    return read


def _nearest(month: int, day: int, anchor: dt.date, *, ahead: bool) -> str | None:
    """The last such day up to the article's, or the next one. Three days of grace: a paper
    may be dated before the day it writes of."""
    same = _iso(anchor.year, month, day)
    if same is None:
        return None
    if ahead:
        return same if same >= anchor.isoformat() else _iso(anchor.year + 1, month, day)
    late = (anchor + dt.timedelta(days=3)).isoformat()
    return same if same <= late else _iso(anchor.year - 1, month, day)


def _month(months: Mapping[str, int]) -> Read:
    def read(match: re.Match[str], anchor: dt.date | None) -> str | None:
        groups = match.groupdict()
        month = months[groups["month"]]
        if groups.get("year"):
            return f"{groups['year']}-{month:02}"
        if anchor is None:
            return None
        year = anchor.year if month <= anchor.month else anchor.year - 1
        return f"{year}-{month:02}"

    return read


def _weekday(days: Mapping[str, int]) -> Read:
    def read(match: re.Match[str], anchor: dt.date | None) -> str | None:
        if anchor is None:
            return None
        groups = match.groupdict()
        back = (anchor.weekday() - days[groups["day"]]) % 7
        if groups.get("next"):
            return (anchor + dt.timedelta(days=(-back) % 7 or 7)).isoformat()
        if groups.get("last") or groups.get("past"):
            back = back or 7
        return (anchor - dt.timedelta(days=back)).isoformat()

    return read


def _year(match: re.Match[str], anchor: dt.date | None) -> str | None:
    year = int(match["year"])
    return str(year) if anchor is None or year <= anchor.year + 5 else None


def _numeric(match: re.Match[str], anchor: dt.date | None) -> str | None:
    return _iso(int(match["year"]), int(match["month"]), int(match["day"]))


def _days_back(days: int) -> Read:
    return lambda _, anchor: (anchor - dt.timedelta(days=days)).isoformat() if anchor else None


def _months_back(months: int) -> Read:
    return lambda _, anchor: _month_before(anchor, months) if anchor else None


def _years_back(years: int) -> Read:
    return lambda _, anchor: str(anchor.year - years) if anchor else None


def _month_before(anchor: dt.date, months: int) -> str:
    count = anchor.year * 12 + anchor.month - 1 - months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _week_back(weeks: int) -> Read:
    """The month of a past week, when it lies in one; a week has no precision of its own."""

    def read(_: re.Match[str], anchor: dt.date | None) -> str | None:
        if anchor is None:
            return None
        monday = anchor - dt.timedelta(days=anchor.weekday() + 7 * weeks)
        sunday = min(monday + dt.timedelta(days=6), anchor)
        return f"{monday:%Y-%m}" if monday.month == sunday.month else None

    return read


def _ago(match: re.Match[str], anchor: dt.date | None) -> str | None:
    """ "two years ago": as precise as its unit."""
    count = number_of(match["count"])
    if anchor is None or count is None or not 0 < count < 200 or count != int(count):
        return None
    unit = match["unit"]
    if unit.startswith(("day", "dia")):
        return (anchor - dt.timedelta(days=int(count))).isoformat()
    if unit.startswith(("week", "semana")):
        return f"{anchor - dt.timedelta(weeks=int(count)):%Y-%m}"
    if unit.startswith(("month", "mes")):
        return _month_before(anchor, int(count))
    return str(anchor.year - int(count))


def _words(table: Mapping[str, int]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


def _compiled(rows: list[tuple[str, Read]]) -> tuple[tuple[re.Pattern[str], Read], ...]:
    return tuple((re.compile(rf"(?<![\w-]){pattern}(?!\w)"), read) for pattern, read in rows)


_EN_MONTH = rf"(?P<month>{_words(_MONTH_OF['en'])})\.?"
_EN_FULL = rf"(?P<month>{'|'.join(_MONTHS['en'].split())})"
_ES_MONTH = rf"(?P<month>{_words(_MONTH_OF['es'])})"
_EN_DAY = rf"(?P<day>{_words(_DAY_OF['en'])})"
_ES_DAY = rf"(?P<day>{_words(_DAY_OF['es'])})"
_ORDINAL = r"(?:st|nd|rd|th)?"
_EN_OF_YEAR = (
    "in|during|of|back in|since early|in early|in late|in mid-|early|late|from|late in|throughout"
    "|between|and|by"
)
_EN_IN_MONTH = "in|last|since|during|in early|in late|early|late|this|this past|of last"
_EN_EVENTS = (
    "murder|killing|arrest|attack|massacre|raid|conviction|indictment|escape|kidnapping"
    "|assassination|capture|sentencing|extradition|seizure"
)
_ES_PART = "a (?:principios|finales|mediados|inicios) de"
_ES_OF_YEAR = f"en|durante|del?|del ano|en el ano|el ano|de los anos|{_ES_PART}|entre|y|para"
_ES_IN_MONTH = f"en|desde|durante|{_ES_PART}|el pasado|pasado mes de|mes de|el mes de"
_BOTH: list[tuple[str, Read]] = [
    (rf"\({_YEAR}\)", _year),
    (r"(?P<day>[0-3]?\d)[/-](?P<month>[01]?\d)[/-](?P<year>(?:19|20)\d\d)", _numeric),
    (r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)", _numeric),
]
_EN: list[tuple[str, Read]] = [
    (rf"{_EN_MONTH} (?P<day>[0-3]?\d){_ORDINAL}(?:,? {_YEAR})?", _day(_MONTH_OF["en"])),
    (
        rf"(?P<day>[0-3]?\d){_ORDINAL}(?: of)? {_EN_MONTH}"
        rf"(?:,? (?:{_YEAR}|(?P<short_year>[5-9]\d)))?",
        _day(_MONTH_OF["en"]),
    ),
    (
        rf"(?:in |on |of |since |early |late |mid-?)*{_EN_MONTH} (?:of )?{_YEAR}",
        _month(_MONTH_OF["en"]),
    ),
    (rf"(?:{_EN_IN_MONTH}) {_EN_FULL}(?! \d)", _month(_MONTH_OF["en"])),
    (
        r"(?:(?P<last>last|this past|the past) |(?P<next>next |this coming )|this )?" + _EN_DAY,
        _weekday(_DAY_OF["en"]),
    ),
    (rf"(?:{_EN_OF_YEAR}) {_YEAR}{_NOT_RANGE}", _year),
    (rf"{_YEAR}(?=['’]s|, when| (?:{_EN_EVENTS}))", _year),
    (rf"(?:the|a|an|its|his|her|their|our|['’]s) {_YEAR}(?= [a-z])", _year),
    (r"today|this (?:morning|afternoon|evening)|tonight", _days_back(0)),
    (r"yesterday|last night", _days_back(1)),
    (r"the day before yesterday", _days_back(2)),
    (r"last week", _week_back(1)),
    (r"(?:earlier )?this week", _week_back(0)),
    (r"last month", _months_back(1)),
    (r"(?:earlier )?this month", _months_back(0)),
    (r"last year", _years_back(1)),
    (r"(?:so far |earlier |later )?this year", _years_back(0)),
    (
        rf"(?P<count>{NUMBER}|a|an) (?P<unit>days?|weeks?|months?|years?) (?:ago|earlier this)",
        _ago,
    ),
]
_ES: list[tuple[str, Read]] = [
    (
        rf"(?:(?P<next>proximo) )?(?P<day>[0-3]?\d|primero|1[º°o])(?:ro)?"
        rf" de(?:l mes de)? {_ES_MONTH}"
        rf"(?:,? (?:de|del)(?: ano)? {_YEAR}|(?P<year_back> del? (?:ano pasado|pasado ano)))?",
        _day(_MONTH_OF["es"]),
    ),
    (rf"{_ES_MONTH} (?:de |del |del ano )?{_YEAR}", _month(_MONTH_OF["es"])),
    (rf"(?:{_ES_IN_MONTH}) {_ES_MONTH}(?! (?:del? )?(?:ano )?\d)", _month(_MONTH_OF["es"])),
    (
        rf"(?:el |la noche del |este |del |al )?(?P<last>pasado |ultimo )?"
        rf"(?P<next>proximo )?{_ES_DAY}(?P<past> pasado| anterior| ultimo)?",
        _weekday(_DAY_OF["es"]),
    ),
    (rf"(?<!decada )(?:{_ES_OF_YEAR}) {_YEAR}{_NOT_RANGE}", _year),
    (r"hoy|esta (?:manana|tarde|noche|madrugada)", _days_back(0)),
    (r"ayer|anoche", _days_back(1)),
    (r"anteayer|antier|antes de ayer", _days_back(2)),
    (r"(?:la )?(?:semana pasada|pasada semana)", _week_back(1)),
    (r"esta semana|la presente semana", _week_back(0)),
    (r"(?:el )?(?:mes pasado|pasado mes)(?! de)", _months_back(1)),
    (r"(?:este|el presente|presente) mes", _months_back(0)),
    (r"(?:el )?(?:ano pasado|pasado ano)", _years_back(1)),
    (
        r"(?:este|el presente|presente) ano|(?:en )?lo que va de(?:l| este)? ano",
        _years_back(0),
    ),
    (
        rf"hace (?:ya |mas de |casi |apenas )?(?P<count>{NUMBER})"
        r" (?P<unit>dias?|semanas?|mes(?:es)?|anos?)",
        _ago,
    ),
]
_PATTERNS = {"en": _compiled([*_EN, *_BOTH]), "es": _compiled([*_ES, *_BOTH])}
