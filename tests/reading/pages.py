"""Pages for the tests of HTML reading; every name and event in them is invented."""

from __future__ import annotations

import datetime as dt

from careo.reading.html_page import Page, parse
from careo.values import Capture

FIRST = (
    "Prosecutors in the port of Valdemora said on Monday that three customs clerks had "
    "taken payments to wave containers through, according to a court filing."
)
SECOND = (
    "The clerks, who have denied the charge, were suspended in March; their lawyer said "
    "the payments were loans from a cousin who runs a fish market nearby."
)
THIRD = (
    "A hearing is set for next week, and the harbour authority has promised to publish "
    "the list of containers that were never opened, a spokeswoman said."
)


def page(body: str, head: str = "", lang: str = "en") -> str:
    """A page with the given insides."""
    return f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def article(extra: str = "", head: str = "", top: str = "") -> str:
    """A page with an article of three paragraphs, `extra` after the second."""
    return page(
        f"<article><h1>Three clerks charged in the port of Valdemora</h1>{top}"
        f"<p>{FIRST}</p><p>{SECOND}</p>{extra}<p>{THIRD}</p></article>",
        head,
    )


def capture(url: str | None = "https://courier.example/2020/port") -> Capture:
    """A capture that the page came from; its bytes are not looked at."""
    return Capture(
        key="k",
        body=b"",
        media_type="text/html",
        locator="port.html",
        fetched=dt.datetime(2020, 3, 1, tzinfo=dt.UTC),
        url=url,
    )


def parsed(html: str, url: str | None = "https://courier.example/2020/port") -> Page:
    """The parsed page."""
    return Page.of(parse(html, "port.html"), url)
