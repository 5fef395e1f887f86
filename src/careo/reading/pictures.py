"""The words of an article's lead image: caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from careo.values import Image

_CREDIT = re.compile(
    r"[.\s(]*\b(?:photos?|foto(?:graf[ií]a)?s?|image|imagen|credit|cr[ée]dito)\b\s*(?::|/|by\b|de\b)?"
    r"\s*(?P<credit>[A-ZÁÉÍÓÚÑ][^.]{1,80}?)\)?\.?$",
    re.IGNORECASE,
)
# WordPress writes the size of a copy into its name: quay-300x200.jpg, quay-scaled.jpg.
_COPY = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.\w{3,4}$)")
TELLING = 8
"""Shorter file names ("1.jpg") say nothing about whether two pictures are the same."""


def captioned(url: str, words: str) -> Image:
    """The picture with what is written under it, the credit told apart."""
    match = _CREDIT.search(words)
    if match is None:
        return Image(url, words)
    return Image(url, words[: match.start()].strip(" ■•|/-–—"), match["credit"].strip())


def with_words(lead: Image | None, pictures: Iterable[tuple[str, str]]) -> Image | None:
    """The lead image that a page names for sharing, with the words under the same picture
    where the page shows it; `pictures` are addresses and words in the page's order."""
    if lead is None or lead.caption:
        return lead
    own = _file(lead.url)
    for url, words in pictures:
        if words and (url == lead.url or (len(own) >= TELLING and _file(url) == own)):
            found = captioned(url, words)
            return replace(lead, caption=found.caption, credit=lead.credit or found.credit)
    return lead


def _file(url: str) -> str:
    return _COPY.sub("", urlsplit(url).path.rsplit("/", 1)[-1])
