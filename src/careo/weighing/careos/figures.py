"""Counts and amounts in what somebody said, as ranges that can be compared.

"At least 23 dead" is 23 or more; "about 200 kilos" is 180 to 220; "between 40 and 60
members" is that. Two figures conflict when they count the same and no number fits both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careo.weighing.careos.matter_words import MatterWords, matter_words

_NEARLY = 0.1
"""How far "about" and "nearly" may be off."""
_NEARBY = 60
"""Characters before and after a count of people that say what befell them."""

_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte",
)
_WORDS = {word: n for words in _SMALL for n, word in enumerate(words.split(), 2)}
_SCALES = {
    "hundred": 100, "thousand": 1_000, "mil": 1_000, "million": 1_000_000, "millon": 1_000_000,
    "millones": 1_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_UNITS = {
    "%": "% percent|por ciento|per cent", "kg": "kilos|kilogramos|kilograms|kilo|kg",
    "t": "tons|tonnes|toneladas|ton|tonelada", "USD": "dollars|dolares",
    "pesos": "pesos", "EUR": "euros", "lb": "pounds|libras", "ha": "hectares|hectareas",
}  # fmt: skip
_UNIT_OF = {
    word: unit for unit, words in _UNITS.items() for word in words.replace("% ", "%|").split("|")
}
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d+)?|{'|'.join(_WORDS)})"
_SCALE = rf"(?:\s(?:{'|'.join(_SCALES)}))*"
_FIGURE = re.compile(
    rf"(?<![\w$.,:/-])(?P<sign>us\$|\$us|\$)?\s?(?P<low>{_NUMBER})"
    rf"(?:\s?(?:to|a|and|y|-)\s\$?(?P<high>{_NUMBER}))?(?P<scale>{_SCALE})"
    rf"\s?(?P<unit>(?:(?:de|of)\s)?(?:{'|'.join(map(re.escape, _UNIT_OF))})(?!\w))?(?![\w:/])"
)
_HEAD = re.compile(r"\s*(?:(?:de|of|mas|more|other|los|las|the)\s)*([a-z]{3,})")
_DAY = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre))\b"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """`low` to `high` of `unit`; `start` and `end` are offsets in the text it was read
    from. `unit` is a unit of measure, "people:…" with what befell them, or the stem of the
    thing counted. `open_end` where only a bound is said."""

    low: float
    high: float
    unit: str
    start: int
    end: int
    open_end: bool = False

    def conflicts(self, other: Figure) -> bool:
        """Whether both count the same and no number fits both. A bound alone never
        conflicts with a bound."""
        if self.unit != other.unit or (self.open_end and other.open_end):
            return False
        return self.high < other.low or other.high < self.low


def figures_in(text: str) -> Iterator[Figure]:
    """The figures of a folded text in order; years, days, clock times and ages are none."""
    words = matter_words()
    for match in _FIGURE.finditer(text):
        unit = _unit(match, text, words)
        low = _value(match["low"], match["scale"])
        high = _value(match["high"], match["scale"]) if match["high"] else low
        if unit and low is not None and high is not None and low <= high:
            yield _bounded(low, high, unit, match, text)


def _bounded(low: float, high: float, unit: str, match: re.Match[str], text: str) -> Figure:
    before = text[max(0, match.start() - 20) : match.start()]
    before = before if before.endswith(" ") else f"{before} "
    bounds = matter_words().bounds
    open_end = False
    if bounds["at_least"].search(before):
        high, open_end = float("inf"), True
    elif bounds["at_most"].search(before):
        low, open_end = 0.0, True
    elif bounds["about"].search(before):
        low, high = low * (1 - _NEARLY), high * (1 + _NEARLY)
    return Figure(low, high, unit, match.start(), match.end(), open_end)


def _unit(match: re.Match[str], text: str, words: MatterWords) -> str | None:
    if match["sign"]:
        return "USD" if "us" in match["sign"] else "$"
    if match["unit"]:
        measure = _UNIT_OF[re.sub(r"^(?:de|of)\s", "", match["unit"])]
        of = _HEAD.match(text[match.end() : match.end() + 40])
        return f"{measure}:{words.term(of[1])}" if measure == "%" and of else measure
    rest = text[match.end() : match.end() + 40]
    if _DAY.match(rest.lstrip()) or _DAY.search(text[max(0, match.start() - 10) : match.start()]):
        return None
    head = _HEAD.match(rest)
    if head is None or head[1] in words.sets["no_heads"] or _is_year(match):
        return None
    if head[1] not in words.sets["people"] and words.idea(head[1]) not in _FATES:
        return words.term(head[1])
    return _people(match, text, words)


_FATES = ("death", "killing", "injured", "arrest", "kidnapping", "disappearance", "rescued")


def _people(match: re.Match[str], text: str, words: MatterWords) -> str | None:
    """People are the same count only when the same befell them; killed is dead."""
    after = text[match.end() : match.end() + _NEARBY].split(",", maxsplit=1)[0]
    before = text[max(0, match.start() - _NEARBY) : match.start()].rsplit(",", maxsplit=1)[-1]
    for near in (after.split(), reversed(before.split())):
        for word in near:
            fate = words.idea(word.strip(".,;:()\"'“”"))
            if fate in _FATES:
                return f"people:{'death' if fate == 'killing' else fate}"
    return None


def _is_year(match: re.Match[str]) -> bool:
    return not match["scale"] and re.fullmatch(r"(?:19|20)\d\d", match["low"]) is not None


def _value(number: str, scale: str) -> float | None:
    factor = 1
    for word in scale.split():
        factor *= _SCALES[word]
    if number in _WORDS:
        return float(_WORDS[number] * factor)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number)
    plain = re.sub(r"[.,]", "", number) if grouped else number.replace(",", ".")
    try:
        return float(plain) * factor
    except ValueError:
        return None
