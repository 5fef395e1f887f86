"""The title of a page: what its headline says, agreed with what its head says.

Pages name themselves up to five times (headline, Open Graph, Twitter, JSON-LD,
title element), often with the site's name or a section around it and sometimes
shortened for social media. The headline a reader sees is preferred as long as it
can be told from logos and teasers; the head's statements help to pick it and to
take kickers off it.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from careo.reading.html_page import Page, classes, squeeze, words_of

MAX_TITLE = 400
"""Longer headings are text that somebody set large."""

AGREEMENT = 60.0
"""Word similarity (0 to 100) from which a heading and a stated title are taken
for the same headline; shortened social titles score 60 to 90, teasers under 45."""

KINSHIP = 30.0
"""Similarity that even a lone heading must have with some stated title: slogans and
logos have less."""

_SEPARATOR = re.compile(r"\s*(?:\s[|\-–—·•»«:/>]{1,2}\s|\s\|\||\||::|\s»)\s*")
_NOT_HEADLINE = re.compile(
    r"logo|brand|site-?title|masthead|widget|related|sidebar|modal|newsletter|cookie|teas"
    r"|popup|footer|signup|sign-up|menu",
)
_HEADLINE = re.compile(r"head-?line|entry-title|post-?title|article-?title|titular|p-name|titulo")
_MARKUP = re.compile(
    r"<(script|style)\b[^<>]*>.*?</\1\s*>"
    r"|</?(?:a|b|br|cite|div|em|font|h[1-6]|i|iframe|img|mark|p|script|small|span|strong|style|sub"
    r"|sup|svg|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_PUBLIC_LABELS = frozenset({"www", "com", "co", "org", "net", "gob", "gov", "edu", "info"})
_ALNUM = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` without case, accents, punctuation: for comparing, not for showing."""
    plain = text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _ALNUM.sub(" ", plain).strip().casefold()


def without_markup(title: str) -> str:
    """`title` without tags: the title element and attributes hold none, so that what
    newsrooms type into a headline is shown there letter by letter. A title that is
    nothing else stays."""
    if "<" not in title:
        return squeeze(title)
    return squeeze(_MARKUP.sub("", title)) or squeeze(title)


def title_of(page: Page) -> str:
    """The page's title, or an empty string when it states none."""
    sites = site_names(page)
    stated = _stated_titles(page)
    headings = _headings(page, sites)
    best = _best_heading(headings, stated, sites)
    if best is not None:
        return _without_kicker(best, stated, sites)
    for text in stated:
        stripped = strip_site(text, sites)
        if stripped and fold(stripped) not in sites:
            return _mend_cut(stripped, without_markup(page.title), sites)
    return words_of(headings[0])[:MAX_TITLE] if headings else ""


def site_names(page: Page) -> frozenset[str]:
    """Folded names by which the page calls its site: Open Graph, publisher, host."""
    names = [
        *page.meta.get("og:site_name", ()),
        *page.meta.get("application-name", ()),
        *page.meta.get("apple-mobile-web-app-title", ()),
    ]
    for node in (*page.articles, *page.things):
        publisher = node.get("publisher")
        for item in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(item, dict) and isinstance(item.get("name"), str):
                names += [item["name"]]
        if "WebSite" in str(node.get("@type")) and isinstance(node.get("name"), str):
            names.append(node["name"])
    host = urlsplit(page.base or page.first_meta("og:url")).hostname or ""
    folded = {fold(html.unescape(name)) for name in (*names, _own_label(host))}
    return frozenset(folded - {""})


def _own_label(host: str) -> str:
    """The part of a host name that is the site's own ("courier" in news.courier.com.xx),
    or an empty string when it is too short to be told from a word."""
    labels = [label for label in host.split(".")[:-1] if label not in _PUBLIC_LABELS]
    return labels[-1] if labels and len(labels[-1]) > 3 else ""


def _is_site(text: str, sites: Iterable[str]) -> bool:
    folded = fold(text)
    if not folded:
        return True
    run_together = folded.replace(" ", "")
    return any(
        folded == site or run_together == site.replace(" ", "") or fuzz.ratio(folded, site) >= 90
        for site in sites
    )


def strip_site(title: str, sites: frozenset[str]) -> str:
    """`title` without the site's name at either end, and what stands beyond it."""
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    marks = _SEPARATOR.findall(title)
    low, high = 0, len(parts)
    while high - low > 1 and _is_site(parts[high - 1], sites):
        high -= 1
    while high - low > 1 and _is_site(parts[low], sites):
        low += 1
    kept = parts[low]
    for at in range(low + 1, high):
        kept += marks[at - 1] + parts[at]
    return squeeze(kept)


def _stated_titles(page: Page) -> list[str]:
    """Titles that the head states, the likeliest to be whole first."""
    ld = [v for v in page.stated("headline") if isinstance(v, str) and not v.endswith("...")]
    texts = [
        *page.meta.get("og:title", ()),
        *ld,
        *page.meta.get("twitter:title", ()),
        *page.meta.get("dc.title", ()),
        *page.meta.get("title", ()),
        *page.meta.get("headline", ()),
        page.title,
    ]
    unique = dict.fromkeys(without_markup(html.unescape(t)) for t in texts)
    return [t[:MAX_TITLE] for t in unique if t]


def _headings(page: Page, sites: frozenset[str]) -> list[HtmlElement]:
    """h1 elements that may be the headline."""
    kept = []
    for heading in page.headings:
        text = words_of(heading)
        if not 2 < len(text) <= MAX_TITLE or _is_site(text, sites):
            continue
        if _NOT_HEADLINE.search(classes(heading)) and not _HEADLINE.search(classes(heading)):
            continue
        kept.append(heading)
    return kept


def _agreement(left: str, right: str) -> float:
    """Share (0 to 100) of the shorter text's words that the longer one has.

    Texts of one or two words must be the same: one common name says nothing.
    """
    one, two = set(left.split()), set(right.split())
    shorter = min(len(one), len(two))
    if shorter < 3:
        return 100.0 if left == right else 0.0
    return 100.0 * len(one & two) / shorter


def _best_heading(
    headings: list[HtmlElement], stated: list[str], sites: frozenset[str]
) -> HtmlElement | None:
    """The heading that agrees best with the stated titles, or the only one."""
    folded = [form for text in stated for form in _forms(text, sites)]
    scored = [
        (max((_agreement(fold(words_of(h)), f) for f in folded), default=0.0), -at, h)
        for at, h in enumerate(headings)
    ]
    if not scored:
        return None
    score, _, best = max(scored, key=lambda item: item[:2])
    if score >= AGREEMENT:
        return best
    named = [h for h in headings if _HEADLINE.search(classes(h))]
    lone = named if len(named) == 1 else headings
    # A lone heading of several words is the headline even when the head says
    # something else (search-engine titles are often written apart from it).
    if len(lone) == 1 and _own_words(words_of(lone[0]), sites) >= 4:
        return lone[0] if score >= KINSHIP or not stated else None
    return None


def _forms(text: str, sites: frozenset[str]) -> list[str]:
    """A stated title folded: without the site's name, and its first part alone (the
    site may be unknown)."""
    return list(dict.fromkeys((fold(strip_site(text, sites)), fold(_SEPARATOR.split(text)[0]))))


def _own_words(text: str, sites: frozenset[str]) -> int:
    """How many words a heading has; none when it presents the site by name."""
    folded = fold(text)
    return 0 if any(folded.startswith(site) for site in sites) else len(folded.split())


def _without_kicker(heading: HtmlElement, stated: list[str], sites: frozenset[str]) -> str:
    """The heading's text without a kicker or subtitle that the head does not state.

    Only what stands apart is cut: in an element of its own or behind a bar.
    """
    whole = squeeze(" ".join(heading.itertext()))
    runs = [run for piece in heading.itertext() for run in piece.split(" | ") if run.strip()]
    if len(runs) > 1:
        parts = {fold(strip_site(text, sites)) for text in stated}
        for start in range(len(runs)):
            for end in range(len(runs), start, -1):
                run = squeeze("".join(runs[start:end]))
                if (start, end) != (0, len(runs)) and len(run.split()) >= 3 and fold(run) in parts:
                    return run
    close = words_of(heading)
    return close if len(close.split()) == len(whole.split()) else _spaced(heading, whole, close)


def _spaced(heading: HtmlElement, whole: str, close: str) -> str:
    """The text with a space between its pieces when they would run together
    ("KickerHeadline"), else as it stands (a word may be half in bold)."""
    pieces = [p for p in heading.itertext() if p.strip()]
    joints = itertools.pairwise(pieces)
    glued = any(a[-1:].isalnum() and b[:1].isupper() and not a[-1:].isupper() for a, b in joints)
    return whole if glued else close


def _mend_cut(title: str, element: str, sites: frozenset[str]) -> str:
    """`title`, or the title element's longer form where an unescaped quotation
    mark ended the attribute early."""
    whole = strip_site(squeeze(element), sites)
    if whole.startswith(title) and whole[len(title) :].lstrip()[:1] in {'"', "'"}:
        return whole
    return title
