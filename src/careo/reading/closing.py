"""What stands at the very end of a text and is no part of it: the day of publication in
brackets, and the name of a desk or writer set in capitals."""

from __future__ import annotations

import re
from dataclasses import replace

from careo.reading.dates import parse_date
from careo.values import BLOCK_BREAK, PROSE, Article

_DATE = re.compile(r"\s*\((\d{1,4}[./-]\d{1,2}[./-]\d{2,4})\)\s*$")

_SIGNATURE = re.compile(
    r"(?:\A|\n|(?<=[.!?…”\"»)])[\s.]+)"  # on a line of its own, or behind a whole sentence
    r"(?P<name>[^\W\d_](?:[^\n.!?¿¡:;]|(?<=\b\w)\.){3,59})\Z"
)
_LONGEST_SIGNATURE = 6  # words
_LEAST_TEXT = 300
"""Characters before it; in a shorter text capitals are more likely a heading or a cry."""


def without_closing(article: Article, published: str | None, language: str | None) -> Article:
    """The article without such an end; what is taken off is kept as furniture."""
    return _without_date(_without_signature(article), published, language)


def _without_date(article: Article, published: str | None, language: str | None) -> Article:
    found = _DATE.search(article.blocks[-1].text)
    if found and published and parse_date(found[1], language) == published[:10]:
        return _cut(article, found.start())
    return article


def _without_signature(article: Article) -> Article:
    found = _SIGNATURE.search(article.blocks[-1].text)
    if found is None or not is_signature(found["name"]):
        return article
    before = article.text[: len(article.text) - len(found["name"])]
    if len(before) < _LEAST_TEXT or sum(c.isupper() for c in before) > len(before) / 4:
        return article  # all of it is in capitals
    return _cut(article, found.start())


def is_signature(line: str) -> bool:
    """Whether a line is a short run of words in capitals."""
    words = re.findall(r"[^\W\d_]+", line)
    return (
        0 < len(words) <= _LONGEST_SIGNATURE
        and sum(map(len, words)) > 3
        and all(word.isupper() for word in words)
        and not re.search(r"\d", line)
    )


def _cut(article: Article, at: int) -> Article:
    """The article with its last block ending at `at`, unless nothing of the text, or
    nothing of its analysis, would be left."""
    *others, block = article.blocks
    if block.kind not in PROSE or not others:
        return article
    kept = block.text[:at].rstrip()
    gone = len(block.text) - len(kept) + (0 if kept else len(BLOCK_BREAK))
    if (article.analysis_start or 0) > len(article.text) - gone:
        return article
    links = tuple(link for link in block.links if link.end <= len(kept))
    last = (replace(block, text=kept, links=links),) if kept else ()
    furniture = (*article.furniture, block.text[at:].strip(" \n.-–—"))
    return article.with_(blocks=(*others, *last), furniture=furniture)
