"""From rows to the frozen values of `public`; pure, no queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from careo.authority.loader import entry
from careo.values import Block, EntityType, Image, Teaser
from careo.web.records.models import Article, ArticleVersion, Entity, Mention, Picture
from careo.web.records.names import section_paths, slug_of
from careo.web.records.public import (
    ArticleCard,
    ArticleRecord,
    EntityCard,
    KeptPicture,
    LinkedMention,
    MentionInContext,
    TermRef,
)
from careo.web.records.stating import deadline_of, series_of

EXCERPT = 220
CONTEXT = 300
"""A sentence longer than this on one side of the mention is cut at a word."""

SHINGLE = 8
COPY_SHARE = 0.5
"""Two texts that share half of the shorter one's eight-word runs are copies. Broder's
containment measure; independent reports of one event share almost none."""

# A sentence ends at . ! ? … with closing quotes, before white space and something
# that can begin one; abbreviations of one capital ("J. Smith") do not end it.
_END = re.compile(r"(?<![A-Z])[.!?…][\"'”’»)]*\s+(?=[\"'“‘«¿¡(]?[A-ZÀ-Þ0-9])|\n+")


def card(article: Article) -> ArticleCard:
    """The card of an article whose current version is at hand."""
    version = article.current
    return ArticleCard(
        id=article.id,
        slug=article.slug,
        language=article.language,
        title=version.title,
        excerpt=version.standfirst or cut(version.text, EXCERPT),
        published=version.published,
        type=TermRef(article.type, version.type) if article.type else None,
        primary_tag=_primary(version),
        authors=_authors(version),
        lead_image=_image(version),
        deadline=deadline_of(version.extra),
        series=series_of(version.extra),
        picture=_lead_picture(version),
    )


def record(
    article: Article,
    version: ArticleVersion,
    *,
    counterparts: tuple[ArticleCard, ...],
    mentions: tuple[LinkedMention, ...],
    entities: tuple[EntityCard, ...],
    chapters: tuple[ArticleCard, ...] = (),
) -> ArticleRecord:
    """An article's page: the row, one of its versions, and what the gate found for it."""
    return ArticleRecord(
        id=article.id,
        key=article.key,
        slug=article.slug,
        language=version.language,
        url=version.url,
        title=version.title,
        standfirst=version.standfirst,
        type=TermRef(slug_of(version.type), version.type) if version.type else None,
        section=_section(version),
        primary_tag=_primary(version),
        tags=tuple(TermRef(x.tag.slug, x.tag.name) for x in version.tag_links.all()),
        authors=_authors(version),
        published=version.published,
        blocks=tuple(Block.from_json(b) for b in version.blocks),
        text=version.text,
        analysis_start=version.analysis_start,
        related=tuple(Teaser.from_json(t) for t in version.related),
        organization=tuple(Teaser.from_json(t) for t in version.organization),
        licence=version.licence,
        lead_image=_image(version),
        version=version.number,
        latest=article.current.number,
        modified=version.created,
        first_seen=article.first_seen,
        captured=version.capture.fetched,
        sha256=version.capture.sha256,
        counterparts=counterparts,
        mentions=mentions,
        entities=entities,
        deadline=deadline_of(version.extra),
        series=series_of(version.extra),
        chapters=chapters,
        extra=version.extra,
        pictures=_pictures(version),
    )


def entity_card(entity: Entity, reviewed: bool) -> EntityCard:
    """An entity's card."""
    return EntityCard(
        id=entity.id,
        slug=entity.slug,
        name=entity.name,
        type=EntityType(entity.type),
        country=entity.country,
        article_count=entity.article_count,
        reviewed=reviewed,
        spanish=spanish_name(entity),
    )


def spanish_name(entity: Entity) -> str:
    """What the authority calls it in Spanish; "" when that is no other name."""
    known = entry(entity.authority) if entity.authority else None
    return known.es if known is not None and known.es != entity.name else ""


def with_count(shown: EntityCard, count: int) -> EntityCard:
    """The card with another number on it."""
    return replace(shown, article_count=count)


def in_context(mention: Mention, article: ArticleCard) -> MentionInContext:
    """The mention with the sentence it stands in."""
    text = mention.version.text
    start, end = sentence(text, mention.start, mention.end)
    return MentionInContext(
        before=text[start : mention.start],
        text=text[mention.start : mention.end],
        after=text[mention.end : end],
        start=mention.start,
        end=mention.end,
        article=article,
    )


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around `[start, end)`, at most `CONTEXT` on each side."""
    low, high = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    first = low
    # What begins the next sentence must be in sight: two characters past the start.
    for match in _END.finditer(text, low, start + 2):
        if match.end() <= start:
            first = match.end()
    if first == low and low > 0:
        space = text.find(" ", low, start)
        first = space + 1 if space >= 0 else low
    after = _END.search(text, end, high)
    if after:
        return first, end + len(text[end : after.end()].rstrip())
    if high < len(text):
        space = text.rfind(" ", end, high)
        high = space if space >= 0 else high
    return first, high


def cut(text: str, limit: int) -> str:
    """The start of `text`, cut at a word with "…" when it is longer than `limit`."""
    text = " ".join(text[: limit * 2].split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.—–-") + "…"


def is_copy(one: str, other: str) -> bool:
    """Whether one text holds most of the other word for word."""
    a, b = _shingles(one), _shingles(other)
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) / smaller >= COPY_SHARE


def _shingles(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    runs = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return {hash(tuple(words[i : i + SHINGLE])) for i in runs}


def _section(version: ArticleVersion) -> tuple[TermRef, ...]:
    paths = section_paths(version.section)
    return tuple(TermRef(p, n) for p, n in zip(paths, version.section, strict=True))


def _primary(version: ArticleVersion) -> TermRef | None:
    tag = version.primary_tag
    return TermRef(tag.slug, tag.name) if tag else None


def _authors(version: ArticleVersion) -> tuple[TermRef, ...]:
    links: Sequence = version.author_links.all()
    return tuple(TermRef(x.author.slug, x.author.name) for x in links)


def kept_picture(row: Picture) -> KeptPicture:
    """A picture whose bytes are kept."""
    return KeptPicture(row.sha256, row.media_type, row.width, row.height, row.size)


def _lead_picture(version: ArticleVersion) -> KeptPicture | None:
    # The gate has them fetched for a whole page of cards at once.
    links = getattr(version, "lead_pictures", ())
    return kept_picture(links[0].picture) if links else None


def _pictures(version: ArticleVersion) -> dict[str, KeptPicture]:
    links = getattr(version, "kept_pictures", ())
    return {link.url: kept_picture(link.picture) for link in links}


def _image(version: ArticleVersion) -> Image | None:
    return Image(**version.lead_image) if version.lead_image else None
