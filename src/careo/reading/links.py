"""Addresses that may stand in an article, and text positions around them."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
LONGEST = 2_000


def clean_url(url: str, base: str | None = None) -> str | None:
    """`url` made absolute against `base`, or None when it is not one that a page may
    link to (scripts, data, broken, overlong). Relative addresses without a base
    stay as they are."""
    # Browsers ignore blanks and control characters inside a scheme.
    candidate = _BLANKS.sub("", url)
    if not candidate or candidate.startswith("#") or len(candidate) > LONGEST:
        return None
    if candidate.startswith("//") and not base:
        candidate = f"https:{candidate}"
    try:
        joined = urljoin(base, candidate) if base else candidate
        scheme = urlsplit(joined).scheme.casefold()
    except ValueError:
        return None
    if scheme and scheme not in _SCHEMES:
        return None
    if not scheme and ":" in joined.split("/", 1)[0]:
        return None
    return joined
