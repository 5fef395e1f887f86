"""Captures and articles to rows: new articles, new versions, nothing new."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Protocol

from careo.values import Article, Block, Capture, Image, Teaser, Term
from careo.web.records import models, picture_rows
from careo.web.records.models import ArticleVersion, Author, Precision, Tag
from careo.web.records.names import free_slug, section_paths, short_key, slug_of, slug_or_hash
from careo.web.records.plain import insert
from careo.web.records.stating import plain_json, series_of

NAME = 300
SECTION = 200


class Worked(Protocol):
    """Who read a capture, and which source it is from."""

    @property
    def reader_version(self) -> str: ...
    @property
    def source(self) -> str: ...


def content_hash(article: Article) -> str:
    """A hash over everything that the article says; equal hashes are the same version."""
    data = article.as_json()
    data["lead_image"] = asdict(article.lead_image) if article.lead_image else None
    data["translation_key"] = article.translation_key
    if article.extra:
        data["extra"] = article.extra
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def capture_row(
    capture: Capture, fingerprint: str, marks: Worked, stated_sha256: str, rejected: str = ""
) -> models.Capture:
    """The capture's row, made or brought up to date (the caller has kept its bytes)."""
    key = short_key(capture.key)
    row = models.Capture.objects.filter(key=key, fingerprint=fingerprint).first()
    if row is None:
        return models.Capture.objects.create(
            key=key,
            fingerprint=fingerprint,
            sha256=capture.sha256,
            stated_sha256=stated_sha256,
            size=len(capture.body),
            url=capture.url or "",
            media_type=capture.media_type[:200],
            fetched=capture.fetched,
            headers=[list(pair) for pair in capture.headers],
            locator=capture.locator,
            source=marks.source,
            read_by=marks.reader_version,
            rejected=rejected,
        )
    if (row.read_by, row.rejected) != (marks.reader_version, rejected):
        row.read_by, row.rejected = marks.reader_version, rejected
        row.save(update_fields=["read_by", "rejected"])
    return row


def article_row(key: str, name: str) -> models.Article:
    """The article under `key`, locked; a new one gets its slug from `name`: the slug
    that the source gave it, else its title."""
    row = models.Article.objects.select_for_update().filter(key=key).first()
    if row is not None:
        return row
    wanted = slug_or_hash(name, key)
    if models.Article.objects.filter(slug=wanted).exists():
        near = models.Article.objects.filter(slug__startswith=f"{wanted}-")
        wanted = free_slug(wanted, {wanted, *near.values_list("slug", flat=True)})
    return models.Article.objects.create(key=key, slug=wanted)


def add_version(
    row: models.Article, capture: models.Capture, article: Article, reader_version: str
) -> ArticleVersion:
    """A new version of `row`, which becomes its current one."""
    number = (row.current.number if row.current else 0) + 1
    published_on, precision = dated(article.published)
    # The primary tag is one of the article's tags, whether or not the source says so.
    tags = _terms(Tag, [article.primary_tag or "", *article.tags])
    primary = tags[0] if (article.primary_tag or "").strip() else None
    version = ArticleVersion.objects.create(
        article=row,
        number=number,
        capture=capture,
        reader_version=reader_version,
        content_hash=content_hash(article),
        url=article.url or capture.url,
        language=(article.language or "")[:8],
        title=article.title,
        standfirst=article.standfirst or "",
        type=(article.type or "")[:100],
        section=list(article.section),
        primary_tag=primary,
        published=article.published or "",
        published_on=published_on,
        precision=precision,
        blocks=[block.as_json() for block in article.blocks],
        text=article.text,
        analysis_start=article.analysis_start,
        related=[teaser.as_json() for teaser in article.related],
        organization=[teaser.as_json() for teaser in article.organization],
        licence=article.licence or "",
        furniture=list(article.furniture),
        lead_image=asdict(article.lead_image) if article.lead_image else None,
        extra=plain_json(article.extra),
    )
    _link(version, tags, _terms(Author, article.authors))
    picture_rows.wish(version, article, row.current)
    _make_current(row, version, article)
    return version


def _link(version: ArticleVersion, tags: list[Tag], authors: list[Author]) -> None:
    numbered = ((version.id, tag.id, place) for place, tag in enumerate(tags))
    insert(models.VersionTag, ("version", "tag", "position"), numbered)
    numbered = ((version.id, author.id, place) for place, author in enumerate(authors))
    insert(models.VersionAuthor, ("version", "author", "position"), numbered)


def _make_current(row: models.Article, version: ArticleVersion, article: Article) -> None:
    row.current = version
    row.language = version.language
    row.translation_key = short_key(article.translation_key)
    row.type = slug_of(version.type, 60)
    row.section_path = "".join(section_paths(version.section)[-1:])[:SECTION]
    row.published_on = version.published_on
    series = series_of(version.extra)
    row.series_key = series.key if series else ""
    row.chapter = series.chapter if series else None
    row.save()


def dated(published: str | None) -> tuple[dt.date | None, str]:
    """An ISO date `YYYY[-MM[-DD]]` as a day to sort by (the first it can be) and how
    much of it is known."""
    parts = (published or "")[:10].split("-")
    try:
        numbers = [int(part) for part in parts if part]
        day = dt.date(*[*numbers, 1, 1][:3]) if numbers else None
    except ValueError:
        return None, Precision.NONE
    known = (Precision.NONE, Precision.YEAR, Precision.MONTH, Precision.DAY)
    return day, known[len(numbers)] if day else Precision.NONE


def _terms(kind: type[Tag] | type[Author], names: Iterable[str]) -> list[Tag] | list[Author]:
    """The rows of the names, in their order; those that are not there are made."""
    wanted = {slug_or_hash(name, name): name.strip() for name in reversed(list(names))}
    wanted = dict(reversed([(slug, name) for slug, name in wanted.items() if name]))
    if not wanted:
        return []
    found = {row.slug: row for row in kind.objects.filter(slug__in=wanted)}
    fresh = [kind(slug=s, name=name[:NAME]) for s, name in wanted.items() if s not in found]
    found |= {row.slug: row for row in kind.objects.bulk_create(fresh)}
    return [found[slug] for slug in wanted]


def save_term(term: Term) -> bool:
    """Keeps a tag's or author's name and description; says whether that changed anything.

    Categories are tags too: what a source files an article under.
    """
    kind = Author if term.kind == "author" else Tag
    slug = slug_of(term.slug) or slug_or_hash(term.name, term.name)
    field = "bio" if kind is Author else "description"
    row = kind.objects.filter(slug=slug).first()
    if row is None:
        kind.objects.create(slug=slug, name=term.name[:NAME], **{field: term.description})
        return True
    if not term.description or getattr(row, field) == term.description:
        return False
    setattr(row, field, term.description)
    row.save(update_fields=[field])
    return True


def as_value(version: ArticleVersion) -> Article:
    """The article that a version holds, as reading gave it."""
    return Article(
        key=version.article.key,
        url=version.url or None,
        title=version.title,
        section=tuple(version.section),
        type=version.type or None,
        primary_tag=version.primary_tag.name if version.primary_tag else None,
        tags=tuple(link.tag.name for link in version.tag_links.all()),
        authors=tuple(link.author.name for link in version.author_links.all()),
        published=version.published or None,
        language=version.language or None,
        standfirst=version.standfirst or None,
        blocks=tuple(Block.from_json(b) for b in version.blocks),
        analysis_start=version.analysis_start,
        related=tuple(Teaser.from_json(t) for t in version.related),
        organization=tuple(Teaser.from_json(t) for t in version.organization),
        licence=version.licence or None,
        furniture=tuple(version.furniture),
        lead_image=Image(**version.lead_image) if version.lead_image else None,
        translation_key=version.article.translation_key,
        extra=version.extra,
    )
