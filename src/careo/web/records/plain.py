"""Plain inserts of many small rows, for the tables that every saved article fills.

Half the time of saving went into making model instances that nobody looked at;
these rows have no defaults, converters or returned numbers to need them for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model


def insert(
    kind: type[Model], fields: tuple[str, ...], rows: Iterable[tuple[Any, ...]], then: str = ""
) -> None:
    """Inserts rows of texts and numbers, in the order of `fields` (names of the model's
    fields); `then` is an ON CONFLICT clause of ours. Raises Django's database errors."""
    values = list(rows)
    if not values:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(kind._meta.get_field(name).column) for name in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Only names of our own models are put into the statement.
    table = quote(kind._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks}) {then}", values)  # noqa: S608 - own names
