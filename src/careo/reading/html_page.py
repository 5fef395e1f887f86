"""A parsed page and what can be gathered from it in one walk.

`parse` takes HTML text to a tree within limits; `Page.of` walks the tree once
and keeps what the readers of title, authors, date and body ask for, so that no
stage searches the whole tree again.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from careo.errors import ReadingError
from careo.reading.html_depth import parsed_whole
from careo.reading.links import clean_url

MAX_CHARACTERS = 20_000_000
"""Longer pages are refused: no article is that long, and a tree takes ten times
the memory of its text."""

MAX_JSON_LD = 2_000_000
"""Longest JSON-LD script that is looked at, in characters."""

MAX_JSON_DEPTH = 8
"""How deep an article is searched for inside JSON-LD."""

MAX_ATTRIBUTES = 2_000
"""A tag with more is refused: the parser's time grows with the square of them."""

_HUGE_TAG = re.compile(
    r"<[a-zA-Z][^\s<>\"'/]*"
    r"(?:[\s/]+[^\s\"'<>=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)"
    f"{{{MAX_ATTRIBUTES},}}+"
)
_SPACES = re.compile(r"\s+")
# What XML cannot hold: control characters and lone surrogates.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_META_KEYS = ("property", "name", "itemprop", "http-equiv")


def squeeze(text: str | None) -> str:
    """`text` with runs of white space made one space, and none at the ends."""
    return _SPACES.sub(" ", text).strip() if text else ""


def words_of(element: HtmlElement) -> str:
    """The visible text of an element, squeezed."""
    return squeeze("".join(element.itertext()))


def classes(element: HtmlElement) -> str:
    """Class and id of an element, lower case, with a space at both ends."""
    return f" {element.get('class') or ''} {element.get('id') or ''} ".lower()


def parse(html: str, where: str) -> HtmlElement:
    """The tree of an HTML text, without comments.

    Markup that is nested too deeply for the parser is made flat first. Raises ReadingError
    when the text is empty, too long, holds no element or is more than the parser takes.
    """
    if len(html) > MAX_CHARACTERS:
        raise ReadingError(
            f"the page has {len(html):,} characters; the limit is {MAX_CHARACTERS:,}", where=where
        )
    text = _UNFIT.sub(" ", _XML_DECLARATION.sub("", html, count=1))
    if not text.strip():
        raise ReadingError("the page is empty", where=where)
    _refuse_huge_tags(text, where)
    try:
        tree = parsed_whole(text, _parser, _document)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ReadingError("the page is no HTML", where=where) from None
    except ReadingError as error:
        raise ReadingError(f"the page is {error.reason}", where=where) from None
    if not len(tree):
        raise ReadingError("the page holds no element", where=where)
    for element in tree.iter("iframe", "noframes", "noembed", "xmp"):
        element.text = None  # markup that browsers never show, kept as text
    for element in tree.iter("script", "style"):
        if "ld+json" not in (element.get("type") or "").lower():
            element.text = None
    return tree


def _parser() -> HTMLParser:
    return HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=False,
        no_network=True,
    )


def _document(text: str, parser: HTMLParser) -> HtmlElement:
    return document_fromstring(text.encode("utf-8"), parser=parser)


def _refuse_huge_tags(text: str, where: str) -> None:
    for tag in _HUGE_TAG.finditer(text):
        script = text.rfind("<script", 0, tag.start())
        # In a program "<" may be a comparison.
        if script <= text.rfind("</script", 0, tag.start()):
            raise ReadingError(f"a tag has more than {MAX_ATTRIBUTES:,} attributes", where=where)


@dataclass(frozen=True)
class Page:
    """What one walk over the tree found. Lists are in page order."""

    tree: HtmlElement
    base: str | None
    meta: dict[str, list[str]]
    """Contents of meta elements by lower-case property, name or itemprop."""
    articles: list[dict[str, Any]]
    """JSON-LD nodes whose type is an article of some kind."""
    things: list[dict[str, Any]]
    """All other JSON-LD nodes with a type."""
    title: str
    headings: list[HtmlElement]
    """h1 elements."""
    times: list[HtmlElement]
    bylines: list[HtmlElement]
    """Elements whose rel, itemprop, class or id speaks of an author."""
    dated: list[HtmlElement]
    """Elements whose itemprop, class or id speaks of a date."""
    summaries: list[HtmlElement] = field(default_factory=list)
    """Elements whose class or id speaks of a summary under the headline."""
    crumbs: list[HtmlElement] = field(default_factory=list)
    """Elements whose class or id speaks of a breadcrumb."""
    places: dict[HtmlElement, int] = field(default_factory=dict)
    """Position on the page of headings, times, bylines and datelines."""
    elements: list[HtmlElement] = field(default_factory=list)
    """All elements, kept so that lxml need not make their Python side anew on each
    walk (a third of the time)."""
    links: dict[str, str] = field(default_factory=dict)
    """Addresses of link elements by rel."""

    @cached_property
    def around_headline(self) -> frozenset[HtmlElement]:
        """The elements that hold an h1, up to the body."""
        return frozenset(a for h in self.headings for a in h.iterancestors() if a.tag != "body")

    @classmethod
    def of(cls, tree: HtmlElement, url: str | None) -> Page:
        """Walks `tree`, whose address is `url` when known."""
        found = _Walk()
        elements: list[HtmlElement] = list(tree.iter(etree.Element))
        for place, element in enumerate(elements):
            found.look(element, place)
        base = (clean_url(found.base, url) if found.base else None) or url
        nodes = [node for raw in found.scripts for node in json_ld(raw)]
        return cls(
            tree=tree,
            base=base,
            meta=dict(found.meta),
            articles=[n for n in nodes if is_article(n)],
            things=[n for n in nodes if not is_article(n)],
            title=found.title,
            headings=found.headings,
            times=found.times,
            bylines=found.bylines,
            dated=found.dated,
            summaries=found.summaries,
            crumbs=found.crumbs,
            places=found.places,
            elements=elements,
            links=found.links,
        )

    def first_meta(self, *keys: str) -> str:
        """The first non-empty content under any of the keys, in their order."""
        return next((v for key in keys for v in self.meta.get(key, ()) if v), "")

    def stated(self, *keys: str) -> Iterator[Any]:
        """Values of the article nodes of JSON-LD under the keys, in their order."""
        for key in keys:
            for node in self.articles:
                if node.get(key):
                    yield node[key]


_BYLINE = re.compile(
    r"author(?!i[tz])|byline|by-line|\bbyl\b|autor|writer|firma\b|periodista|journalist|redactor"
    r"|posted-?by|submitted|credit|username|user-name|columnist|reporter",
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:es|as|a)?|profiles?|perfil|columnistas?|journalists?|periodistas?"
    r"|reporters?|contributors?|colaborador(?:es)?|staff|people)/[\w.%-]+/?(?:$|[?#])"
)
_SUMMARY = re.compile(
    r"stand-?first|bajada|sub-?t[ií]t(?:le|ulo)|sub-?head|\bdeck\b|\bdek\b|copete|entradilla|sumario"
    r"|article-?summary|entry-summary|article-?lead|\bintro\b|bajante|-hook\b|\bhook\b|sub-?headline|article-?excerpt|__excerpt|post-excerpt"
)
_CRUMBS = re.compile(r"bread-?crumb|\bcrumbs\b|migas")
_DATED = re.compile(r"date|fecha|time|publish|posted|entry-meta|byline|timestamp|hora\b|data\b")


_HEAD = frozenset({"meta", "script", "title", "base", "link"})
_MUTE = frozenset({"style", "svg", "path", "img", "iframe", "input", "option", "html", "body"})


class _Walk:
    """Collects during the walk; thrown away after it."""

    def __init__(self) -> None:
        self.meta: dict[str, list[str]] = defaultdict(list)
        self.scripts: list[str] = []
        self.headings: list[HtmlElement] = []
        self.times: list[HtmlElement] = []
        self.bylines: list[HtmlElement] = []
        self.dated: list[HtmlElement] = []
        self.summaries: list[HtmlElement] = []
        self.crumbs: list[HtmlElement] = []
        self.places: dict[HtmlElement, int] = {}
        self.links: dict[str, str] = {}
        self.title = ""
        self.base: str | None = None

    def look(self, element: HtmlElement, place: int) -> None:
        tag = str(element.tag)
        if tag in _MUTE:
            return
        if tag in _HEAD:
            self._head(element, tag)
        elif tag == "a" and _AUTHOR_PATH.search(element.get("href") or ""):
            self.bylines.append(element)
            self.places[element] = place
        else:
            lists = {"h1": self.headings, "time": self.times, "address": self.bylines}
            if tag in lists:
                lists[tag].append(element)
                self.places[element] = place
            if element.attrib:
                self._named(element, place)

    def _head(self, element: HtmlElement, tag: str) -> None:
        if tag == "meta":
            self._meta(element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                self.scripts.append(element.text or "")
        elif tag == "title":
            self.title = self.title or words_of(element)
        elif tag == "base":
            self.base = self.base or element.get("href")
        else:
            rel = (element.get("rel") or "").lower()
            self.links.setdefault(rel, element.get("href") or "")

    def _meta(self, element: HtmlElement) -> None:
        content = squeeze(element.get("content"))
        for key in _META_KEYS:
            name = element.get(key)
            if name:
                self.meta[name.strip().lower()].append(content)

    def _named(self, element: HtmlElement, place: int) -> None:
        names = " ".join(
            filter(
                None,
                (
                    element.get("class"),
                    element.get("id"),
                    element.get("itemprop"),
                    element.get("rel"),
                    element.get("data-testid"),
                ),
            ),
        ).lower()
        if not names:
            return
        speaks_of = _speaks_of(names)
        if not speaks_of:
            return
        self.places[element] = place
        if "author" in speaks_of:
            self.bylines.append(element)
        if "summary" in speaks_of:
            self.summaries.append(element)
        if "crumbs" in speaks_of:
            self.crumbs.append(element)
        if "date" in speaks_of:
            self.dated.append(element)


@lru_cache(maxsize=8_192)
def _speaks_of(names: str) -> frozenset[str]:
    """What an element's names speak of. Pages repeat their class names a lot."""
    words = {"author": _BYLINE, "summary": _SUMMARY, "date": _DATED, "crumbs": _CRUMBS}
    return frozenset(what for what, pattern in words.items() if pattern.search(names))


def json_ld(raw: str) -> Iterator[dict[str, Any]]:
    """The typed nodes of one JSON-LD script, graphs unfolded; nothing on bad JSON."""
    if not raw.strip() or len(raw) > MAX_JSON_LD:
        return
    text = raw.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            data = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _typed(data, MAX_JSON_DEPTH)
        return


def _typed(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _typed(item, depth - 1)
    elif isinstance(data, dict):
        if data.get("@type"):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _typed(data[key], depth - 1)


_ARTICLE_TYPES = frozenset(
    {
        "BlogPosting",
        "Report",
        "Review",
        "Recipe",
        "Article",
        "SocialMediaPosting",
        "HowTo",
        "CreativeWork",
    }
)


def is_article(node: dict[str, Any]) -> bool:
    """Whether a JSON-LD node is an article (schema.org types of that family)."""
    return any(name.endswith("Article") or name in _ARTICLE_TYPES for name in types_of(node))


def types_of(node: dict[str, Any]) -> list[str]:
    """The type names of a JSON-LD node, without their vocabulary's address."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [str(name).rsplit("/", 1)[-1].removeprefix("schema:") for name in names]
