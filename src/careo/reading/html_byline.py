"""Who wrote a page: JSON-LD, meta elements and the byline a reader sees.

Each place is tried in the order of how seldom it lies. A name that is only the
site's own is used when nobody else is named: many systems put it where a
person belongs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from careo.reading.authors import split_authors
from careo.reading.html_page import Page, classes, squeeze, words_of
from careo.reading.html_title import fold

MAX_BYLINE = 200
"""Longer elements are biographies."""

MAX_NAME_WORDS = 7

NEAR_HEADLINE = 60
"""How many elements after the headline an unmarked byline is looked for."""

_META_AUTHOR = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "cse_author",
    "cxenseparse:author",
    "mediator_author",
    "byl",
    "authors",
    "article.author",
)
_LEAD = re.compile(
    r"^\W*(?:(?:articles?|written|posted|published|reported|edited|submitted|words|story|texto?|escrito|"
    r"publicado|redactado|elaborado|nota|geschrieben)\b[\s:]*(?:and\s+\w+\s+)?)?"
    r"(?:by|por|von|par|di|de(?=:)|from|autore?s?|authors?|author\(s\)|periodista|reporter)"
    r"(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mai|okt|dez|enero|"
    r"febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre|"
    r"january|february|march|april|june|july|august|september|october|november|december|"
    r"oktober|dezember)"
)
_CUT = re.compile(
    r"\s*(?:[|•·–—]\s|\s-\s|\s-$|\d|@|https?:|\bupdated\b|\bpublished\b|\bactualizad|\bpublicad"
    r"|\bposted\b|\bfollow\b|\bon\s+\w+day\b|\bstaff writers?\b|\bsays?:|\+"
    rf"|\b{_MONTH}\.?\s+\d|\bview all\b|\bmore (?:from|by)\b|[(\[<])",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:on|in|at|en|el|am|vom|le|il|em)\s*$", re.IGNORECASE)
_NOISE = re.compile(
    r"^(?:(?:view|see|read) (?:all|more) (?:posts|articles|stories)? ?(?:by|from)?|more (?:from|by)"
    r"|about|sobre|follow|seguir)\s+",
    re.IGNORECASE,
)
# What stands behind a name and is none ("Jane Roe, Senior Fellow, Speech Project").
_ROLE = re.compile(
    r"\b(?:technologist|fellow|professor|project|attorney|counsel|director|officer|manager|president"
    r"|founder|ceo|profesora?|abogad[oa]|president[ea])\b"
    r"|^(?:ph\.?d|m\.?d|m\.?a|j\.?d|mba)\.?$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|^admin|^\W*$|\d{3}|^(?:author|autor|by|por|name|staff writer|twitter|facebook"
    r"|follow|share|comments?|none|null|undefined|unknown|guest|user|sign in|log ?in|subscribe"
    r"|website|email|last|the author|posted on|read more"
    r"|administrator|webmaster|wp|default|editor|home)$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|related|relacionad|footer|most-?read|mas-leid|popular|recommend|carousel|disqus"
    r"|respond|reply|trending|newsletter|modal|copyright|credits-content|menu"
)
# Layouts use these words for the article's own frame too, so they count only close by.
_ELSEWHERE_NEAR = re.compile(
    r"sidebar|side-bar|widget|teas|(?<!v)card|promo|latest|photo|foto|image|imagen|figure|caption|quote"
    r"|nav\b|list-?item|next|more-"
)
_ELSEWHERE_TAGS = frozenset({"footer", "aside", "nav", "figure", "figcaption", "blockquote", "li"})
_STRONG = re.compile(
    r"author-?_?name|byline|by-line|autor-?nombre|entry-author|post-author|article-author"
    r"|story-author|by-author|p-author|firma\b|authors\b|\bautor\b|\bauthor\b|posted-by|columnist"
    r"|author__name|written"
)


def authors_of(page: Page, sites: frozenset[str]) -> tuple[str, ...]:
    """The names of the page's authors, in their order; empty when none is stated.

    `sites` are the folded names of the site itself.
    """
    spare: tuple[str, ...] = ()
    for names in _candidates(page):
        kept = _tidy(names)
        people = tuple(n for n in kept if not _is_site(n, sites))
        if people:
            return people
        spare = spare or kept
    return spare


def _candidates(page: Page) -> Iterator[list[str]]:
    """Author names place by place, the most trusted first."""
    printed = _printed(page)
    stated = _json_ld_names(page)
    if stated:
        yield _fuller(stated, printed)
    if printed and _is_strong(printed):
        yield printed.names
    for key in _META_AUTHOR:
        values = [v for v in page.meta.get(key, ()) if v]
        if values:
            yield values
    if printed:
        yield printed.names
    yield _below_headline(page)


class _Printed:
    """A byline found on the page."""

    def __init__(self, element: HtmlElement, names: list[str]) -> None:
        self.element = element
        self.names = names


def _is_strong(printed: _Printed) -> bool:
    element = printed.element
    return (
        element.get("rel") == "author"
        or "author" in (element.get("itemprop") or "")
        or _STRONG.search(classes(element)) is not None
    )


def _json_ld_names(page: Page) -> list[str]:
    """Names in JSON-LD: people if there are any, else organizations."""
    known = {n["@id"]: n for n in (*page.things, *page.articles) if isinstance(n.get("@id"), str)}
    people: list[str] = []
    others: list[str] = []
    for value in page.stated("author", "creator"):
        for name, person in _names_in(value, known):
            (people if person else others).append(name)
    return people or others


def _names_in(value: Any, known: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """(name, is a person) of a JSON-LD author value; references are followed once."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item, True
        elif isinstance(item, dict):
            node = item if item.get("name") else known.get(str(item.get("@id")), item)
            name = node.get("name")
            person = "Organization" not in str(node.get("@type"))
            for text in name if isinstance(name, list) else [name]:
                if isinstance(text, str):
                    yield text, person


def _fuller(stated: list[str], printed: _Printed | None) -> list[str]:
    """The printed byline when it names the stated people more fully."""
    if printed is None or len(printed.names) < len(stated):
        return stated
    whole = fold(" ".join(printed.names)).split()
    if all(set(fold(name).split()) <= set(whole) for name in stated):
        return printed.names
    handle = len(stated) == 1 and re.fullmatch(r"[\w.\-]+", stated[0]) and len(whole) > 1
    if handle and fold(stated[0]).replace(" ", "") == "".join(whole):
        return printed.names
    return stated


def _printed(page: Page) -> _Printed | None:
    """The first byline on the page that yields names, strong marks before weak."""
    weak: _Printed | None = None
    for element in page.bylines:
        if stands_elsewhere(element, page.around_headline):
            continue
        names = byline_names(_gapped(element))
        if not names:
            continue
        found = _Printed(element, names)
        if _is_strong(found):
            return found
        weak = weak or found
    return weak


_FOLLOWING = etree.XPath(f"following::*[position() <= {NEAR_HEADLINE}]")
_PLAIN_BYLINE = re.compile(
    r"^(?:(?:written|posted|published|escrito|publicado) )?(?:by|por|von)[: ]+"
    r"[A-ZÁÉÍÓÚÑÄÖÜ][\w'’.\-]+(?: [\w'’.\-]+){0,5}",
    re.IGNORECASE,
)


def _below_headline(page: Page) -> list[str]:
    """Names in an unmarked line of its own soon after the headline ("By Jane Roe")."""
    for heading in page.headings[:2]:
        for element in cast("list[HtmlElement]", _FOLLOWING(heading)):
            text = squeeze(element.text_content()) if len(element) <= 4 else ""
            if len(text) <= MAX_BYLINE // 2 and _PLAIN_BYLINE.match(text):
                return byline_names(text)
    return []


def _gapped(element: HtmlElement) -> str:
    """The text of a byline element; child elements are parted by a bar, because
    names, roles and dates stand in elements of their own ("Jane RoeReporter")."""
    pieces = [squeeze(piece) for piece in element.itertext()]
    text = ""
    for piece in filter(None, pieces):
        joined = not text or text[-1] in ",;&" or piece[0] in ",;&" or _is_joint(text, piece)
        text += (" " if joined else " | ") + piece
    return squeeze(text)


def _is_joint(text: str, piece: str) -> bool:
    """Whether the pieces belong to one list of names ("By", "Jane Roe", "and" …)."""
    tail = text.rsplit("|", 1)[-1].strip().casefold()
    joints = {"and", "y", "e", "und", "with", "con", "&"}
    first = piece.casefold().split(" ", 1)[0]
    last = tail.rsplit(" ", 1)[-1]
    return bool(_LEAD.fullmatch(tail + " ")) or last in joints or first in joints


def byline_names(text: str) -> list[str]:
    """Names in a byline as printed, or none when it does not read like one."""
    text = squeeze(html.unescape(text))
    if not text or len(text) > MAX_BYLINE:
        return []
    parts = [part.strip() for part in text.split(" | ")]
    for part in parts:
        bare = _LEAD.sub("", _NOISE.sub("", part) + " ", count=1)
        cut = _CUT.search(bare)
        bare = _TAIL.sub("", bare[: cut.start()] if cut else bare)
        names = _tidy([bare])
        if names:
            return list(names)
    return []


def stands_elsewhere(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether an element belongs to comments, teasers, pictures or the footer.

    What holds the headline too is the article, whatever its classes say.
    """
    node: HtmlElement | None = element
    steps = 0
    while node is not None and node.tag not in {"body", "html"} and steps < 12:
        if steps and node in around:
            return False
        if node.tag in _ELSEWHERE_TAGS and not _is_note(node, steps):
            return True
        if _names_elsewhere(_own_words(node), steps <= 2):
            return True
        node = node.getparent()
        steps += 1
    return False


def _is_note(node: HtmlElement, steps: int) -> bool:
    """Whether a list item or an aside only holds the byline itself."""
    if node.tag == "li":
        return steps <= 2
    inside = next(node.iterancestors("article"), None) is not None
    return node.tag == "aside" and inside and len(words_of(node)) <= MAX_BYLINE


@lru_cache(maxsize=8_192)
def _names_elsewhere(names: str, near: bool) -> bool:
    return bool(_ELSEWHERE.search(names) or (near and _ELSEWHERE_NEAR.search(names)))


def _own_words(node: HtmlElement) -> str:
    # The body's layout classes ("sidebar-right") describe the page, not the place:
    # only elements that are no wide containers are asked.
    return "" if node.tag in {"main", "article"} else classes(node)


def _tidy(names: Iterable[str]) -> tuple[str, ...]:
    """Names split, cleaned and without what is no name; each once."""
    kept: dict[str, str] = {}
    for raw in names:
        text = _LEAD.sub("", _NOISE.sub("", squeeze(html.unescape(raw))), count=1)
        for part in split_authors(text):
            name = squeeze(part).strip(" ,;|-–—:([")
            if _NO_NAME.search(name) or not 1 < len(name) <= 80:
                continue
            if kept and _ROLE.search(name):
                continue
            if len(name.split()) <= MAX_NAME_WORDS:
                kept.setdefault(fold(name), name)
    return tuple(kept.values())


def _is_site(name: str, sites: frozenset[str]) -> bool:
    folded = fold(name)
    return folded in sites or folded.replace(" ", "") in {s.replace(" ", "") for s in sites}
