"""When a page was published: what its data say, set right by what it prints.

Data (JSON-LD, meta elements) name the moment, often in UTC; the page prints the
newsroom's day. Where the two are a day apart, the printed day is the one every
reader, quotation and court file uses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import cast

import htmldate
from lxml import etree
from lxml.html import HtmlElement

from careo.reading.dates import parse_date
from careo.reading.html_byline import stands_elsewhere
from careo.reading.html_page import Page, classes, squeeze

LONGEST_DATELINE = 120
MOST_DATELINES = 40
"""How many marked elements are looked at; archives mark thousands."""

BESIDE = 25
"""How many elements around the headline an unmarked dateline is looked for."""

NEAR = 150
"""How many elements from the headline a dateline may correct the page's data."""

ENTERED_EARLY = 7
"""Days by which data may run ahead of the only day that the page prints."""

_META_DATE = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publicationdate",
    "publication_date",
    "published_time",
    "date.published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "date",
    "displaydate",
    "originalpublicationdate",
    "article.published",
    "datecreated",
    "dc.date.created",
    "bt:pubdate",
    "release_date",
    "weibo:article:create_at",
)
_URL_DATE = re.compile(
    r"/(20\d\d|19[89]\d)(?:[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])|/(\d\d?)/(\d\d?))(?=[/_-]|$)"
)
_FOLLOWING = etree.XPath(f"following::*[position() <= {BESIDE}]")
_PRECEDING = etree.XPath(f"preceding::*[position() <= {BESIDE}]")
_MODIFIED = re.compile(r"modif|updated|actualiz|last-?mod|upd\b")
_ONLY_MODIFIED_TEXT = re.compile(
    r"^\W*(?:last\s+)?(?:updated|modified|actualizado|última actualización)", re.IGNORECASE
)
_PAGE_CHROME = re.compile(
    r"weather|clima|top-?bar|top_date|(?<![a-z])header-date|current-date|today|hoy\b"
)


def published_of(page: Page, language: str | None) -> str | None:
    """The day of publication as ISO 8601, or None when the page tells none."""
    stated = next(_stated(page, language), None)
    address = _address_date(page)
    if stated:
        if address and _after(stated, address) > 1:
            # Addresses are given once; data are written anew with each edition.
            return address
        return _as_printed(stated, _printed(page, language, within=NEAR))
    if address:
        return address
    printed = _printed(page, language, within=None)
    return next(
        chain(printed.days, printed.updates, _beside_headline(page, language)), None
    ) or _guessed(page)


@dataclass(frozen=True, slots=True)
class _Printed:
    """Days that datelines print, nearest to the headline first."""

    days: tuple[str, ...]
    updates: tuple[str, ...]
    """Days that are only said to be those of an update."""


def _as_printed(stated: str, printed: _Printed) -> str:
    """The stated day, or the printed one: when it differs by a time zone, by a few
    days between entering and publishing, or when an update is all that is printed.
    The text on such a page is the updated one, and readers can cite no other day."""
    near = [day for day in printed.days if abs(_after(day, stated)) <= 1]
    if near:
        return near[0]
    if not printed.days and printed.updates and _after(printed.updates[0], stated) > 0:
        return printed.updates[0]
    days = set(printed.days)
    lone = len(days) == 1 and 0 < _after(printed.days[0], stated) <= ENTERED_EARLY
    return printed.days[0] if lone else stated


def _stated(page: Page, language: str | None) -> Iterator[str]:
    """Days that the page's data state, the most specific key first."""
    raws: list[str] = [v for v in page.stated("datePublished") if isinstance(v, str)]
    raws += [v for key in _META_DATE for v in page.meta.get(key, ())]
    raws += [v for v in page.stated("uploadDate", "dateCreated") if isinstance(v, str)]
    for element in page.dated:
        if (element.get("itemprop") or "").lower() in {"datepublished", "datecreated"}:
            raws.append(element.get("datetime") or element.get("content") or "")
    for raw in raws:
        day = parse_date(raw, language) if raw else None
        if day and len(day) == 10:
            yield day


def _printed(page: Page, language: str | None, *, within: int | None) -> _Printed:
    """What datelines print, at most `within` elements from the headline."""
    marked = {e: None for e in (*page.times, *page.dated) if not _is_modified(e)}
    nearest = sorted(marked, key=lambda e: _distance(page, e))
    days: list[str] = []
    updates: list[str] = []
    for element in nearest[:MOST_DATELINES]:
        if within is not None and _distance(page, element) > within:
            break
        if _PAGE_CHROME.search(classes(element)):
            continue
        if stands_elsewhere(element, page.around_headline):
            continue
        day = _day_of(element, language)
        if day:
            is_update = _ONLY_MODIFIED_TEXT.match(squeeze(element.text_content()))
            (updates if is_update else days).append(day)
    in_title = parse_date(page.title, language) if page.title else None
    if in_title and len(in_title) == 10:
        days.append(in_title)
    return _Printed(tuple(days), tuple(updates))


def _beside_headline(page: Page, language: str | None) -> Iterator[str]:
    """Days in short unmarked lines just after or before the headline."""
    for heading in page.headings[:2]:
        after = cast("list[HtmlElement]", _FOLLOWING(heading))
        before = cast("list[HtmlElement]", _PRECEDING(heading))
        for element in (*after, *reversed(before)):
            text = squeeze(element.text)
            if 6 <= len(text) <= LONGEST_DATELINE // 2 and any(c.isdigit() for c in text):
                day = parse_date(text, language)
                if day and len(day) == 10:
                    yield day


def _distance(page: Page, element: HtmlElement) -> int:
    """Elements between a dateline and the nearest headline; what stands before the
    headline counts double, for page heads print today's date."""
    place = page.places.get(element, 0)
    gaps = [place - page.places[h] for h in page.headings if h in page.places]
    return min((gap if gap >= 0 else -2 * gap for gap in gaps), default=place)


def _day_of(element: HtmlElement, language: str | None) -> str | None:
    text = squeeze(" ".join(element.itertext()))
    if not text or len(text) > LONGEST_DATELINE:
        text = ""
    for raw in (text, element.get("datetime") or "", element.get("content") or ""):
        day = parse_date(raw, language) if raw else None
        if day and len(day) == 10:
            return day
    return None


def _is_modified(element: HtmlElement) -> bool:
    names = f"{classes(element)} {element.get('itemprop') or ''}".lower()
    return bool(_MODIFIED.search(names)) and "publish" not in names


def _after(one: str, other: str) -> int:
    """How many days `one` is after `other`."""
    return (dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days


def _address_date(page: Page) -> str | None:
    address = page.base or page.first_meta("og:url") or page.links.get("canonical", "")
    match = _URL_DATE.search(address or "")
    if match is None:
        return None
    year, *rest = (group for group in match.groups() if group)
    return parse_date("-".join((year, *rest)))


def _guessed(page: Page) -> str | None:
    """htmldate's search of the whole page, the last resort. Not its extensive one:
    that takes copyright years and the names of pictures for dates, and a wrong date
    is worse than none where statements are ordered by it."""
    try:
        found = htmldate.find_date(page.tree, original_date=True, extensive_search=False)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    return str(found) if found else None
