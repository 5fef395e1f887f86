"""What site and API get to see: frozen values that the gate fills."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from careo.values import Block, EntityType, Image, Teaser
from careo.web.records.captures import extension_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a longer list; `number` counts from 1, `pages` is at least 1."""

    items: Sequence[T]
    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        return self.number > 1


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a listing shows; empty fields do not narrow it.

    `section` is a path of slugs (`news`, `news/brief`) and takes in what lies
    below it; `type`, `tag`, `author`, `entity`, `series` are slugs, `country` is an
    ISO 3166 code. `languages` narrows to these; `other_than` leaves these out.
    """

    languages: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    type: str = ""
    section: str = ""
    tag: str = ""
    author: str = ""
    entity: str = ""
    series: str = ""
    country: str = ""
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class TermRef:
    """A tag, author, type or section: its slug, its name, how many articles have it."""

    slug: str
    name: str
    description: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many articles a month has."""

    year: int
    month: int
    count: int


@dataclass(frozen=True, slots=True)
class SeriesRef:
    """A series and an article's place in it: chapter `chapter` of `of`, where stated."""

    key: str
    title: str
    chapter: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesCount:
    """A series and how many of its chapters there are; `series.chapter` means nothing."""

    series: SeriesRef
    count: int


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture whose bytes are in the archive; sizes in pixels and bytes."""

    sha256: str
    media_type: str
    width: int
    height: int
    size: int

    @property
    def extension(self) -> str:
        """How the name of its file ends."""
        return extension_of(self.media_type)


NO_PICTURES: Mapping[str, KeptPicture] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in a list. `excerpt` is its standfirst, else the start of its text;
    `picture` its lead image, when the archive has that."""

    id: int
    slug: str
    language: str
    title: str
    excerpt: str
    published: str
    type: TermRef | None = None
    primary_tag: TermRef | None = None
    authors: tuple[TermRef, ...] = ()
    lead_image: Image | None = None
    deadline: str = ""
    """Of an opening: its last day (ISO)."""
    series: SeriesRef | None = None
    picture: KeptPicture | None = None


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A span of an article's text and the public entity it names."""

    start: int
    end: int
    entity: str
    """The entity's slug."""
    type: EntityType


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity in a list. `reviewed` is false while only a machine has read it;
    `spanish` is the authority's name for it in Spanish, "" when it has no other."""

    id: int
    slug: str
    name: str
    type: EntityType
    country: str = ""
    article_count: int = 0
    reviewed: bool = False
    spanish: str = ""

    def name_in(self, language: str) -> str:
        """What it is called in `language`."""
        return self.spanish if language == "es" and self.spanish else self.name


@dataclass(frozen=True)
class ArticleRecord:
    """One version of an article with everything its page shows.

    `counterparts` are the same article in other languages. `entities` are the
    public ones it names, most often named first; `mentions` their spans in `text`.
    """

    id: int
    key: str
    slug: str
    language: str
    url: str
    title: str
    standfirst: str
    type: TermRef | None
    section: tuple[TermRef, ...]
    """From the top down; the slugs are paths (`news`, `news/brief`)."""
    primary_tag: TermRef | None
    tags: tuple[TermRef, ...]
    authors: tuple[TermRef, ...]
    published: str
    blocks: tuple[Block, ...]
    text: str
    analysis_start: int | None
    related: tuple[Teaser, ...]
    organization: tuple[Teaser, ...]
    licence: str
    lead_image: Image | None
    version: int
    latest: int
    modified: dt.datetime
    first_seen: dt.datetime
    captured: dt.datetime
    sha256: str
    counterparts: tuple[ArticleCard, ...] = ()
    mentions: tuple[LinkedMention, ...] = ()
    entities: tuple[EntityCard, ...] = ()
    deadline: str = ""
    series: SeriesRef | None = None
    chapters: tuple[ArticleCard, ...] = ()
    """All chapters of its series that this language has, this one among them."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What the source states beside the text, in its own shape."""
    pictures: Mapping[str, KeptPicture] = field(default_factory=lambda: NO_PICTURES)
    """Those it shows that are kept, by their address in `blocks` and `lead_image`."""


@dataclass(frozen=True, slots=True)
class NameRef:
    """One way an entity is called; `kind` is `name` or `alias`."""

    text: str
    kind: str
    language: str = ""


@dataclass(frozen=True)
class EntityRecord:
    """What an entity's page shows beside its mentions."""

    id: int
    key: str
    slug: str
    name: str
    type: EntityType
    country: str
    authority: str
    reviewed: bool
    names: tuple[NameRef, ...]
    article_count: int
    mention_count: int
    first_published: str
    last_published: str
    companions: tuple[EntityCard, ...] = ()
    """Entities named in the same articles, most shared articles first
    (`article_count` is the number shared)."""
    spanish: str = ""

    def name_in(self, language: str) -> str:
        """What it is called in `language`."""
        return self.spanish if language == "es" and self.spanish else self.name


@dataclass(frozen=True, slots=True)
class MentionInContext:
    """A mention with the sentence around it: `before + text + after`, and its article.

    `start` and `end` are offsets into the article's text.
    """

    before: str
    text: str
    after: str
    start: int
    end: int
    article: ArticleCard


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the public part of the archive holds."""

    articles: int = 0
    entities: int = 0
    mentions: int = 0
    claims: int = 0
    events: int = 0
    relations: int = 0
    entities_by_type: tuple[tuple[str, int], ...] = field(default_factory=tuple)
