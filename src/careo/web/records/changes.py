"""What a transaction changed of what the public sees: told to the search index
through the outbox and to the page cache through the generation, in the same
transaction, so that neither can miss it or hear of what never came to be."""

from __future__ import annotations

from typing import Any

from django.db import connection

from careo.web.records.models import Article, Entity, Generation, Outbox
from careo.web.records.plain import insert

AGAIN = "ON CONFLICT (kind, key) DO UPDATE SET stamp = excluded.stamp"


class Changes:
    """Collects changed rows; `publish` writes them out once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], None] = {}
        self._changed = False

    def touch(self, row: Any) -> None:
        """Notes that what is shown of `row` has changed."""
        self._changed = True
        if isinstance(row, Article):
            self.article(row.key)
        elif isinstance(row, Entity):
            self.entity(row.key)

    def other(self) -> None:
        """Notes a change that pages show but the index does not hold."""
        self._changed = True

    def article(self, key: str) -> None:
        """Notes a changed article."""
        self._changed = True
        self._rows[("article", key)] = None

    def entity(self, key: str) -> None:
        """Notes a changed entity."""
        self._changed = True
        self._rows[("entity", key)] = None

    def publish(self) -> None:
        """Moves the generation and fills the outbox; nothing when nothing changed."""
        if not self._changed:
            return
        stamp = _next_generation()
        rows = ((kind, key, stamp) for kind, key in sorted(self._rows))
        insert(Outbox, ("kind", "key", "stamp"), rows, AGAIN)


def _next_generation() -> int:
    # One statement for every saved article; both databases know RETURNING.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_generation SET number = number + 1 WHERE id = 1 RETURNING number"
        )
        row = cursor.fetchone()
    return int(row[0]) if row else Generation.objects.create(id=1, number=1).number
