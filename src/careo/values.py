"""The frozen values that pass between the stages, and their JSON.

Stages never import each other; they meet here. All offsets are Python string
offsets into `Article.text`. `as_json` gives the form that `careo read` and
`careo extract` print (keys in printed order); `from_json` takes it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from careo.characters import make, printable, replaced, storable

Json = dict[str, Any]


# --- spans ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of characters in an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"impossible span [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def as_json(self) -> list[int]:
        return [self.start, self.end]


# --- captures ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as a source names it; the bytes are a capture of their own."""

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""

    def __post_init__(self) -> None:
        make(self, printable, "url", "caption", "credit", "alt")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source says of a capture beside its body (columns, tags, headers).

    Reading prefers what is stated here to what it finds in the body. `content`
    is the body proper when the record is a wrapper (a table row, a WXR item, a
    REST post, a feed entry); `content_type` is then `text/html`, `text/plain` or
    `text/markdown`. `published` may be any text; reading parses it.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    language: str = ""
    section: tuple[str, ...] = ()
    type: str = ""
    primary_tag: str = ""
    tags: tuple[str, ...] = ()
    standfirst: str = ""
    licence: str = ""
    content: str | None = None
    content_type: str = "text/html"
    lead_image: Image | None = None
    translation_key: str = ""
    """Captures that share it are translations of one another."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields with no name of their own here, kept as the source had them."""


@dataclass(frozen=True)
class Capture:
    """Bytes as fetched: one page or one record of a source.

    `key` is what makes it the same thing next time (canonical address, GUID, or
    file name and place); a capture with a known key and other bytes is a new
    version of the same article. `locator` says where it was read from, for
    messages. `fetched` is aware (UTC).
    """

    key: str
    body: bytes
    media_type: str
    locator: str
    fetched: dt.datetime
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    stated: Stated = field(default_factory=Stated)

    def __post_init__(self) -> None:
        make(self, storable, "key", "media_type", "locator", "url")
        headers = tuple((storable(name), storable(value)) for name, value in self.headers)
        object.__setattr__(self, "headers", headers)

    @cached_property
    def sha256(self) -> str:
        """Hex digest of `body`."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that an article shows and whose bytes are not there yet: its address
    as the article has it, the address of the article's page, where that was read from.
    `number` is the store's own."""

    number: int
    url: str
    page: str
    locator: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, its kind (the capture's media type, told by the bytes) and
    its size in pixels."""

    capture: Capture
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Why a picture could not be had. `final` when asking again would not help; `fault`
    when something was wrong, rather than merely not there."""

    reason: str
    final: bool = True
    fault: bool = True
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Term:
    """What a source says of a tag, category or author beside its articles."""

    kind: str  # "tag" | "category" | "author"
    name: str
    slug: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        make(self, printable, "name", "slug", "description")


@dataclass(frozen=True, slots=True)
class Rejection:
    """One bad record: counted, listed, kept aside; the build goes on."""

    locator: str
    reason: str
    body: bytes = b""
    """The bytes that could not be used, so that nothing is lost."""
    source: str = ""

    def __post_init__(self) -> None:
        make(self, storable, "locator", "reason", "source")


Item = Capture | Term | Rejection
"""What a source yields."""


# --- articles ------------------------------------------------------------


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    IMAGE = "image"
    EMBED = "embed"
    SEE_ALSO = "see_also"


PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST})
"""Kinds whose text is part of `Article.text`; the others stand beside it."""

BLOCK_BREAK = "\n\n"
"""What joins the prose blocks into `Article.text`. List items: one per line."""


@dataclass(frozen=True, slots=True)
class Link:
    """An inline link; `start` and `end` are offsets into its block's text."""

    start: int
    end: int
    url: str

    def __post_init__(self) -> None:
        make(self, printable, "url")

    def as_json(self) -> Json:
        return {"start": self.start, "end": self.end, "url": self.url}


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article. For images `text` is the caption and the first
    link the picture's address; for embeds and see-also inserts the first link
    is the target."""

    kind: BlockKind
    text: str
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        # One for one, so that links keep their places.
        make(self, replaced, "text")

    def as_json(self) -> Json:
        return {
            "kind": str(self.kind),
            "text": self.text,
            "links": [link.as_json() for link in self.links],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        links = tuple(Link(x["start"], x["end"], x["url"]) for x in data.get("links", ()))
        return cls(BlockKind(data["kind"]), data["text"], links)


@dataclass(frozen=True, slots=True)
class Teaser:
    """A card that points elsewhere: related content, an organization post."""

    tag: str | None = None
    published: str | None = None
    excerpt: str | None = None
    title: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        make(self, printable, "tag", "published", "excerpt", "title", "url")

    def as_json(self) -> Json:
        return {
            "tag": self.tag,
            "published": self.published,
            "excerpt": self.excerpt,
            "title": self.title,
            "url": self.url,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{k: data.get(k) for k in ("tag", "published", "excerpt", "title", "url")})


def prose_text(blocks: tuple[Block, ...]) -> str:
    """The text that spans point into: prose blocks joined by `BLOCK_BREAK`."""
    return BLOCK_BREAK.join(b.text for b in blocks if b.kind in PROSE)


SHOWN_EXTRA = ("record", "series", "deadline")
"""Stated fields that an article carries on: the public record that its facts rest on,
the series that it is a chapter of, and until when an opening is open."""


@dataclass(frozen=True)
class Article:
    """What a capture says, cleaned. `published` is ISO `YYYY[-MM[-DD]]` or None;
    `language` an ISO 639-1 code or None. `text` is always `prose_text(blocks)`."""

    title: str
    blocks: tuple[Block, ...]
    url: str | None = None
    section: tuple[str, ...] = ()
    type: str | None = None
    primary_tag: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    standfirst: str | None = None
    analysis_start: int | None = None
    related: tuple[Teaser, ...] = ()
    organization: tuple[Teaser, ...] = ()
    licence: str | None = None
    furniture: tuple[str, ...] = ()
    # Not part of the printed JSON:
    lead_image: Image | None = None
    translation_key: str = ""
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Of what the source states beside the text, the fields that pages show
    (`SHOWN_EXTRA`), as the source had them."""

    def __post_init__(self) -> None:
        make(self, storable, "url", "key", "translation_key")
        make(self, printable, "title", "type", "primary_tag", "standfirst", "licence")
        make(self, printable, "section", "tags", "authors", "furniture", "published", "language")

    @cached_property
    def text(self) -> str:
        return prose_text(self.blocks)

    def prose(self) -> Iterator[tuple[Block, Span]]:
        """Each non-empty prose block with its span in `text`."""
        at = 0
        for block in self.blocks:
            if block.kind not in PROSE:
                continue
            if block.text:
                yield block, Span(at, at + len(block.text))
            at += len(block.text) + len(BLOCK_BREAK)

    def with_(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def as_json(self) -> Json:
        """The JSON of `careo read`."""
        return {
            "url": self.url,
            "title": self.title,
            "section": list(self.section),
            "type": self.type,
            "primary_tag": self.primary_tag,
            "tags": list(self.tags),
            "authors": list(self.authors),
            "published": self.published,
            "language": self.language,
            "standfirst": self.standfirst,
            "blocks": [b.as_json() for b in self.blocks],
            "text": self.text,
            "analysis_start": self.analysis_start,
            "related": [t.as_json() for t in self.related],
            "organization": [t.as_json() for t in self.organization],
            "licence": self.licence,
            "furniture": list(self.furniture),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Takes back `as_json`; raises KeyError or ValueError on other shapes."""
        return cls(
            title=data["title"],
            blocks=tuple(Block.from_json(b) for b in data["blocks"]),
            url=data.get("url"),
            section=tuple(data.get("section") or ()),
            type=data.get("type"),
            primary_tag=data.get("primary_tag"),
            tags=tuple(data.get("tags") or ()),
            authors=tuple(data.get("authors") or ()),
            published=data.get("published"),
            language=data.get("language"),
            standfirst=data.get("standfirst"),
            analysis_start=data.get("analysis_start"),
            related=tuple(Teaser.from_json(t) for t in data.get("related") or ()),
            organization=tuple(Teaser.from_json(t) for t in data.get("organization") or ()),
            licence=data.get("licence"),
            furniture=tuple(data.get("furniture") or ()),
        )


# --- annotations ---------------------------------------------------------


class EntityType(StrEnum):
    PERSON = "PERSON"
    GROUP = "GROUP"
    AGENCY = "AGENCY"
    COMPANY = "COMPANY"
    OUTLET = "OUTLET"
    ORG = "ORG"
    PLACE = "PLACE"


class Ground(StrEnum):
    """What the type of an unknown name rests on, weakest first."""

    MODEL = "model"
    CONTEXT = "context"
    HEAD = "head"
    """A head word in the name itself: cartel, ministry, police, city."""
    INTRODUCED = "introduced"
    """Initials that the text gives beside the full name."""
    AUTHORITY = "authority"
    """The curated names, places among them."""

    @property
    def is_firm(self) -> bool:
        """Whether it is more than a guess."""
        return self not in (Ground.MODEL, Ground.CONTEXT)

    @property
    def rank(self) -> int:
        """How firm it is; the weakest is 0."""
        return list(Ground).index(self)


class Stance(StrEnum):
    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    ADMITS = "admits"
    SPECULATES = "speculates"
    URGES = "urges"


class Certainty(StrEnum):
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """How far it is from told as fact; reported is 0, denied the last."""
        return _SUREST_FIRST.index(self)


_SUREST_FIRST = (Certainty.REPORTED, Certainty.ALLEGED, Certainty.POSSIBLE, Certainty.DENIED)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody or something; `entity` is a local id."""

    span: Span
    text: str
    type: EntityType
    entity: str

    def as_json(self) -> Json:
        return {
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "type": str(self.type),
            "entity": self.entity,
        }


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """One identity within one article; `id` is local (`e1`, `e2` …).

    `role` is the public office the text gives a person beside the name, in the words
    used ("senator"), `ground` what its type rests on; neither is printed, but they decide
    what may be published."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    authority: str | None = None
    role: str | None = None
    ground: Ground = Ground.MODEL

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "aliases": list(self.aliases),
            "type": str(self.type),
            "country": self.country,
            "authority": self.authority,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody (`speaker`, a local id, or nobody) said something."""

    cue: str
    cue_span: Span
    content_spans: tuple[Span, ...]
    stance: Stance
    quoted: bool
    hedged: bool
    speaker: str | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    basis: str | None = None
    about: tuple[str, ...] = ()
    date: str | None = None

    def as_json(self) -> Json:
        return {
            "speaker": self.speaker,
            "speaker_text": self.speaker_text,
            "speaker_span": self.speaker_span.as_json() if self.speaker_span else None,
            "cue": self.cue,
            "cue_span": self.cue_span.as_json(),
            "content_spans": [s.as_json() for s in self.content_spans],
            "stance": str(self.stance),
            "quoted": self.quoted,
            "hedged": self.hedged,
            "basis": self.basis,
            "about": list(self.about),
            "date": self.date,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """Something that took place, or is said to have. `who` and `by` hold local
    ids or the words used; `date` is ISO with `date_precision` year, month, day."""

    type: str
    trigger_span: Span
    evidence: Span
    certainty: Certainty
    who: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    where: str | None = None
    date: str | None = None
    date_precision: str | None = None
    amount: str | None = None

    def as_json(self) -> Json:
        return {
            "type": self.type,
            "trigger_span": self.trigger_span.as_json(),
            "who": list(self.who),
            "by": list(self.by),
            "where": self.where,
            "date": self.date,
            "date_precision": self.date_precision,
            "amount": self.amount,
            "certainty": str(self.certainty),
            "evidence": self.evidence.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed tie between two local entities, as the text states it."""

    type: str
    source: str
    target: str
    evidence: Span
    certainty: Certainty
    past: bool = False

    def as_json(self) -> Json:
        return {
            "type": self.type,
            "from": self.source,
            "to": self.target,
            "past": self.past,
            "evidence": self.evidence.as_json(),
            "certainty": str(self.certainty),
        }


@dataclass(frozen=True)
class Annotations:
    """Everything read from one article's text. Mentions are in text order."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    skipped: str | None = None
    """Why nothing was read (a language we do not speak), if so."""

    def as_json(self, article: Article) -> Json:
        """The JSON of `careo extract`."""
        return {
            "article": {
                "id": article.key or None,
                "url": article.url,
                "title": article.title,
                "published": article.published,
                "language": article.language,
            },
            "text": article.text,
            "mentions": [m.as_json() for m in self.mentions],
            "entities": [e.as_json() for e in self.entities],
            "claims": [c.as_json() for c in self.claims],
            "events": [e.as_json() for e in self.events],
            "relations": [r.as_json() for r in self.relations],
        }
