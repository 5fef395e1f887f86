"""Kinds of articles: what they are called in either edition, and in its addresses.

The archive keeps each article's type as its source has it ("Brief", "Briefs", "Breve");
a kind gathers the ways one type is written, so that both editions list the same thing.
A type that is not listed here is a kind of its own, named as its source names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.text import slugify


@dataclass(frozen=True, slots=True)
class Kind:
    """`one` and `many` are names by language, `slugs` the slug in each edition's
    addresses, `also` further slugs that sources use for it."""

    one: Mapping[str, str]
    many: Mapping[str, str]
    slugs: Mapping[str, str]
    also: frozenset[str] = frozenset()
    organization: bool = False
    """About the newsroom itself; not news."""

    @property
    def all_slugs(self) -> frozenset[str]:
        return self.also | frozenset(self.slugs.values())


def _kind(en: tuple[str, str], es: tuple[str, str], *also: str, organization: bool = False) -> Kind:
    names = {"en": en, "es": es}
    one = {code: pair[0] for code, pair in names.items()}
    many = {code: pair[1] for code, pair in names.items()}
    slugs = {code: slugify(pair[0]) for code, pair in names.items()}
    plural = frozenset(slugify(pair[1]) for pair in names.values())
    return Kind(
        MappingProxyType(one), MappingProxyType(many), MappingProxyType(slugs),
        plural | frozenset(also), organization,
    )  # fmt: skip


KINDS = (
    _kind(("News", "News"), ("Noticia", "Noticias"), "post", "article", "articulo"),
    _kind(("Brief", "Briefs"), ("Breve", "Breves"), "news-briefs", "noticias-breves"),
    _kind(("Analysis", "Analysis"), ("Análisis", "Análisis"), "news-analysis"),
    _kind(("Investigation", "Investigations"), ("Investigación", "Investigaciones")),
    _kind(("Feature", "Features"), ("Reportaje", "Reportajes")),
    _kind(("Interview", "Interviews"), ("Entrevista", "Entrevistas")),
    _kind(("Profile", "Profiles"), ("Perfil", "Perfiles")),
    _kind(("Opinion", "Opinion"), ("Opinión", "Opinión"), "commentary", "comentario"),
    _kind(
        ("The Organization", "The Organization"), ("La organización", "La organización"),
        "about-us", "organization", organization=True,
    ),
    _kind(
        ("Work With Us", "Work With Us"), ("Trabaja con nosotros", "Trabaja con nosotros"),
        "jobs", "openings", "trabaje-con-nosotros", organization=True,
    ),
)  # fmt: skip

_BY_SLUG = {slug: kind for kind in KINDS for slug in kind.all_slugs}

ORGANIZATION_SLUGS = frozenset(
    slug for kind in KINDS if kind.organization for slug in kind.all_slugs
)
"""Types that listings of news leave out."""


def kind_of(slug: str, name: str = "") -> Kind:
    """The kind that `slug` belongs to; for one we do not know, a kind of its own."""
    known = _BY_SLUG.get(slug)
    if known:
        return known
    shown = name or slug.replace("-", " ").capitalize()
    names = MappingProxyType({"en": shown, "es": shown})
    return Kind(names, names, MappingProxyType({"en": slug, "es": slug}))
