"""An article as it is compared with others: its words, who published it when, and where
its links stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from careo.authority.folding import folded
from careo.values import BLOCK_BREAK, PROSE, Article, BlockKind, Span
from careo.weighing.echoes.sketches import WORD, Hashes, run_hashes, words_of

MOST_WORDS = 20_000
"""Words of a text that are compared, from its beginning; a book is not an article."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a text: `key` is what makes two outlets one, `names` how texts name
    it, `hosts` where its pages are. The empty key is an archive's own, unnamed outlet."""

    key: str = ""
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """An address and where in the text it stands."""

    url: str
    at: int


@dataclass(frozen=True)
class EchoText:
    """What is compared of an article. `published` is ISO `YYYY[-MM[-DD]]`; `margin` is
    text of the page that is not part of the article's own (standfirst, what reading took
    out), where a credit may stand too."""

    key: str
    text: str
    outlet: Outlet = field(default_factory=Outlet)
    title: str = ""
    url: str | None = None
    published: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    links: tuple[PlacedLink, ...] = ()
    licence: str | None = None
    margin: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared; at most `MOST_WORDS`."""
        return tuple(islice(words_of(self.text), MOST_WORDS))

    @cached_property
    def _places(self) -> tuple[tuple[int, int], ...]:
        found = WORD.finditer(folded(self.text))
        return tuple(match.span() for match in islice(found, MOST_WORDS))

    def span(self, first: int, last: int) -> Span:
        """Where in `text` the words from the one up to the other stand, both included."""
        return Span(self._places[first][0], self._places[last][1])

    @cached_property
    def runs(self) -> Hashes:
        """The hashes of all runs of words, in order."""
        return run_hashes(self.words)


def echo_text(article: Article, outlet: Outlet | None = None) -> EchoText:
    """An article as it is compared. Without an `outlet`, it is who holds the address."""
    return EchoText(
        key=article.key or article.url or article.title,
        text=article.text,
        outlet=outlet or Outlet(key=host_of(article.url), hosts=_hosts(article.url)),
        title=article.title,
        url=article.url,
        published=article.published,
        language=article.language,
        authors=article.authors,
        links=tuple(_links(article)),
        licence=article.licence,
        margin="\n".join(filter(None, (article.standfirst, *article.furniture))),
    )


def host_of(url: str | None) -> str:
    """The host of an address without `www.`; "" for none or for no address."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two addresses lead to one page: scheme, `www.`, query, fragment, a last
    slash and the case of the host aside."""
    left, right = page_of(one), page_of(other)
    return bool(left) and left == right


def days_apart(one: str | None, other: str | None) -> int | None:
    """Days between two dates; None unless both are known to the day."""
    try:
        return abs((dt.date.fromisoformat(one or "") - dt.date.fromisoformat(other or "")).days)
    except ValueError:
        return None


def is_before(one: str | None, other: str | None) -> bool | None:
    """Whether one ISO date, to the year, month or day, lies before another; None when
    that cannot be told: equal as far as both go, absent, or no dates."""
    if not (_is_date(one) and _is_date(other)) or one is None or other is None:
        return None
    length = min(len(one), len(other))
    return None if one[:length] == other[:length] else one[:length] < other[:length]


def _is_date(text: str | None) -> bool:
    found = _DATE.fullmatch(text or "")
    if not found:
        return False
    try:
        dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def addresses_in(text: str) -> Iterator[PlacedLink]:
    """Addresses written out in a text."""
    for match in _ADDRESS.finditer(text):
        url = match.group().rstrip(".,;:!?)]")
        yield PlacedLink(url if "://" in url else f"https://{url}", match.start())


def page_of(url: str | None) -> str:
    """What all addresses of one page have in common; "" for no address."""
    host = host_of(url)
    return f"{host}{urlsplit(url or '').path.rstrip('/')}" if host else ""


def _hosts(url: str | None) -> tuple[str, ...]:
    host = host_of(url)
    return (host,) if host else ()


def _links(article: Article) -> Iterator[PlacedLink]:
    """Links of the prose where they stand, of inserts where the text goes on."""
    at = 0
    for block in article.blocks:
        inside = block.kind in PROSE
        if block.kind is not BlockKind.IMAGE:
            for link in block.links:
                yield PlacedLink(link.url, at + (link.start if inside else 0))
        if inside:
            at += len(block.text) + len(BLOCK_BREAK)
    yield from addresses_in(article.text)
