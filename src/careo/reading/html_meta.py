"""What a page says of its article beside title, authors, date and body."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from careo.reading.html_byline import authors_of, stands_elsewhere
from careo.reading.html_date import published_of
from careo.reading.html_page import Page, squeeze, words_of
from careo.reading.html_title import fold, site_names, title_of
from careo.reading.language import normal_code
from careo.reading.links import clean_url
from careo.values import Article, Image

MAX_TAGS = 30
LONGEST_TAG = 80
LONGEST_TRAIL = 5
"""Longer breadcrumbs are menus."""

BELOW_HEADLINE = 30
"""How many elements after the headline a marked summary may stand."""

LONG_HEADING = 60
"""Shorter h2 elements under the headline are kickers and section titles."""

MIN_STANDFIRST, MAX_STANDFIRST = 30, 600

_HOME = frozenset({"home", "inicio", "portada", "start", "startseite", "homepage", "news home"})
_NEXT = etree.XPath("following::*[position() <= 8]")


def facts_of(page: Page, url: str | None) -> Article:
    """An article without blocks: all that the page states of it."""
    sites = site_names(page)
    language = stated_language(page)
    title = title_of(page)
    return Article(
        title=title,
        blocks=(),
        url=url or _canonical(page),
        section=_sections(page, title, sites),
        tags=_tags(page),
        authors=authors_of(page, sites),
        published=published_of(page, language),
        language=language,
        standfirst=_standfirst(page, title),
        licence=_licence(page),
        lead_image=_lead_image(page),
    )


def stated_language(page: Page) -> str | None:
    """The ISO 639-1 code of the language that the page declares."""
    stated = [
        page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        *(str(v) for v in page.stated("inLanguage") if isinstance(v, str)),
        page.first_meta("og:locale", "content-language", "language", "dc.language"),
    ]
    return next((code for raw in stated if raw and (code := normal_code(raw))), None)


def _canonical(page: Page) -> str | None:
    for raw in (page.links.get("canonical"), page.first_meta("og:url")):
        url = clean_url(raw, page.base) if raw else None
        if url and url.startswith("http"):
            return url
    return None


def _strings(value: Any) -> Iterator[str]:
    """Strings in a JSON-LD value: itself, its items, their names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield value["name"]


def _tidy(texts: Iterable[str], longest: int = LONGEST_TAG) -> tuple[str, ...]:
    """Texts unescaped and squeezed, each once, without empty and overlong ones."""
    kept: dict[str, str] = {}
    for raw in texts:
        text = squeeze(html.unescape(raw)).strip(" ,;|#")
        if 1 < len(text) <= longest:
            kept.setdefault(fold(text), text)
    return tuple(kept.values())


def _sections(page: Page, title: str, sites: frozenset[str]) -> tuple[str, ...]:
    """The breadcrumb (stated, else printed) without home and the title, else the
    stated section."""
    left_out = {fold(title), *sites, *_HOME}
    for node in page.things:
        items = node.get("itemListElement")
        if "BreadcrumbList" in str(node.get("@type")) and isinstance(items, list):
            trail = _tidy(name for item in items for name in _crumb(item))
            kept = tuple(name for name in trail if fold(name) not in left_out)
            if kept:
                return kept
    for element in page.crumbs:
        trail = _tidy(words_of(a) for a in element.iter("a"))
        kept = tuple(name for name in trail if fold(name) not in left_out)
        if 0 < len(kept) <= LONGEST_TRAIL:
            return kept
    stated = [*page.meta.get("article:section", ()), *page.meta.get("section", ())]
    stated += [s for value in page.stated("articleSection") for s in _strings(value)]
    return tuple(s for s in _tidy(stated) if fold(s) not in left_out)[:1]


def _crumb(item: Any) -> Iterator[str]:
    if isinstance(item, dict):
        inner = item.get("item")
        yield from _strings(item if item.get("name") else inner)


def _tags(page: Page) -> tuple[str, ...]:
    tagged = _tidy(page.meta.get("article:tag", ()))
    if len(tagged) <= 1:
        lists = [*tagged, *(s for value in page.stated("keywords") for s in _strings(value))]
        lists += [*page.meta.get("news_keywords", ()), *page.meta.get("parsely-tags", ())]
        lists = lists or list(page.meta.get("keywords", ()))
        tagged = _tidy(part for text in lists for part in re.split(r"[,;]", text))
    return tagged[:MAX_TAGS]


def _licence(page: Page) -> str | None:
    for raw in (page.links.get("license"), *page.stated("license")):
        url = clean_url(raw, page.base) if isinstance(raw, str) and raw else None
        if url:
            return url
    return None


def _lead_image(page: Page) -> Image | None:
    alt = page.first_meta("og:image:alt", "twitter:image:alt")
    raws = [page.first_meta("og:image:secure_url", "og:image", "twitter:image")]
    for value in page.stated("image"):
        first = value[0] if isinstance(value, list) and value else value
        address = first.get("url") if isinstance(first, dict) else first
        raws.append(address if isinstance(address, str) else "")
    for raw in raws:
        url = clean_url(raw, page.base) if raw else None
        if url and url.startswith("http"):
            return Image(url=url, alt=alt)
    return None


def _standfirst(page: Page, title: str) -> str | None:
    """The summary printed under the headline. Texts written for sharing are none:
    they are often cut short and sometimes say something else."""
    near = [e for e in page.summaries if _is_below_headline(page, e)]
    for element in (*near, *_second_headings(page)):
        text = words_of(element)
        if not _is_standfirst(text, title) or _is_of_links(element, text):
            continue
        if not stands_elsewhere(element, page.around_headline):
            return text
    return None


def _is_below_headline(page: Page, element: HtmlElement) -> bool:
    gaps = [page.places[element] - page.places[h] for h in page.headings]
    return any(0 < gap <= BELOW_HEADLINE for gap in gaps)


def _is_of_links(element: HtmlElement, text: str) -> bool:
    """Whether half of an element's words are links or it is a list: menus, not prose."""
    linked = sum(len(words_of(a)) for a in element.iter("a"))
    return 2 * linked > len(text) or element.find(".//li") is not None


def _second_headings(page: Page) -> Iterator[HtmlElement]:
    """h2 elements right after the h1: a sentence there is a standfirst."""
    for heading in page.headings[:1]:
        for element in cast("list[HtmlElement]", _NEXT(heading)):
            if element.tag == "h2" and len(words_of(element)) >= LONG_HEADING:
                yield element


def _is_standfirst(text: str, title: str) -> bool:
    if not MIN_STANDFIRST <= len(text) <= MAX_STANDFIRST:
        return False
    return not title or fold(title) not in fold(text)
