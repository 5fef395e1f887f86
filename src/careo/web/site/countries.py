"""Country names in the languages of the editions (Unicode CLDR, by way of Babel)."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.utils.text import slugify


@cache
def _names(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


def country_name(code: str, language: str) -> str:
    """The name of the country with this ISO 3166 code; the code itself when unknown."""
    return _names(language).get(code.upper(), code) if code else ""


def country_slug(code: str, language: str) -> str:
    """What stands for the country in addresses of this language."""
    return slugify(country_name(code, language))


@cache
def country_codes(language: str) -> dict[str, str]:
    """Codes of countries by slug."""
    return {slugify(name): code for code, name in _names(language).items() if len(code) == 2}
