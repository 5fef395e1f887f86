"""Which identity a row of entities belongs to: itself, or the one it was merged into.

What an article says keeps pointing at the row it was read for. A merge only says on that
row which identity it belongs to, so it is undone by taking that word back, and reading an
article again cannot undo it. A row's slug leads to its identity for ever.
"""

from __future__ import annotations

from django.db.models.functions import Coalesce

from careo.web.records.models import Entity


def whole(row: Entity) -> Entity:
    """The identity that a row belongs to."""
    return row.redirect_to or row


def whole_id(prefix: str = "") -> Coalesce:
    """The number of the identity of the row that `prefix` leads to (`entity__`)."""
    return Coalesce(f"{prefix}redirect_to", f"{prefix}id")


def whole_slug(prefix: str = "") -> Coalesce:
    """The slug of the identity of the row that `prefix` leads to."""
    return Coalesce(f"{prefix}redirect_to__slug", f"{prefix}slug")


def parts(row: Entity) -> list[int]:
    """The numbers of all rows of an identity, its own first."""
    return [row.id, *row.redirects.order_by("id").values_list("id", flat=True)]
