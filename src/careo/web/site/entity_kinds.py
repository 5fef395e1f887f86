"""The types of entities: their names, and their words in each edition's addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careo.values import EntityType


@dataclass(frozen=True, slots=True)
class EntityKind:
    """`slugs` by language of the edition."""

    type: EntityType
    one: Promise
    many: Promise
    slugs: tuple[tuple[str, str], tuple[str, str]]

    def slug(self, language: str) -> str:
        """The word for this kind in the addresses of the edition."""
        return dict(self.slugs)[language]


def _kind(type_: EntityType, one: Promise, many: Promise, en: str, es: str) -> EntityKind:
    return EntityKind(type_, one, many, (("en", en), ("es", es)))


ENTITY_KINDS = (
    _kind(EntityType.PERSON, _("Person"), _("People"), "people", "personas"),
    _kind(EntityType.GROUP, _("Group"), _("Groups"), "groups", "grupos"),
    _kind(EntityType.AGENCY, _("Agency"), _("Agencies"), "agencies", "agencias"),
    _kind(EntityType.COMPANY, _("Company"), _("Companies"), "companies", "empresas"),
    _kind(EntityType.OUTLET, _("News outlet"), _("News outlets"), "outlets", "medios"),
    _kind(EntityType.ORG, _("Organization"), _("Organizations"), "organizations", "organizaciones"),
    _kind(EntityType.PLACE, _("Place"), _("Places"), "places", "lugares"),
)

BY_TYPE = {kind.type: kind for kind in ENTITY_KINDS}
BY_SLUG = {slug: kind for kind in ENTITY_KINDS for _language, slug in kind.slugs}
