"""Country names in the languages of the editions (Unicode CLDR, by way of Babel)."""

from __future__ import annotations

from functools import cache

from babel import Locale


@cache
def _names(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


def country_name(code: str, language: str) -> str:
    """The name of the country with this ISO 3166 code; the code itself when unknown."""
    return _names(language).get(code.upper(), code) if code else ""
