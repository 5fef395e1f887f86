"""Reads that only the site makes, over the gate's own querysets.

They see what the gate lets through and nothing else: each begins with the gate's
articles and returns the gate's values.
"""

from __future__ import annotations

from collections.abc import Iterable

from careo.web.records import gate
from careo.web.records.countries import countries_of
from careo.web.records.public import ArticleCard, Filter, Listing, SeriesCount
from careo.web.site.editions import EN, Edition, other
from careo.web.site.kinds import ORGANIZATION_SLUGS

RELATED = 3
PER_PAGE = gate.PER_PAGE


def filter_of(edition: Edition, **wanted: object) -> Filter:
    """A filter for what `edition` carries: Spanish articles, or all the others."""
    if edition is EN:
        return Filter(other_than=("es",), **wanted)
    return Filter(languages=("es",), **wanted)


def news(edition: Edition, page: int = 1, per_page: int = PER_PAGE) -> Listing[ArticleCard]:
    """All but the newsroom's posts about itself, newest first."""
    chosen = gate.chosen_articles(filter_of(edition)).exclude(type__in=ORGANIZATION_SLUGS)
    return _page(chosen, page, per_page)


def of_types(
    edition: Edition, types: Iterable[str], page: int = 1, per_page: int = PER_PAGE
) -> Listing[ArticleCard]:
    """Articles of any of these types, newest first."""
    chosen = gate.chosen_articles(filter_of(edition)).filter(type__in=list(types))
    return _page(chosen, page, per_page)


def chapters(edition: Edition, key: str) -> tuple[ArticleCard, ...]:
    """The chapters of a series that `edition` carries, in their order."""
    return gate.chapters(filter_of(edition, series=key))


def series(edition: Edition) -> tuple[SeriesCount, ...]:
    """The series that `edition` carries, the newest first."""
    return gate.series(filter_of(edition))


def countries(edition: Edition) -> frozenset[str]:
    """The codes of the countries that the edition's articles are about."""
    return countries_of(gate.chosen_articles(filter_of(edition)))


def organization(edition: Edition, count: int) -> list[ArticleCard]:
    """The newest posts about the newsroom and its openings; the other edition's when
    this one has none, since a newsroom often speaks of itself in one language only."""
    posts = of_types(edition, ORGANIZATION_SLUGS, 1, count).items
    return list(posts or of_types(other(edition), ORGANIZATION_SLUGS, 1, count).items)


def _page(chosen, page: int, per_page: int) -> Listing[ArticleCard]:
    page = max(1, page)
    start = (page - 1) * per_page
    return Listing(gate.cards_of(chosen[start : start + per_page]), page, per_page, chosen.count())


def related(slug: str, title: str) -> list[ArticleCard]:
    """Articles about the same, best first, none of them under the same title."""
    others = gate.related(slug, RELATED * 2)
    own = title.casefold().strip()
    return [card for card in others if card.title.casefold().strip() != own]


def languages_of(edition: Edition) -> tuple[str, ...]:
    """The languages whose articles `edition` carries, of those that the archive holds."""
    held = set(gate.public_articles().order_by().values_list("language", flat=True).distinct())
    if edition is EN:
        return tuple(sorted(held - {"es"})) or ("en",)
    return ("es",)


def type_name(slug: str) -> str:
    """What the articles of a type call it; "" when there are none."""
    row = gate.public_articles().filter(type=slug).values_list("current__type", flat=True).first()
    return row or ""


def section_name(path: str) -> str:
    """The name of the section under a path of slugs; "" when no article is in it."""
    depth = path.count("/")
    chosen = gate.chosen_articles(Filter(section=path))
    found = chosen.values_list("current__section", flat=True).first()
    return str(found[depth]) if found and len(found) > depth else ""


def slugs_by_title(titles: Iterable[str], language: str) -> dict[str, str]:
    """The slugs of the articles in `language` under these titles, the newest of each."""
    titles = list(titles)
    if not titles:
        return {}
    found = gate.public_articles().filter(language=language, current__title__in=titles)
    return dict(found.order_by("published_on", "id").values_list("current__title", "slug"))
