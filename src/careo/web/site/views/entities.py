"""The names in the archive: an index by kind, and a page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careo.values import EntityType
from careo.web.records import gate
from careo.web.records.public import EntityRecord
from careo.web.site import presenting
from careo.web.site.countries import country_name
from careo.web.site.editions import Edition, other
from careo.web.site.entity_kinds import BY_SLUG, BY_TYPE, ENTITY_KINDS
from careo.web.site.values import NamedLink
from careo.web.site.views.common import checked, page_of, shown

PER_INDEX_PAGE = 60


def _tabs(edition: Edition) -> list[NamedLink]:
    counts = dict(gate.counts().entities_by_type)
    tabs = [NamedLink(_("All"), edition.address("database"), sum(counts.values()))]
    for kind in ENTITY_KINDS:
        if counts.get(str(kind.type)):
            href = edition.address("database_kind", kind=kind.slug(edition.code))
            tabs.append(NamedLink(str(kind.many), href, counts[str(kind.type)]))
    return tabs


@require_safe
def index(request: HttpRequest, kind: str = "", number: int | None = None) -> HttpResponse:
    """Everybody and everything named, most often named first; `kind` narrows it."""
    edition = request.edition
    chosen = BY_SLUG.get(kind)
    if kind and (chosen is None or chosen.slug(edition.code) != kind):
        raise Http404("kind")
    page = 1 if number is None else checked(number)
    found = gate.entities(str(chosen.type) if chosen else "", "", page, PER_INDEX_PAGE)
    items = presenting.entity_links(edition, found.items)
    trail = [NamedLink(_("Database"), edition.address("database"))]
    counterpart = other(edition)
    alternate = counterpart.address("database")
    name, parts = "database", {}
    if chosen:
        trail.append(NamedLink(str(chosen.many)))
        alternate = counterpart.address("database_kind", kind=chosen.slug(counterpart.code))
        name, parts = "database_kind", {"kind": kind}
    tabs = _tabs(edition)
    context = {
        "page": page_of(found, items, edition, name, **parts),
        "tabs": tabs,
        "current": edition.address(name, **parts),
        "heading": str(chosen.many) if chosen else _("Database"),
        "crumbs": presenting.crumbs(edition, *trail),
        "alternate": alternate,
    }
    return shown(request, "entities", context)


@require_safe
def entity(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """One name: what it is, and every article that mentions it, with the sentence."""
    edition = request.edition
    record = gate.entity(slug)
    if record is None:
        moved = gate.moved_entity(slug)
        if moved:
            return HttpResponsePermanentRedirect(presenting.entity_path(edition, moved))
        raise Http404("entity")
    page = 1 if number is None else checked(number)
    found = gate.mentions(slug, page)
    items = [(m, presenting.card(edition, m.article)) for m in found.items]
    kind = BY_TYPE[record.type]
    kind_link = NamedLink(
        str(kind.many), edition.address("database_kind", kind=kind.slug(edition.code))
    )
    trail = [NamedLink(_("Database"), edition.address("database")), kind_link]
    name = record.name_in(edition.code)
    context = {
        "entity": record,
        "name": name,
        "kind": str(kind.one),
        "kind_link": kind_link,
        "country": _country(record, edition),
        "names": _other_names(record, name),
        "page": page_of(found, items, edition, "entity", slug=slug),
        "companions": presenting.entity_links(edition, record.companions),
        "crumbs": presenting.crumbs(edition, *trail, NamedLink(name)),
        "alternate": other(edition).address("entity", slug=slug),
    }
    return shown(request, "entity", context)


def _country(record: EntityRecord, edition: Edition) -> str:
    name = country_name(record.country, edition.code)
    own = record.name_in(edition.code)
    return "" if record.type is EntityType.PLACE and name in (own, record.name) else name


def _other_names(record: EntityRecord, shown: str) -> list[str]:
    """The ways it is called beside the name shown, each once."""
    others = [record.name, record.spanish, *(name.text for name in record.names)]
    names = {name.casefold(): name for name in reversed(others) if name}
    names.pop(shown.casefold(), None)
    return list(names.values())[::-1]
