"""A page of HTML into an article.

    parse → Page (one walk) → facts (title, authors, date …) → body → Article

Nothing executable can survive: blocks hold text, and links http, https or mailto.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from careo.errors import ReadingError
from careo.reading.html_body import body_of
from careo.reading.html_furniture import Known
from careo.reading.html_meta import facts_of
from careo.reading.html_page import Page, parse
from careo.reading.language import detect
from careo.reading.pictures import with_words
from careo.values import Article, Capture, prose_text

LANGUAGE_SAMPLE = 1_000
"""Characters the detector is shown; more changed none of the gold pages."""


def read_html(html: str, capture: Capture) -> Article:
    """The article on a page. `capture` gives the address and the name for messages;
    its stated fields are not looked at.

    Raises ReadingError when the page is empty, too large, too deeply nested, or
    holds no article text.
    """
    where = capture.locator
    page = Page.of(parse(html, where), capture.url)
    try:
        return _read(page, capture, html)
    except RecursionError:
        raise ReadingError("nested too deeply", where=where) from None


def _read(page: Page, capture: Capture, html: str) -> Article:
    facts = facts_of(page, capture.url)
    host = (urlsplit(facts.url or "").hostname or "").removeprefix("www.")
    body = body_of(
        page, Known(facts.title, facts.authors, host), lambda: parse(html, capture.locator)
    )
    text = prose_text(body.blocks)
    if not text.strip():
        raise ReadingError("holds no article text", where=capture.locator)
    return facts.with_(
        key=capture.key,
        blocks=body.blocks,
        furniture=body.furniture,
        related=body.related,
        language=detect(_sample(text)) or facts.language,
        standfirst=_own_standfirst(facts.standfirst, text),
        lead_image=with_words(facts.lead_image, body.pictures),
    )


def _sample(text: str) -> str:
    """Enough of the text to tell its language by, from the middle."""
    start = max(0, (len(text) - LANGUAGE_SAMPLE) // 2)
    return text[start : start + LANGUAGE_SAMPLE]


def _own_standfirst(standfirst: str | None, text: str) -> str | None:
    """The standfirst unless the text begins with it: then it is the first paragraph."""
    if standfirst and text[: len(standfirst) + 200].find(standfirst[:80]) >= 0:
        return None
    return standfirst
