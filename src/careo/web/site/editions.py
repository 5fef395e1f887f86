"""The two editions and the words of their addresses.

The language of a page is in its address and nowhere else (no cookie, no guessing from
headers), so that any cache in front can keep pages by address alone. English stands at
the root, Spanish under `/es/`, each with its own words: `/tag/x/` and `/es/etiqueta/x/`.
An article in a third language appears in the English edition, marked with its own
language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse


@dataclass(frozen=True)
class Edition:
    """`code` is an ISO 639-1 code, `prefix` begins its addresses, `words` build them."""

    code: str
    name: str
    prefix: str
    words: Mapping[str, str]

    def address(self, page: str, **parts: object) -> str:
        """The path of a page of this edition; raises NoReverseMatch for unknown ones."""
        return reverse(f"{self.code}:{page}", kwargs=parts)


EN = Edition(
    "en",
    "English",
    "",
    MappingProxyType(
        {
            "news": "news",
            "page": "page",
            "type": "type",
            "section": "section",
            "series": "series",
            "country": "country",
            "countries": "countries",
            "tag": "tag",
            "tags": "tags",
            "author": "author",
            "archive": "archive",
            "database": "database",
            "search": "search",
            "republish": "republish",
            "cite": "cite",
        }
    ),
)

ES = Edition(
    "es",
    "Español",
    "es/",
    MappingProxyType(
        {
            "news": "noticias",
            "page": "pagina",
            "type": "tipo",
            "section": "seccion",
            "series": "serie",
            "country": "pais",
            "countries": "paises",
            "tag": "etiqueta",
            "tags": "etiquetas",
            "author": "autor",
            "archive": "archivo",
            "database": "base-de-datos",
            "search": "buscar",
            "republish": "republicar",
            "cite": "citar",
        }
    ),
)

EDITIONS = (EN, ES)


def edition_of_path(path: str) -> Edition:
    """The edition whose pages live at `path`."""
    return ES if path == "/es" or path.startswith("/es/") else EN


def edition_of_language(language: str | None) -> Edition:
    """The edition that carries articles in `language`."""
    return ES if (language or "").lower().startswith("es") else EN


def other(edition: Edition) -> Edition:
    """The counterpart."""
    return EN if edition is ES else ES
