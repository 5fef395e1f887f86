"""Record notes: what a source states of the public record that its facts rest on.

An article may bring a list `record`, each with a `fact` and where it is on record
(`source`, `date`, perhaps `url`). They are the source's own words and shown as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from careo.web.site.addresses import safe_href

LIMIT = 100
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Note:
    """One fact and where it is on record; `href` is "" when there is no address."""

    fact: str
    source: str
    date: str = ""
    href: str = ""


def notes_of(extra: Mapping[str, Any]) -> tuple[Note, ...]:
    """The notes among what a source states; anything of another shape is passed over."""
    listed = extra.get("record")
    if not isinstance(listed, list):
        return ()
    notes = (_note(entry) for entry in listed[:LIMIT] if isinstance(entry, dict))
    return tuple(note for note in notes if note.fact and note.source)


def _note(entry: Mapping[str, Any]) -> Note:
    def text(name: str) -> str:
        value = entry.get(name)
        return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""

    return Note(text("fact"), text("source"), text("date"), safe_href(text("url")) or "")
