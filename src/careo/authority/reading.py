"""Fields of an authority file, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careo.errors import VocabularyError

Fields = Mapping[str, Any]


def text_of(fields: Fields, key: str, where: str) -> str:
    """A text that is not blank. Raises `VocabularyError`."""
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        # YAML reads a bare `NO` or `18` as something else than text.
        raise VocabularyError(f"{key} is missing or no text; put it in quotes", where=where)
    return value.strip()


def texts_of(fields: Fields, key: str, where: str) -> list[str]:
    """A list of texts, empty when the key is absent. Raises `VocabularyError`."""
    values = fields.get(key) or []
    if not isinstance(values, list):
        raise VocabularyError(f"{key} is a list", where=where)
    return [text_of({key: value}, key, where) for value in values]
