"""Shortening text for cards. Pure functions."""

from __future__ import annotations

CARD_LIMIT = 160
ELLIPSIS = "…"

_TRAILING = " \t\n,;:–—-([“‘«'\".…"


def flat(text: str) -> str:
    """`text` on one line."""
    return " ".join(text.split())


def cut(text: str, limit: int = CARD_LIMIT) -> str:
    """`text` on one line, at most `limit` characters, cut after a whole word with "…"."""
    text = flat(text)
    if len(text) <= limit:
        return text
    room = text[: limit - len(ELLIPSIS) + 1]
    head, space, _ = room.rpartition(" ")
    if not space:
        head = room[:-1]
    return head.rstrip(_TRAILING) + ELLIPSIS
