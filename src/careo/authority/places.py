"""The gazetteer's compact file: countries, regions, and places by country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from careo.authority.folding import folded
from careo.authority.reading import Fields, text_of, texts_of
from careo.errors import VocabularyError

_EQUALS = re.compile(r"\s+=\s+")


def read_places(data: Fields, file: str) -> Iterator[dict[str, Any]]:
    """The fields of each place's entry: id, en, es, aliases, demonyms, country, source.

    Raises `VocabularyError` naming file and place.
    """
    source = text_of(data, "source", file)
    countries = _mapping(data, "countries", file)
    for code, fields in countries.items():
        where = f"{file}: {code}"
        yield {
            "id": f"place-{str(code).lower()}",
            "en": text_of(fields, "en", where),
            "es": text_of(fields, "es", where),
            "aliases": texts_of(fields, "aliases", where),
            "demonyms": texts_of(fields, "demonyms", where),
            "country": text_of({"code": code}, "code", where),
            "source": source,
        }
    for name in texts_of(data, "regions", file):
        yield _place(name, None, source)
    for code, names in _mapping(data, "places", file).items():
        if code not in countries:
            raise VocabularyError("no such country above", where=f"{file}: {code}")
        for name in texts_of({"places": names}, "places", f"{file}: {code}"):
            yield _place(name, code, source)


def _mapping(data: Fields, key: str, file: str) -> Fields:
    value = data.get(key)
    if not isinstance(value, dict):
        raise VocabularyError(f"{key} is a mapping by country code", where=file)
    return value


def _place(name: str, country: str | None, source: str) -> dict[str, Any]:
    en, *rest = _EQUALS.split(name)
    return {
        "id": f"place-{(country or 'region').lower()}-{_slug(en)}",
        "en": en,
        "es": rest[0] if rest else en,
        "aliases": rest[1:],
        "demonyms": [],
        "country": country,
        "source": source,
    }


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
