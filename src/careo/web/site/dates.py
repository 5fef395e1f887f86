"""Dates as precisely as they are known: a year, a month or a day."""

from __future__ import annotations

import re

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import get_language

_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parts(iso: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of `YYYY[-MM[-DD]]`; None for anything else."""
    found = _ISO.match(iso or "")
    if not found:
        return None
    year, month, day = (int(x) if x else None for x in found.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    return year, month, day


def short(iso: str | None) -> str:
    """`21 Mar 2012`, `Mar 2012` or `2012`, in Spanish `21 mar 2012`; "" when unknown."""
    known = parts(iso)
    if known is None:
        return ""
    year, month, day = known
    words = [str(day)] if day else []
    if month:
        words.append(_cased(MONTHS_3[month]).rstrip("."))
    return " ".join([*words, str(year)])


def month_name(year: int, month: int) -> str:
    """`March 2012`, in Spanish `marzo de 2012`."""
    between = " de " if _is_spanish() else " "
    return f"{_cased(MONTHS[month])}{between}{year}"


def month_short(month: int) -> str:
    """`Mar`, in Spanish `mar`."""
    return _cased(MONTHS_3[month]).rstrip(".")


def _cased(month: object) -> str:
    # Spanish writes months small.
    return str(month).lower() if _is_spanish() else str(month).capitalize()


def _is_spanish() -> bool:
    return (get_language() or "").startswith("es")
