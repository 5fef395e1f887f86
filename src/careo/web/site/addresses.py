"""Which addresses text from outside may turn into links, and with what `rel`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})
LIMIT = 2_000
"""Longer addresses are not linked: browsers and readers give up on them too."""

# Browsers drop these inside a scheme ("java\tscript:"), so nothing with them is a link.
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")


def safe_href(url: str | None) -> str | None:
    """`url` when a page may link to it (http, https, mailto), else None.

    The answer still has to be escaped for the place it is written to.
    """
    if not url:
        return None
    url = url.strip()
    if not url or len(url) > LIMIT or _CONTROL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in SCHEMES:
        return None
    if parts.scheme == "mailto":
        return url if "@" in parts.path else None
    return url if host else None


def host_of(url: str) -> str:
    """The host a reader is told a link leads to, without `www.`; "" when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
