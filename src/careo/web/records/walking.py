"""Tables walked in batches, so that memory does not grow with the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet


def batches(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """The rows by their numbers, `size` at a time; each batch is asked for when the one
    before has been dealt with, and no row is given twice."""
    last = 0
    while batch := list(rows.filter(id__gt=last).order_by("id")[:size]):
        yield batch
        last = batch[-1].id
