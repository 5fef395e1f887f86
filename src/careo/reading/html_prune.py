"""What is taken out of a page before its body is looked for.

Pictures and embeds are noted with the paragraph they stand after, so that they can
be put back at their place in the article; pop-ups, sign-up forms and follow-up
stories leave only their words, for the list of furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from careo.reading.html_page import Page, classes, squeeze, words_of
from careo.reading.links import clean_url
from careo.values import Teaser

FULL_PARAGRAPH = 150
"""Characters of prose from which a paragraph is not judged by its class."""

MAX_RELATED = 12
FEWEST_TITLE_WORDS, LONGEST_TITLE = 4, 250
"""Shorter links are section names, longer ones whole cards."""

MAX_INSETS = 400
MAX_CAPTION = 1_000
ANCHOR = 60
"""Characters by which a paragraph is known again."""

MIN_PICTURE = 100
"""Pictures declared smaller than this (pixels) are icons and counting pixels."""

BODY_SHARE = 0.2
"""What holds more of the page's prose than this is no furniture, whatever its
class says."""

_RUN_OF_PARAGRAPHS = etree.XPath(
    "descendant-or-self::*[count(p[string-length() > 80][not(descendant::a[string-length() > 60])])"
    " >= 3]"
)
"""Elements with three full paragraphs side by side: bodies have them, cards put each
teaser in a frame of its own."""

PRUNED_SHARE = 0.5
"""When elements named like furniture hold more of the prose than this, the words
are the page's own vocabulary (the issue of a newsletter) and nothing is dropped."""

_PROSE = etree.XPath(
    "descendant::text()[string-length() > 60]"
    "[not(ancestor::a or ancestor::script or ancestor::style or ancestor::noscript)]"
)
"""Runs of text that are no labels, menus or links."""

_FURNITURE = re.compile(
    r"newsletter|subscri|signup|sign-up|suscri|\bpum\b|pum-|popmake|popup|pop-up|lightbox|modal"
    r"|paywall|cookie|consent|gdpr|next-?story|next-?post|post-?nav|nav-?links|most-?read"
    r"|mas-?leid|lo-mas|mais-lid|trending|more-about|more-from|also-like|related|relacionad"
    r"|recomend|recommend|outbrain|taboola|share|sharing|social|siguenos|follow-?us|breadcrumb"
    r"|bread-crumb|migas|author-?bio|bio-author|about-?author|sobre-?autor|comments?-?(?:area|list"
    r"|section|wrap)|disqus|advert|publicidad|\bads?\b|\bad-|-ad\b|sponsor|promo(?!t)|banner"
    r"|photo-?caption|wp-caption-text|image-?caption|img-?caption|pie-?de-?foto|epigrafe"
    r"|photo-?credit|toolbar|nota_pie|print-only|screen-reader|visually-hidden|sr-only|tag-?list"
    r"|tags-links|article-?tags|post-?tags|read-?also|see-?also|lea-?tambien|lee-?tambien|leer-?tambien|leia-?tambem|te-puede"
)
_RELATED = re.compile(
    r"related|relacionad|recomend|recommend|more-about|more-from|also-like|te-puede|read-?also"
    r"|see-?also|le[ae]-?tambien"
)
_CANDIDATE_TAGS = frozenset(
    {
        "div",
        "section",
        "aside",
        "ul",
        "p",
        "span",
        "article",
        "header",
        "figcaption",
        "h2",
        "h3",
        "h4",
    }
)


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture or an embed: where it points, and the words under it."""

    kind: str  # "image" | "embed"
    url: str
    text: str
    after: str = ""
    """The beginning of the paragraph before it; empty before the first one."""


@dataclass
class Pruned:
    """What `prune` took out of the tree."""

    insets: list[Inset] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    related: list[Teaser] = field(default_factory=list)
    last: str = ""
    """The beginning of the last paragraph that the walk passed."""


def prune(page: Page) -> Pruned:
    """Takes furniture and insets out of `page.tree` (the tree is changed)."""
    taken = Pruned()
    total = _prose(page.tree)
    named: list[HtmlElement] = []
    doomed: list[HtmlElement] = []
    # A stack instead of the tree's own walk: what goes is not looked into.
    stack: list[HtmlElement] = [page.tree]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag == "p":
            words = squeeze(element.text_content())
            taken.last = words[:ANCHOR] if len(words) >= ANCHOR // 2 else taken.last
        if _goes(element, page, total, taken):
            doomed.append(element)
        elif _is_named(element) and not _holds_body(element, page, total):
            named.append(element)
        else:
            stack.extend(reversed(element))
    if sum(map(_prose, named)) <= PRUNED_SHARE * total:
        taken.furniture += [words[:MAX_CAPTION] for e in named if (words := words_of(e))]
        taken.related += _related(named, page.base)
        doomed += named
    for element in doomed:
        _drop(element)
    return taken


def _goes(element: HtmlElement, page: Page, total: int, taken: Pruned) -> bool:
    """Whether an element is taken out; insets are noted."""
    tag = element.tag
    if tag == "article" and _is_other_article(element, page):
        return True
    if tag in {"form", "nav"}:
        # Whole pages are wrapped in one form by some systems.
        return not _holds_body(element, page, total)
    if tag == "figcaption":
        return not _holds_body(element, page, total)
    if tag in {"figure", "img", "iframe", "picture", "video"}:
        inset = _inset(element, page.base)
        if inset is None:
            return tag not in {"figure", "picture"} or element.find(".//table") is None
        if len(taken.insets) < MAX_INSETS:
            taken.insets.append(replace(inset, after=taken.last))
        return True
    return False


def _is_other_article(element: HtmlElement, page: Page) -> bool:
    """Whether an element is a further article of an endless page: it has an h1 of
    its own, and the first h1 of the page stands in another article."""
    first = next((h for h in page.headings if h.getparent() in page.around_headline), None)
    if first is None or element in set(first.iterancestors()):
        return False
    own = next(first.iterancestors("article"), None)
    return own is not None and next(element.iter("h1"), None) is not None


def _related(named: list[HtmlElement], base: str | None) -> list[Teaser]:
    """The stories that boxes of related content point to, each once."""
    found: dict[str, Teaser] = {}
    for element in named:
        if not _RELATED.search(classes(element)):
            continue
        for anchor in element.iter("a"):
            title = words_of(anchor)
            url = clean_url(anchor.get("href") or "", base)
            if url and len(title.split()) >= FEWEST_TITLE_WORDS and len(title) <= LONGEST_TITLE:
                found.setdefault(url, Teaser(title=title, url=url))
    return list(found.values())[:MAX_RELATED]


@lru_cache(maxsize=8_192)
def _names_furniture(names: str) -> bool:
    return _FURNITURE.search(names) is not None


def _is_named(element: HtmlElement) -> bool:
    """Whether an element's class or id says that it is furniture."""
    return (
        element.tag in _CANDIDATE_TAGS
        and bool(element.attrib)
        and _names_furniture(classes(element))
        # Quoted posts stand in wrappers called "social" or "embed"; they are content.
        and element.find(".//blockquote") is None
        # A full paragraph is one, whatever a style sheet calls it ("ad-after").
        and not (element.tag == "p" and _prose(element) > FULL_PARAGRAPH)
    )


def _holds_body(element: HtmlElement, page: Page, total: int) -> bool:
    """Whether an element is, or holds, the article's own frame."""
    if element in page.around_headline or element in page.headings:
        return True
    return _prose(element) > BODY_SHARE * total or bool(_RUN_OF_PARAGRAPHS(element))


def _prose(element: HtmlElement) -> int:
    return sum(len(run) for run in cast("list[str]", _PROSE(element)))


def _inset(element: HtmlElement, base: str | None) -> Inset | None:
    """The picture or embed that an element is, or None when it is neither."""
    if element.tag == "figure" and element.find(".//table") is not None:
        return None
    frame = element if element.tag in {"iframe", "video"} else element.find(".//iframe")
    if frame is not None:
        url = clean_url(frame.get("src") or frame.get("data-src") or "", base)
        return Inset("embed", url, squeeze(frame.get("title"))[:MAX_CAPTION]) if url else None
    image = element if element.tag == "img" else next(element.iter("img"), None)
    if image is None or _is_icon(image):
        return None
    url = _picture_address(image, base)
    caption = element.find(".//figcaption")
    text = words_of(caption) if caption is not None else squeeze(image.get("alt"))
    return Inset("image", url, text[:MAX_CAPTION]) if url else None


def _picture_address(image: HtmlElement, base: str | None) -> str | None:
    for key in ("data-src", "data-lazy-src", "data-original", "src"):
        raw = image.get(key) or ""
        if raw and not raw.startswith("data:"):
            return clean_url(raw, base)
    return None


def _is_icon(image: HtmlElement) -> bool:
    sizes = [image.get(key) or "" for key in ("width", "height")]
    return any(size.isdigit() and int(size) < MIN_PICTURE for size in sizes)


def _drop(element: HtmlElement) -> None:
    """Removes an element but keeps the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail and tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {tail}"
        else:
            parent.text = f"{parent.text or ''} {tail}"
    parent.remove(element)
