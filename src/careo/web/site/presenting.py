"""From the gate's values to what the templates show: names translated, links made.

Pure: no queries. Links to articles go to the edition of the article's language, all
other links stay in the edition that is being read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from careo.values import EntityType, Span
from careo.web.records.public import ArticleCard, ArticleRecord, EntityCard, SeriesRef, TermRef
from careo.web.site import picturing
from careo.web.site.addresses import host_of, safe_href
from careo.web.site.body import Marked, sections
from careo.web.site.countries import country_name
from careo.web.site.editions import Edition, edition_of_language
from careo.web.site.entity_kinds import BY_TYPE
from careo.web.site.excerpts import CARD_LIMIT, cut
from careo.web.site.kinds import KINDS, kind_of
from careo.web.site.look import Look, licence_address
from careo.web.site.values import (
    ArticleView,
    Card,
    EntityLink,
    NamedLink,
    Opening,
    SeriesView,
    Shown,
)

LICENCE_NAME = 60
"""Characters; the longest names of common licences have fewer."""


def article_path(slug: str, language: str) -> str:
    """Where an article lives."""
    return edition_of_language(language).address("article", slug=slug)


def tag_link(edition: Edition, tag: TermRef | None) -> NamedLink | None:
    return NamedLink(tag.name, edition.address("tag", slug=tag.slug)) if tag else None


def type_link(edition: Edition, type_: TermRef | None) -> NamedLink | None:
    """The type under the edition's own name for it."""
    if not type_:
        return None
    kind = kind_of(type_.slug, type_.name)
    code = edition.code
    return NamedLink(kind.one[code], edition.address("type", slug=kind.slugs[code]))


def author_links(edition: Edition, authors: Iterable[TermRef]) -> tuple[NamedLink, ...]:
    return tuple(NamedLink(a.name, edition.address("author", slug=a.slug)) for a in authors)


def card(edition: Edition, item: ArticleCard, excerpt: int = CARD_LIMIT) -> Card:
    """An article as a card of `edition`, with at most `excerpt` characters of it."""
    return Card(
        title=item.title or _("Untitled"),
        href=article_path(item.slug, item.language),
        published=item.published,
        tag=tag_link(edition, item.primary_tag),
        type=type_link(edition, item.type),
        authors=author_links(edition, item.authors),
        excerpt=cut(item.excerpt, excerpt),
        language=item.language or edition.code,
        opening=opening(item.type, item.deadline),
        chapter=item.series.chapter if item.series else None,
        picture=picturing.thumbnail(item),
    )


def opening(type_: TermRef | None, deadline: str) -> Opening | None:
    """Until when an opening is open; None for what is no post about the newsroom. The day
    itself counts, in the archive's time zone."""
    if not deadline or type_ is None or not kind_of(type_.slug, type_.name).organization:
        return None
    return Opening(deadline, closed=deadline < timezone.localdate().isoformat())


def series_link(edition: Edition, found: SeriesRef) -> NamedLink:
    return NamedLink(found.title, edition.address("series", slug=found.key))


def series_view(edition: Edition, record: ArticleRecord) -> SeriesView | None:
    """The article's place in its series, with the chapters before and after it."""
    if record.series is None:
        return None
    listed = cards(edition, record.chapters)
    here = next((at for at, item in enumerate(record.chapters) if item.slug == record.slug), None)
    of = max((item.series.of or 0 for item in record.chapters if item.series), default=0)
    return SeriesView(
        link=series_link(edition, record.series),
        chapter=record.series.chapter,
        of=record.series.of or of or None,
        chapters=tuple(listed),
        here=article_path(record.slug, record.language),
        previous=listed[here - 1] if here else None,
        next=listed[here + 1] if here is not None and here + 1 < len(listed) else None,
    )


def cards(edition: Edition, items: Iterable[ArticleCard]) -> list[Card]:
    return [card(edition, item) for item in items]


def without_repeats(items: Iterable[ArticleCard]) -> list[ArticleCard]:
    """The first of those under one title: reprints of one story are one story."""
    first: dict[str, ArticleCard] = {}
    for item in items:
        first.setdefault(item.title.casefold().strip(), item)
    return list(first.values())


def entity_path(edition: Edition, slug: str) -> str:
    return edition.address("entity", slug=slug)


def entity_link(edition: Edition, item: EntityCard) -> EntityLink:
    """An entity as an entry of a list; the country of a place is not repeated."""
    return EntityLink(
        name=item.name_in(edition.code),
        href=entity_path(edition, item.slug),
        kind=str(BY_TYPE[item.type].one),
        country=country_name(item.country, edition.code)
        if item.type is not EntityType.PLACE
        else "",
        count=item.article_count,
        reviewed=item.reviewed,
    )


def entity_links(edition: Edition, items: Iterable[EntityCard]) -> list[EntityLink]:
    return [entity_link(edition, item) for item in items]


def crumbs(edition: Edition, *trail: NamedLink) -> tuple[NamedLink, ...]:
    """Home, then `trail`."""
    return (NamedLink(_("Home"), edition.address("home")), *trail)


def _article_crumbs(edition: Edition, record: ArticleRecord) -> tuple[NamedLink, ...]:
    trail = [_section_link(edition, part) for part in record.section]
    return crumbs(edition, *trail, NamedLink(record.title, ""))


def _section_link(edition: Edition, part: TermRef) -> NamedLink:
    """A section that is called like a kind of article leads to that kind's listing."""
    slug = part.slug.rsplit("/", 1)[-1]
    kind = kind_of(slug, part.name)
    code = edition.code
    if slug in ("news", "noticias"):
        return NamedLink(_("News"), edition.address("news"))
    if kind in KINDS:
        name = (kind.one if slug in kind.slugs.values() else kind.many)[code]
        return NamedLink(name, edition.address("type", slug=kind.slugs[code]))
    return NamedLink(part.name, edition.address("section", path=part.slug))


def marks(edition: Edition, record: ArticleRecord) -> list[Marked]:
    """The article's mentions, ready to be linked in its text."""
    known = {entity.slug: entity for entity in record.entities}
    unreviewed = _("machine-read, not reviewed")
    found = []
    for mention in record.mentions:
        entity = known.get(mention.entity)
        if entity is None or not mention.start < mention.end <= len(record.text):
            continue
        kind = str(BY_TYPE[entity.type].one)
        country = country_name(entity.country, edition.code)
        name = entity.name_in(edition.code)
        found.append(
            Marked(
                Span(mention.start, mention.end),
                entity.slug,
                entity_path(edition, entity.slug),
                name,
                f"{kind}, {country}" if country and country != name else kind,
                "" if entity.reviewed else unreviewed,
            )
        )
    return found


def shown(record: ArticleRecord, look: Look, base: str) -> Shown:
    """What the page, the citation and the republishing package agree on."""
    edition = edition_of_language(record.language)
    path = article_path(record.slug, record.language)
    as_of = edition.address("version", slug=record.slug, number=record.version)
    terms = record.licence if _is_prose(record.licence) else ""
    licence = look.licence if terms else record.licence or look.licence
    image = picturing.lead(record)
    return Shown(
        title=record.title or _("Untitled"),
        url=base + path,
        permalink=base + as_of,
        published=record.published,
        modified=record.modified.date().isoformat() if record.version > 1 else record.published,
        language=record.language or edition.code,
        authors=tuple(author.name for author in record.authors),
        publisher=look.name,
        licence=licence,
        licence_url=licence_address(licence),
        terms=terms,
        standfirst=record.standfirst,
        section=tuple(part.name for part in record.section),
        type=kind_of(record.type.slug, record.type.name).one[edition.code] if record.type else "",
        tags=tuple(tag.name for tag in record.tags),
        key=record.key,
        series=series_link(edition, record.series) if record.series else None,
        chapter=record.series.chapter if record.series else None,
        image=replace(image, src=base + image.src) if image and image.src else None,
    )


def _is_prose(licence: str) -> bool:
    """Whether a source's licence is told in sentences rather than named."""
    return len(licence) > LICENCE_NAME or licence.rstrip().endswith(".")


def _original(record: ArticleRecord, base: str) -> NamedLink | None:
    """Where the archive took the article from, when that is not this site."""
    href = safe_href(record.url)
    if not href or urlsplit(href).netloc == urlsplit(base).netloc:
        return None
    return NamedLink(host_of(href), href)


def article_view(
    edition: Edition, record: ArticleRecord, look: Look, base: str, titled: Mapping[str, str]
) -> ArticleView:
    """The article's page; `titled` has the paths of articles that it names by title."""
    blocks, found = picturing.without_lead(record), marks(edition, record)
    figures = picturing.figures(record)
    return ArticleView(
        shown=shown(record, look, base),
        sections=sections(blocks, found, record.analysis_start, titled, figures),
        crumbs=_article_crumbs(edition, record),
        type=type_link(edition, record.type),
        tag=tag_link(edition, record.primary_tag),
        authors=author_links(edition, record.authors),
        tags=tuple(link for tag in record.tags if (link := tag_link(edition, tag))),
        picture=picturing.lead(record),
        original=_original(record, base),
        version=record.version,
        latest=record.latest,
        entities=tuple(entity_links(edition, record.entities)),
        series=series_view(edition, record),
        opening=opening(record.type, record.deadline),
    )
