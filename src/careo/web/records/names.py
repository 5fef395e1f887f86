"""Slugs and keys: short, stable names for rows; pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.utils.text import slugify

SLUG = 80
"""Long enough for a headline's gist, short enough to be read out."""

KEY = 380


def slug_of(text: str, limit: int = SLUG) -> str:
    """`text` as a slug, cut at a word; "" when no letter or digit is left."""
    slug = slugify(text)
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rsplit("-", 1)[0][:limit]


def slug_or_hash(text: str, key: str) -> str:
    """`text` as a slug; text in another script gets a name made from `key`."""
    return slug_of(text) or hashlib.sha256(key.encode()).hexdigest()[:12]


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that nobody has."""
    held = set(taken)
    if wanted not in held:
        return wanted
    number = 2
    while f"{wanted}-{number}" in held:
        number += 1
    return f"{wanted}-{number}"


def short_key(key: str) -> str:
    """`key`, or its start and a hash when it is longer than a column."""
    if len(key) <= KEY:
        return key
    return key[: KEY - 65] + "#" + hashlib.sha256(key.encode()).hexdigest()


def section_paths(section: Sequence[str]) -> list[str]:
    """For `["News", "Brief"]`: `["news", "news/brief"]`."""
    paths: list[str] = []
    for name in section:
        slug = slug_or_hash(name, name)
        paths.append(f"{paths[-1]}/{slug}" if paths else slug)
    return paths
