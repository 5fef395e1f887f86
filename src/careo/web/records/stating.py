"""What a source states of an article beside its text, made sense of.

Everything here came from outside: what is of another shape than expected is passed over.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from careo.characters import storable
from careo.web.records.names import slug_of
from careo.web.records.public import SeriesRef

KEY = 120
TITLE = 300
CHAPTERS = 10_000


def plain_json(extra: Mapping[str, Any]) -> dict[str, Any]:
    """`extra` as a database can keep it: dates as ISO text, no characters it refuses."""
    kept: dict[str, Any] = _storable(json.loads(json.dumps(dict(extra), default=str)))
    return kept


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(name): _storable(item) for name, item in value.items()}
    return value


def series_of(extra: Mapping[str, Any]) -> SeriesRef | None:
    """The series that an article is part of: `series: {key, title, chapter, of}`, or its
    title alone. None when there is none, or it has no name."""
    stated = extra.get("series")
    if isinstance(stated, str):
        stated = {"title": stated}
    if not isinstance(stated, Mapping):
        return None
    title = _line(stated.get("title")) or _line(stated.get("key"))
    key = slug_of(_line(stated.get("key")) or title, KEY)
    if not key:
        return None
    chapter, of = _number(stated.get("chapter")), _number(stated.get("of"))
    if of is not None and chapter is not None and of < chapter:
        of = None
    return SeriesRef(key, title, chapter, of)


def deadline_of(extra: Mapping[str, Any]) -> str:
    """The last day of an opening as an ISO date; "" when none is stated or it is no day."""
    with suppress(ValueError):
        return dt.date.fromisoformat(str(extra.get("deadline") or "")[:10]).isoformat()
    return ""


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:TITLE] if isinstance(value, str | int) else ""


def _number(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    text = str(value) if isinstance(value, str | int) else ""
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if len(text) < 6 and 1 <= int(text) <= CHAPTERS else None
