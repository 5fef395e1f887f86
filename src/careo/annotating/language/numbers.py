"""Numbers as texts write them, digits and words, in English and Spanish.

Everything here reads folded text (small letters, no accents).
"""

from __future__ import annotations

import re

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12,
    "uno": 1, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18,
    "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintidos": 22,
    "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26,
    "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40,
    "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300,
    "trescientas": 300, "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500,
    "quinientas": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800,
    "novecientos": 900, "docena": 12,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "millions": 1_000_000,
    "billion": 1_000_000_000, "mil": 1_000, "millon": 1_000_000, "millones": 1_000_000,
    "m": 1_000_000, "bn": 1_000_000_000, "mdp": 1_000_000, "mdd": 1_000_000,
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_ANY_WORD = "|".join(sorted({*_UNITS, *_SCALES} - {"m", "bn", "mdp", "mdd"}, key=len, reverse=True))
NUMBER = (
    rf"(?:(?:{_DIGITS})(?:[ -](?:hundred|thousand|millions?|billion|millon|millones)"
    r"|[ -]mil(?: \d{1,3}(?![\d.,]))?)*"
    rf"|(?:{_ANY_WORD})(?:(?: and | y |[ -])(?:{_ANY_WORD}))*)"
)
"""A number, for other patterns; `number_of` gives its value."""

_GROUPED = re.compile(r"^\d{1,3}(?:[.,' ]\d{3})+(?![\d])")
_WORDS = re.compile(r"[^\s-]+")


def number_of(text: str) -> float | None:
    """The value of a number in folded text: "1.2", "1,600", "2.000", "tres mil",
    "25 mil", "twenty-five", "1.5 million". None when it is none."""
    total, current, seen = 0.0, 0.0, False
    for match in _WORDS.finditer(text):
        word = match.group()
        if word in ("and", "y", "e"):
            continue
        if word[0].isdigit():
            value = _digits(word)
            if value is None:
                return None
            # "1 200" is one number, written apart.
            current = current * 1_000 + value if seen and re.fullmatch(r"\d{3}", word) else value
        elif word in _SCALES:
            scale = _SCALES[word]
            current = (current or 1) * scale
            if scale >= 1_000:
                total, current = total + current, 0.0
                if scale == 1_000_000 and total % 1_000_000:
                    total = total + 0.0
        elif word in _UNITS:
            current += _UNITS[word]
        else:
            return None
        seen = True
    return total + current if seen else None


def _digits(word: str) -> float | None:
    """A point or comma before three digits sets off thousands, else it is the decimal's;
    where both stand the last one is the decimal's."""
    plain = word.replace("'", "")
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        both = "." in plain and "," in plain
        if not both and _GROUPED.match(plain):
            plain = re.sub(r"[.,]", "", plain)
        else:
            plain = re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    try:
        return float(plain)
    except ValueError:
        return None


def written(value: float) -> str:
    """A value in digits: no thousands marks, a decimal point only where one is needed."""
    return f"{value:.0f}" if value == int(value) else f"{round(value, 3):g}"
