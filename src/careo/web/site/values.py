"""What the pages show, as frozen values: views fill them, templates read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from careo.web.site.body import Figure, Section

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name and where it leads; `count` is what it stands for in lists."""

    name: str
    href: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Until when one may apply (ISO), and whether that day is over."""

    until: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. `published` is ISO, as precise as it is known; `chapter` its
    number in its series."""

    title: str
    href: str
    published: str = ""
    tag: NamedLink | None = None
    type: NamedLink | None = None
    authors: tuple[NamedLink, ...] = ()
    excerpt: str = ""
    language: str = "en"
    opening: Opening | None = None
    chapter: int | None = None
    picture: Figure | None = None


@dataclass(frozen=True, slots=True)
class SeriesView:
    """An article's place in a series: chapter `chapter` of `of`, as far as it is stated;
    `here` is the article's own address among the `chapters`."""

    link: NamedLink
    chapter: int | None
    of: int | None
    chapters: tuple[Card, ...]
    here: str
    previous: Card | None = None
    next: Card | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a longer list. `next` and `previous` are addresses or ""."""

    items: Sequence[T]
    number: int
    pages: int
    total: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class EntityLink:
    """An entity in a list: `kind` is its translated type, `reviewed` whether a person
    has confirmed it."""

    name: str
    href: str
    kind: str
    country: str = ""
    count: int | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead image: shown when `src` is ours, else described and linked."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    src: str = ""
    href: str = ""
    host: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything about an article that its page, its republishing package, its citation
    and its structured data agree on. Addresses here are absolute."""

    title: str
    url: str
    permalink: str
    published: str
    modified: str
    language: str
    authors: tuple[str, ...]
    publisher: str
    licence: str = ""
    licence_url: str = ""
    terms: str = ""
    """What the source says of reuse, when that is more than a licence's name."""
    standfirst: str = ""
    section: tuple[str, ...] = ()
    type: str = ""
    tags: tuple[str, ...] = ()
    key: str = ""
    series: NamedLink | None = None
    chapter: int | None = None
    image: Picture | None = None
    """The lead image, when it is ours."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The article page's own part of the context."""

    shown: Shown
    sections: tuple[Section, ...]
    crumbs: tuple[NamedLink, ...]
    type: NamedLink | None
    tag: NamedLink | None
    authors: tuple[NamedLink, ...]
    tags: tuple[NamedLink, ...]
    picture: Picture | None
    original: NamedLink | None = None
    """Where the archive took it from, when it was published elsewhere first."""
    version: int = 1
    latest: int = 1
    entities: tuple[EntityLink, ...] = field(default_factory=tuple)
    series: SeriesView | None = None
    opening: Opening | None = None
