"""Quantities in a text, normalised: "1.2 toneladas de cocaína" is "1.2 t cocaine".

Works on folded text, so offsets are those of the text. Time is linear: the pattern
looks at a fixed stretch after each number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careo.annotating.language.numbers import NUMBER, number_of, written

_UNIT_WORDS = {
    "t": "tons ton tonnes tonne toneladas tonelada",
    "kg": "kilograms kilogram kilos kilo kilogramos kilogramo kgs kg",
    "g": "grams gram gramos gramo",
    "lb": "pounds pound libras libra",
    "l": "liters liter litres litros litro",
    "gal": "gallons gallon galones",
    "ha": "hectares hectare hectareas hectarea ha",
    "USD": "dollars dolares dolar usd",
    "MXN": "mexican pesos|pesos mexicanos",
    "COP": "colombian pesos|pesos colombianos",
    "EUR": "euros euro",
    "pesos": "pesos",
    "years": "years year anos ano",
    "months": "months meses",
}
_UNITS = {
    word: unit
    for unit, words in _UNIT_WORDS.items()
    for word in (words.split("|") if "|" in words else words.split(" "))
}
_SUBSTANCES = {
    "cocaina": "cocaine", "marihuana": "marijuana", "mariguana": "marijuana",
    "heroina": "heroin", "metanfetamina": "methamphetamine",
    "metanfetaminas": "methamphetamine", "fentanilo": "fentanyl",
    "pasta base": "coca paste", "pasta de coca": "coca paste",
    "pasta base de cocaina": "coca paste", "hoja de coca": "coca leaf",
    "hojas de coca": "coca leaf", "coca leaves": "coca leaf", "amapola": "opium poppy",
    "oro": "gold", "droga": "drugs", "drogas": "drugs", "clorhidrato de cocaina": "cocaine",
    "cocaine hydrochloride": "cocaine", "pure cocaine": "cocaine", "coca base": "coca paste",
    "coca paste": "coca paste", "cocaine": "cocaine", "marijuana": "marijuana",
    "cannabis": "cannabis", "heroin": "heroin", "crystal meth": "methamphetamine",
    "methamphetamine": "methamphetamine", "methamphetamines": "methamphetamine",
    "fentanyl": "fentanyl", "coca": "coca", "gold": "gold", "opium": "opium",
    "opium poppy": "opium poppy", "drugs": "drugs", "explosives": "explosives",
    "explosivos": "explosives", "dynamite": "dynamite", "dinamita": "dynamite",
    "gasolina": "fuel", "combustible": "fuel", "fuel": "fuel", "timber": "timber",
    "madera": "timber", "mercury": "mercury", "mercurio": "mercury", "efedrina": "ephedrine",
    "ephedrine": "ephedrine", "pseudoephedrine": "pseudoephedrine",
}  # fmt: skip

_ANY_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_ANY_SUBSTANCE = "|".join(sorted(map(re.escape, _SUBSTANCES), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![\w$.,])(?P<number>{NUMBER})(?:[ -](?:metric |de )?)(?P<unit>{_ANY_UNIT})(?!\w)"
    rf"(?:\s(?:of|de)(?: (?:pure|una|la|presunta|supuesta|suspected|high-purity))?"
    rf"\s(?P<substance>{_ANY_SUBSTANCE})(?!\w))?"
)
_MONEY = re.compile(rf"(?P<sign>us\$|u\.s\.\$|\$|€)\s?(?P<number>{NUMBER})(?!\w)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at `start` to `end`; `unit` as in `text`, `at` where the unit stands."""

    start: int
    end: int
    value: float
    unit: str
    substance: str = ""

    @property
    def text(self) -> str:
        """Number, unit and what it is of: "1.2 t cocaine", "150000 USD"."""
        return " ".join(filter(None, (written(self.value), self.unit, self.substance)))


def amounts_in(low: str, language: str) -> Iterator[Amount]:
    """Measured quantities and sums of money in folded text, in the order of their kinds.

    A bare "$" is a dollar in English texts; in Spanish ones it may be any peso and stays."""
    bare = "USD" if language == "en" else "$"
    for match in _QUANTITY.finditer(low):
        value = number_of(match["number"])
        if value is not None:
            unit = _UNITS[match["unit"]]
            substance = _SUBSTANCES.get(match["substance"] or "", "")
            yield Amount(match.start(), match.end(), value, unit, substance)
    for match in _MONEY.finditer(low):
        value = number_of(match["number"])
        if value is not None:
            unit = {"€": "EUR", "$": bare}.get(match["sign"], "USD")
            yield Amount(match.start(), match.end(), value, unit)
