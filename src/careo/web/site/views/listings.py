"""Lists of articles: all news, by kind, section, tag, author and month. Ten a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careo.web.records import gate
from careo.web.records.public import ArticleCard, Listing, TermRef
from careo.web.site import presenting, reads
from careo.web.site.dates import month_name, month_short
from careo.web.site.editions import Edition, other
from careo.web.site.kinds import KINDS, kind_of
from careo.web.site.values import NamedLink
from careo.web.site.views.common import checked, page_of, shown

SUBJECTS = 16


def page_number(number: int | None) -> int:
    return 1 if number is None else checked(number)


def listing(
    request: HttpRequest,
    found: Listing[ArticleCard],
    heading: str,
    address: tuple[str, Mapping[str, object]],
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    edition = request.edition
    name, parts = address
    items = presenting.cards(edition, found.items)
    trail = [NamedLink(heading, edition.address(name, **parts))]
    context = {
        "heading": heading,
        "page": page_of(found, items, edition, name, **parts),
        "crumbs": presenting.crumbs(edition, *trail),
        "subjects": _subjects(edition),
        **(extra or {}),
    }
    return shown(request, "listing", context)


def _subjects(edition: Edition) -> list[NamedLink]:
    found = gate.tags(reads.languages_of(edition), SUBJECTS)
    return [NamedLink(t.name, edition.address("tag", slug=t.slug), t.count) for t in found]


def _profile(edition: Edition, term: TermRef) -> NamedLink | None:
    """The name in the database that a tag is called like."""
    found = gate.entity_called(term.name, term.slug)
    if found is None:
        return None
    return NamedLink(found.name_in(edition.code), presenting.entity_path(edition, found.slug))


def _counterpart(edition: Edition, name: str, slug: str) -> str:
    """The listing in `edition`, unless it is empty there."""
    held = gate.articles(reads.filter_of(edition, **{name: slug}), per_page=1).total
    return edition.address(name, slug=slug) if held else ""


@require_safe
def news(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Everything but the newsroom's posts about itself."""
    found = reads.news(request.edition, page_number(number))
    extra = {"alternate": other(request.edition).address("news")}
    return listing(request, found, _("News"), ("news", {}), extra)


@require_safe
def type_(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """One kind of article, under the edition's own word for it."""
    edition = request.edition
    name = reads.type_name(slug)
    kind = kind_of(slug, name)
    if kind not in KINDS and not name:
        raise Http404("type")
    wanted = kind.slugs[edition.code]
    if slug != wanted:
        return HttpResponsePermanentRedirect(edition.address("type", slug=wanted))
    found = reads.of_types(edition, kind.all_slugs, page_number(number))
    counterpart = other(edition)
    extra = {"alternate": counterpart.address("type", slug=kind.slugs[counterpart.code])}
    if kind is kind_of("investigation"):
        extra["series"] = series_links(edition)
    return listing(request, found, kind.many[edition.code], ("type", {"slug": slug}), extra)


@require_safe
def section(request: HttpRequest, path: str, number: int | None = None) -> HttpResponse:
    """A section of the archive as its sources name it."""
    name = reads.section_name(path)
    if not name:
        raise Http404("section")
    found = gate.articles(reads.filter_of(request.edition, section=path), page_number(number))
    return listing(request, found, name, ("section", {"path": path}))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The chapters of one series, in their order."""
    edition = request.edition
    found = reads.chapters(edition, slug)
    elsewhere = bool(reads.chapters(other(edition), slug))
    ref = found[0].series if found else None
    if ref is None and elsewhere:
        return HttpResponseRedirect(other(edition).address("series", slug=slug))
    if ref is None:
        raise Http404("series")
    of = max((card.series.of or 0 for card in found if card.series), default=0)
    context = {
        "heading": ref.title,
        "chapters": presenting.cards(edition, found),
        "of": of if of > len(found) else None,
        "crumbs": presenting.crumbs(
            edition, NamedLink(_("Series"), edition.address("all_series")), NamedLink(ref.title)
        ),
        "alternate": other(edition).address("series", slug=slug) if elsewhere else "",
    }
    return shown(request, "series", context)


@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    """Every series that has a chapter in this edition."""
    edition = request.edition
    context = {
        "series": series_links(edition),
        "crumbs": presenting.crumbs(edition, NamedLink(_("Series"))),
        "alternate": other(edition).address("all_series"),
    }
    return shown(request, "all_series", context)


def series_links(edition: Edition) -> list[NamedLink]:
    """The series of an edition, with the number of their chapters."""
    return [
        NamedLink(link.name, link.href, found.count)
        for found in reads.series(edition)
        if (link := presenting.series_link(edition, found.series))
    ]


@require_safe
def tag(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What is filed under a tag."""
    term = gate.tag(slug)
    if term is None:
        raise Http404("tag")
    found = gate.articles(reads.filter_of(request.edition, tag=slug), page_number(number))
    extra = {
        "over": _("Tag"),
        "profile": _profile(request.edition, term),
        "description": term.description,
        "alternate": _counterpart(other(request.edition), "tag", slug),
    }
    return listing(request, found, term.name, ("tag", {"slug": slug}), extra)


@require_safe
def author(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What somebody has signed."""
    term = gate.author(slug)
    if term is None:
        raise Http404("author")
    found = gate.articles(reads.filter_of(request.edition, author=slug), page_number(number))
    extra = {
        "over": _("Author"),
        "description": term.description,
        "alternate": _counterpart(other(request.edition), "author", slug),
    }
    return listing(request, found, term.name, ("author", {"slug": slug}), extra)


@require_safe
def month(request: HttpRequest, year: int, month: int, number: int | None = None) -> HttpResponse:
    """What was published in a month."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        raise Http404("month")
    parts = {"year": year, "month": month}
    address = request.edition.address("month", **parts)
    if not request.path.startswith(address):  # "03" for "3"
        return HttpResponsePermanentRedirect(address)
    wanted = reads.filter_of(request.edition, year=year, month=month)
    found = gate.articles(wanted, page_number(number))
    counterpart = other(request.edition)
    elsewhere = gate.articles(
        reads.filter_of(counterpart, year=year, month=month), per_page=1
    ).total
    if not (found.total or elsewhere):
        raise Http404("month")
    extra = {"alternate": counterpart.address("month", **parts) if elsewhere else ""}
    return listing(request, found, month_name(year, month), ("month", parts), extra)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every month that has articles."""
    edition = request.edition
    years: dict[int, list[NamedLink]] = defaultdict(list)
    for found in reversed(gate.months(reads.languages_of(edition))):
        href = edition.address("month", year=found.year, month=found.month)
        years[found.year].append(NamedLink(month_short(found.month), href, found.count))
    context = {
        "years": sorted(years.items(), reverse=True),
        "crumbs": presenting.crumbs(edition, NamedLink(_("Archive"))),
        "alternate": other(edition).address("archive"),
    }
    return shown(request, "archive", context)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """The tags in use, most used first."""
    edition = request.edition
    found = gate.tags(reads.languages_of(edition))
    links = [NamedLink(t.name, edition.address("tag", slug=t.slug), t.count) for t in found]
    context = {
        "tags": links,
        "crumbs": presenting.crumbs(edition, NamedLink(_("Tags"))),
        "alternate": other(edition).address("tags"),
    }
    return shown(request, "tags", context)
