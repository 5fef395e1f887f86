"""What every template gets: the newsroom's look, the edition, the way around."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from careo.web.site.editions import Edition, edition_of_path, other
from careo.web.site.kinds import kind_of
from careo.web.site.look import base_url, look
from careo.web.site.values import NamedLink

IN_NAVIGATION = ("brief", "analysis", "investigation")


def navigation(edition: Edition) -> list[NamedLink]:
    """The sections in the bar under the masthead."""
    links = [NamedLink(_("News"), edition.address("news"))]
    for slug in IN_NAVIGATION:
        kind = kind_of(slug)
        href = edition.address("type", slug=kind.slugs[edition.code])
        links.append(NamedLink(kind.many[edition.code], href))
    links.append(NamedLink(_("Database"), edition.address("database")))
    links.append(NamedLink(_("Countries"), edition.address("countries")))
    links.append(NamedLink(_("Tags"), edition.address("tags")))
    links.append(NamedLink(_("Archive"), edition.address("archive")))
    return links


def newsroom(request: HttpRequest) -> dict[str, Any]:
    """For every page. One that has a counterpart in the other edition sets
    `alternate` itself, or `switch` when the two are not to be told to search engines as
    one page; others lead to its front page."""
    edition = getattr(request, "edition", None) or edition_of_path(request.path)
    counterpart = other(edition)
    base = base_url(request)
    return {
        "look": look(),
        "edition": edition,
        "counterpart": counterpart,
        "counterpart_home": counterpart.address("home"),
        "nav": navigation(edition),
        "base_url": base,
        "canonical": base + request.path,
        "path": request.path,
        "search_limit": 200,
    }
