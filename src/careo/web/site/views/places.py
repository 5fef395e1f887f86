"""Articles by country."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careo.web.records import gate
from careo.web.records.countries import countries as known_countries
from careo.web.site import presenting, reads
from careo.web.site.countries import country_codes, country_name, country_slug
from careo.web.site.editions import other
from careo.web.site.values import NamedLink
from careo.web.site.views.common import shown
from careo.web.site.views.listings import listing, page_number


@require_safe
def country(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What is filed under a country's name, or names it."""
    edition, counterpart = request.edition, other(request.edition)
    code = country_codes(edition.code).get(slug, "")
    if code not in known_countries():
        raise Http404("country")
    found = gate.articles(reads.filter_of(edition, country=code), page_number(number))
    elsewhere = gate.articles(reads.filter_of(counterpart, country=code), per_page=1).total
    if not (found.total or elsewhere):
        raise Http404("country")
    there = counterpart.address("country", slug=country_slug(code, counterpart.code))
    known = known_countries()[code]
    profile = gate.entity_called(known.en, "")
    extra = {
        "over": _("Country"),
        "description": _("Filed under this country or naming it."),
        "machine": bool(profile and not profile.reviewed),
        "alternate": there if elsewhere else "",
        "profile": NamedLink(
            profile.name_in(edition.code), presenting.entity_path(edition, profile.slug)
        )
        if profile
        else None,
    }
    name = country_name(code, edition.code)
    return listing(request, found, name, ("country", {"slug": slug}), extra)


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """The countries that this edition's articles are about."""
    edition = request.edition
    found = sorted(
        (country_name(code, edition.code), country_slug(code, edition.code))
        for code in reads.countries(edition)
    )
    context = {
        "countries": [NamedLink(n, edition.address("country", slug=slug)) for n, slug in found],
        "crumbs": presenting.crumbs(edition, NamedLink(_("Countries"))),
        "alternate": other(edition).address("countries"),
    }
    return shown(request, "countries", context)
