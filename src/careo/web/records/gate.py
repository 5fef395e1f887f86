"""The gate: everything site and API may know, and nothing else.

Every function here reads only rows that `weigh` found public under the policy in
force (the `public` column, written with each change; see `publishing`). All take
plain values and return the frozen values of `public`; each runs a fixed number of
queries however much it returns.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from careo.authority.index import ids_of
from careo.values import EntityType
from careo.web.records import rendering
from careo.web.records.belonging import parts, whole_id, whole_slug
from careo.web.records.countries import about_country
from careo.web.records.models import (
    Article,
    ArticleVersion,
    Author,
    Claim,
    Entity,
    Event,
    Mention,
    Name,
    Relation,
    Tag,
    VersionPicture,
)
from careo.web.records.public import (
    ArticleCard,
    ArticleRecord,
    Counts,
    EntityCard,
    EntityRecord,
    Filter,
    KeptPicture,
    LinkedMention,
    Listing,
    MentionInContext,
    MonthCount,
    NameRef,
    SeriesCount,
    TermRef,
)
from careo.web.records.relating import shared_scores
from careo.web.records.reviewing import reviewed_entities
from careo.web.records.stating import series_of

PER_PAGE = 10
COMPANIONS = 12
RELATED_POOL = 12
CHAPTERS = 200
SERIES = 200


def generation() -> int:
    """How often anything public has changed; pages made in an older one are stale."""
    # Asked on every request, so without the ORM's 100 µs.
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM records_generation WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


# --- articles -------------------------------------------------------------


def public_articles() -> QuerySet[Article]:
    """The articles that may be seen, for reads that begin with them."""
    return Article.objects.filter(public=True, current__isnull=False)


def chosen_articles(wanted: Filter) -> QuerySet[Article]:
    """Those of the public articles that `wanted` describes, newest first."""
    chosen = public_articles()
    if wanted.languages:
        chosen = chosen.filter(language__in=wanted.languages)
    if wanted.other_than:
        chosen = chosen.exclude(language__in=wanted.other_than)
    if wanted.type:
        chosen = chosen.filter(type=wanted.type)
    if wanted.section:
        below = Q(section_path=wanted.section) | Q(section_path__startswith=wanted.section + "/")
        chosen = chosen.filter(below)
    if wanted.tag:
        chosen = chosen.filter(current__tag_links__tag__slug=wanted.tag)
    if wanted.author:
        chosen = chosen.filter(current__author_links__author__slug=wanted.author)
    if wanted.entity:
        named = Mention.objects.alias(slug=whole_slug("entity__")).filter(
            slug=wanted.entity, entity__public=True
        )
        chosen = chosen.filter(current__in=named.values("version"))
    if wanted.year:
        chosen = chosen.filter(published_on__year=wanted.year)
    if wanted.series:
        chosen = chosen.filter(series_key=wanted.series)
    if wanted.country:
        chosen = chosen.filter(about_country(wanted.country))
    if wanted.month:
        chosen = chosen.filter(published_on__month=wanted.month)
    return chosen


def _kept_pictures() -> QuerySet[VersionPicture]:
    return VersionPicture.objects.filter(picture__isnull=False).select_related("picture")


def cards_of(articles: QuerySet[Article]) -> list[ArticleCard]:
    """The cards of public articles, in their order; two queries."""
    rows = articles.select_related("current", "current__primary_tag").defer(
        "current__related", "current__organization", "current__furniture", "current__blocks"
    )
    lead = _kept_pictures().filter(position=0)
    rows = rows.prefetch_related(
        "current__author_links__author",
        Prefetch("current__picture_links", lead, to_attr="lead_pictures"),
    )
    return [rendering.card(article) for article in rows]


def articles(wanted: Filter, page: int = 1, per_page: int = PER_PAGE) -> Listing[ArticleCard]:
    """The page of articles that `wanted` describes, newest first."""
    chosen = chosen_articles(wanted)
    page = max(1, page)
    start = (page - 1) * per_page
    return Listing(cards_of(chosen[start : start + per_page]), page, per_page, chosen.count())


def cards_by_id(ids: Iterable[int]) -> dict[int, ArticleCard]:
    """The public ones among the articles with these numbers (search hits)."""
    return {card.id: card for card in cards_of(public_articles().filter(id__in=list(ids)))}


def article(slug: str, version: int | None = None) -> ArticleRecord | None:
    """The article under `slug`, as it stands or as `version` had it; None when there
    is none that may be seen."""
    row = public_articles().filter(slug=slug).select_related("current").first()
    if row is None:
        return None
    versions = ArticleVersion.objects.select_related("primary_tag", "capture").prefetch_related(
        "tag_links__tag",
        "author_links__author",
        Prefetch("picture_links", _kept_pictures(), to_attr="kept_pictures"),
    )
    wanted = {"id": row.current_id} if version is None else {"article": row, "number": version}
    found = versions.filter(**wanted).first()
    if found is None:
        return None
    mentions = _linked_mentions(found)
    return rendering.record(
        row,
        found,
        counterparts=_counterparts(row),
        mentions=mentions,
        entities=_named_entities(mentions),
        chapters=_chapters(row),
    )


def picture(sha256: str) -> KeptPicture | None:
    """The picture with that hash, if a version of a public article shows it."""
    shown = VersionPicture.objects.filter(picture__sha256=sha256, version__article__public=True)
    row = shown.select_related("picture").first()
    return rendering.kept_picture(row.picture) if row else None


def _counterparts(row: Article) -> tuple[ArticleCard, ...]:
    if not row.translation_key:
        return ()
    same = public_articles().filter(translation_key=row.translation_key)
    return tuple(cards_of(same.exclude(id=row.id).exclude(language=row.language)))


def _chapters(row: Article) -> tuple[ArticleCard, ...]:
    if not row.series_key:
        return ()
    return chapters(Filter(languages=(row.language,), series=row.series_key))


def chapters(wanted: Filter) -> tuple[ArticleCard, ...]:
    """The chapters that `wanted` describes, by their numbers, then by date; those without
    a number stand last."""
    order = (F("chapter").asc(nulls_last=True), "published_on", "id")
    return tuple(cards_of(chosen_articles(wanted).order_by(*order)[:CHAPTERS]))


def series(wanted: Filter) -> tuple[SeriesCount, ...]:
    """The series in use, the newest first, with how many chapters each has."""
    rows = chosen_articles(wanted).exclude(series_key="").order_by()
    counted = rows.values("series_key").annotate(
        times=Count("id"), newest=Max("published_on"), sample=Max("current_id")
    )
    found = list(counted.order_by(F("newest").desc(nulls_last=True), "series_key")[:SERIES])
    samples = {row["sample"] for row in found}
    stated = dict(ArticleVersion.objects.filter(id__in=samples).values_list("id", "extra"))
    named = ((row, series_of(stated[row["sample"]])) for row in found)
    return tuple(SeriesCount(ref, row["times"]) for row, ref in named if ref)


def _linked_mentions(version: ArticleVersion) -> tuple[LinkedMention, ...]:
    # In an old version some names stand that no article has any more: those have no page.
    count = Coalesce("entity__redirect_to__article_count", "entity__article_count")
    rows = Mention.objects.alias(count=count).filter(
        version=version, entity__public=True, count__gt=0
    )
    slug = whole_slug("entity__")
    kind = Coalesce("entity__redirect_to__type", "entity__type")
    return tuple(
        LinkedMention(start, end, slug, EntityType(kind))
        for start, end, slug, kind in rows.order_by("start").values_list("start", "end", slug, kind)
    )


def _named_entities(mentions: tuple[LinkedMention, ...]) -> tuple[EntityCard, ...]:
    times: dict[str, int] = {}
    for mention in mentions:
        times[mention.entity] = times.get(mention.entity, 0) + 1
    cards = _entity_cards(Entity.objects.filter(slug__in=times))
    return tuple(sorted(cards, key=lambda card: (-times[card.slug], card.name)))


def related(slug: str, count: int = 3) -> tuple[ArticleCard, ...]:
    """The articles of the same language that share most of what this one is about.

    Shared entities weigh by how few articles name them (inverse frequency), shared
    tags likewise. Never the article itself, a copy or another wording of it (what shares
    its translation key), nor a chapter of its series, which its page lists anyway.
    """
    row = public_articles().filter(slug=slug).select_related("current").first()
    if row is None:
        return ()
    scores = shared_scores(row, public_articles())
    pool = sorted(scores, key=lambda id_: (-scores[id_], -id_))[:RELATED_POOL]
    texts = dict(public_articles().filter(id__in=pool).values_list("id", "current__text"))
    kept: list[int] = []
    seen = [row.current.text]
    for id_ in pool:
        if not any(rendering.is_copy(texts[id_], other) for other in seen):
            kept.append(id_)
            seen.append(texts[id_])
        if len(kept) == count:
            break
    cards = cards_by_id(kept)
    return tuple(cards[id_] for id_ in kept)


# --- terms ----------------------------------------------------------------


def _current_public(prefix: str, languages: tuple[str, ...]) -> Q:
    wanted = Q(**{f"{prefix}article__public": True})
    # Only the version that stands counts.
    wanted &= Q(**{f"{prefix}id__in": public_articles().values("current")})
    if languages:
        wanted &= Q(**{f"{prefix}article__language__in": languages})
    return wanted


def tags(languages: tuple[str, ...] = (), limit: int = 500) -> tuple[TermRef, ...]:
    """The tags in use, most used first."""
    rows = Tag.objects.annotate(
        times=Count("versions", filter=_current_public("versions__", languages))
    )
    rows = rows.filter(times__gt=0).order_by("-times", "slug")[:limit]
    return tuple(TermRef(t.slug, t.name, t.description, t.times) for t in rows)


def authors(languages: tuple[str, ...] = (), limit: int = 500) -> tuple[TermRef, ...]:
    """The authors, most articles first."""
    rows = Author.objects.annotate(
        times=Count("versions", filter=_current_public("versions__", languages))
    )
    rows = rows.filter(times__gt=0).order_by("-times", "slug")[:limit]
    return tuple(TermRef(a.slug, a.name, a.bio, a.times) for a in rows)


def tag(slug: str) -> TermRef | None:
    """The tag, if a public article has it; `count` is 0 here (the listing has it)."""
    row = Tag.objects.filter(slug=slug, versions__in=public_articles().values("current")).first()
    return TermRef(row.slug, row.name, row.description) if row else None


def author(slug: str) -> TermRef | None:
    """The author, if a public article has it; `description` is the biography."""
    row = Author.objects.filter(slug=slug, versions__in=public_articles().values("current")).first()
    return TermRef(row.slug, row.name, row.bio) if row else None


def types(languages: tuple[str, ...] = ()) -> tuple[TermRef, ...]:
    """The article types in use with their names as the articles write them."""
    rows = chosen_articles(Filter(languages=languages)).exclude(type="")
    rows = rows.values_list("type").annotate(Min("current__type"), Count("id")).order_by("type")
    return tuple(TermRef(slug, name, "", times) for slug, name, times in rows)


def sections(languages: tuple[str, ...] = ()) -> tuple[TermRef, ...]:
    """The section paths in use; `name` is the last part as the articles write it."""
    rows = chosen_articles(Filter(languages=languages)).exclude(section_path="")
    counted = rows.values_list("section_path").annotate(Count("id"), Max("current_id"))
    found = list(counted.order_by("section_path"))
    samples = dict(
        ArticleVersion.objects.filter(id__in=[id_ for _, _, id_ in found]).values_list(
            "id", "section"
        )
    )
    return tuple(TermRef(path, samples[id_][-1], "", times) for path, times, id_ in found)


def months(languages: tuple[str, ...] = ()) -> tuple[MonthCount, ...]:
    """The months that have articles, newest first."""
    rows = chosen_articles(Filter(languages=languages)).filter(published_on__isnull=False)
    rows = rows.annotate(y=ExtractYear("published_on"), m=ExtractMonth("published_on"))
    counted = rows.order_by("-y", "-m").values_list("y", "m").annotate(Count("id"))
    return tuple(MonthCount(y, m, times) for y, m, times in counted)


# --- entities -------------------------------------------------------------


def shown_entities() -> QuerySet[Entity]:
    """The entities that may have a page: public, not merged into another, and named in an
    article that may be seen."""
    return Entity.objects.filter(public=True, redirect_to=None, article_count__gt=0)


def _entity_cards(rows: Iterable[Entity]) -> list[EntityCard]:
    found = list(rows)
    reviewed = reviewed_entities(entity.key for entity in found)
    return [rendering.entity_card(entity, entity.key in reviewed) for entity in found]


def entities(
    type: str = "", country: str = "", page: int = 1, per_page: int = PER_PAGE
) -> Listing[EntityCard]:
    """The public entities, those named in most articles first."""
    chosen = shown_entities()
    if type:
        chosen = chosen.filter(type=type)
    if country:
        chosen = chosen.filter(country=country)
    page = max(1, page)
    start = (page - 1) * per_page
    rows = chosen.order_by("-article_count", "name", "id")[start : start + per_page]
    return Listing(_entity_cards(rows), page, per_page, chosen.count())


def entity_cards_by_id(ids: Iterable[int]) -> dict[int, EntityCard]:
    """The public ones among the entities with these numbers (search hits)."""
    rows = shown_entities().filter(id__in=list(ids))
    return {card.id: card for card in _entity_cards(rows)}


def moved_entity(slug: str) -> str | None:
    """The slug of the entity that the one under `slug` was merged into, if it was."""
    return (
        Entity.objects.filter(slug=slug, redirect_to__public=True)
        .values_list("redirect_to__slug", flat=True)
        .first()
    )


def entity_called(name: str, slug: str) -> EntityCard | None:
    """The public entity under `slug`, or else the one that the authority knows as `name`,
    in either language, when that is one alone."""
    shown = shown_entities()
    found = shown.filter(slug=slug).first()
    if found is None:
        ids = ids_of(name)
        known = Q(authority=ids[0]) | Q(redirects__authority=ids[0]) if len(ids) == 1 else None
        found = shown.filter(known).first() if known else None
    return _entity_cards([found])[0] if found else None


def entity(slug: str) -> EntityRecord | None:
    """The entity under `slug`; None when there is none that may be seen."""
    row = shown_entities().filter(slug=slug).first()
    if row is None:
        return None
    ids = parts(row)
    seen = _mentions_of(ids).aggregate(
        times=Count("id"),
        articles=Count("version__article", distinct=True),
        first=Min("version__published_on"),
        last=Max("version__published_on"),
    )
    names = Name.objects.filter(entity__in=ids).order_by("-kind", "text")
    called = {n.text: NameRef(n.text, n.kind, n.language) for n in reversed(names)}
    return EntityRecord(
        id=row.id,
        key=row.key,
        slug=row.slug,
        name=row.name,
        type=EntityType(row.type),
        country=row.country,
        authority=row.authority,
        reviewed=row.key in reviewed_entities([row.key]),
        names=tuple(reversed(called.values())),
        article_count=seen["articles"],
        mention_count=seen["times"],
        first_published=seen["first"].isoformat() if seen["first"] else "",
        last_published=seen["last"].isoformat() if seen["last"] else "",
        companions=_companions(ids),
        spanish=rendering.spanish_name(row),
    )


def _mentions_of(ids: list[int]) -> QuerySet[Mention]:
    """Where the rows of an identity are named, in articles as they stand."""
    return Mention.objects.filter(entity__in=ids, version__in=public_articles().values("current"))


def _companions(ids: list[int]) -> tuple[EntityCard, ...]:
    versions = _mentions_of(ids).values("version")
    counted = dict(
        Mention.objects.filter(version__in=versions, entity__public=True)
        .exclude(entity__in=ids)
        .order_by()
        .annotate(whole=whole_id("entity__"))
        .values_list("whole")
        .annotate(shared=Count("version", distinct=True))
        .order_by("-shared", "whole")[:COMPANIONS]
    )
    cards = entity_cards_by_id(counted)
    return tuple(
        rendering.with_count(cards[id_], shared) for id_, shared in counted.items() if id_ in cards
    )


def mentions(slug: str, page: int = 1, per_page: int = PER_PAGE) -> Listing[MentionInContext]:
    """An entity's first mention in each article, with its sentence, newest article first."""
    page = max(1, page)
    row = shown_entities().filter(slug=slug).first()
    if row is None:
        return Listing((), page, per_page, 0)
    ids = parts(row)
    firsts = _mentions_of(ids).values("version").annotate(first=Min("start"))
    total = firsts.count()
    start = (page - 1) * per_page
    ordered = firsts.order_by("-version__published_on", "-version__article_id")
    chosen = {m["version"]: m["first"] for m in ordered[start : start + per_page]}
    rows = Mention.objects.filter(entity__in=ids, version__in=chosen)
    rows = rows.select_related("version")
    spans = {m.version_id: m for m in rows.order_by("start").reverse()}
    cards = {card.id: card for card in cards_of(Article.objects.filter(current__in=list(chosen)))}
    items = [
        rendering.in_context(spans[id_], cards[spans[id_].version.article_id]) for id_ in chosen
    ]
    return Listing(items, page, per_page, total)


# --- counts ---------------------------------------------------------------


def counts() -> Counts:
    """How much the public part of the archive holds."""
    named = shown_entities()
    by_type = tuple(named.order_by("type").values_list("type").annotate(Count("id")))
    current = public_articles().values("current")
    return Counts(
        articles=public_articles().count(),
        entities=sum(times for _, times in by_type),
        mentions=Mention.objects.filter(entity__public=True, version__in=current).count(),
        claims=Claim.objects.filter(public=True, version__in=current).count(),
        events=Event.objects.filter(public=True, version__in=current).count(),
        relations=Relation.objects.filter(public=True, version__in=current).count(),
        entities_by_type=by_type,
    )
