"""The front page, and what makes the site the newsroom's own: its colour and logo."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careo.values import EntityType
from careo.web.records import gate
from careo.web.site import look as looks
from careo.web.site import presenting, reads
from careo.web.site.editions import Edition, other
from careo.web.site.entity_kinds import BY_TYPE
from careo.web.site.kinds import kind_of
from careo.web.site.values import Card, EntityLink, NamedLink
from careo.web.site.views.common import shown

BESIDE = 2
SIDE = 3
LATEST = 6
FRONT = 1 + BESIDE + SIDE + LATEST
SPARE = 8
"""Read beside, for when some are repeats of others."""
LEAD_EXCERPT = 320
NAMES = 6
NAME_LISTS = 3
NAMED = (EntityType.PERSON, EntityType.GROUP, EntityType.AGENCY, EntityType.PLACE)
TAGS = 24


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest article leads; what is not news stands at the end."""
    edition = request.edition
    found = reads.news(edition, 1, FRONT + SPARE).items
    front = presenting.without_repeats(found)[:FRONT]
    cards = presenting.cards(edition, front)
    context = {
        "lead": presenting.card(edition, front[0], LEAD_EXCERPT) if front else None,
        "beside": cards[1 : 1 + BESIDE],
        "side": cards[1 + BESIDE : 1 + BESIDE + SIDE],
        "latest": cards[1 + BESIDE + SIDE :],
        "alternate": other(edition).address("home"),
        "about": presenting.cards(edition, reads.organization(edition, 3)),
    }
    if cards:
        context |= _below(edition, cards)
    else:
        context["elsewhere"] = reads.news(other(edition), 1, 1).total
    return shown(request, "home", context)


def _below(edition: Edition, already: list[Card]) -> dict[str, object]:
    kind = kind_of("investigation")
    series = presenting.cards(edition, reads.of_types(edition, kind.all_slugs, 1, 6).items)
    front = {card.href for card in already}
    tags = gate.tags(reads.languages_of(edition), TAGS)
    names = _names(edition)
    return {
        "investigations": [card for card in series if card.href not in front][:3],
        "investigations_href": edition.address("type", slug=kind.slugs[edition.code]),
        "names": names,
        "names_marked": all(not link.reviewed for _title, found in names for link in found),
        "tags": [presenting.tag_link(edition, tag) for tag in tags],
    }


def _names(edition: Edition) -> list[tuple[NamedLink, list[EntityLink]]]:
    """The most often named of the first three kinds that anybody is named of."""
    lists = []
    for kind in (BY_TYPE[type_] for type_ in NAMED):
        found = gate.entities(type=str(kind.type), per_page=NAMES).items
        if found:
            href = edition.address("database_kind", kind=kind.slug(edition.code))
            title = NamedLink(str(kind.many), href)
            lists.append((title, presenting.entity_links(edition, found)))
    return lists[:NAME_LISTS]


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """`look.css`: the site's own colour, made readable."""
    response = HttpResponse(looks.stylesheet(looks.look().accent), content_type="text/css")
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The newsroom's logo, a picture in the archive's media folder."""
    path = looks.logo_file(looks.look().logo, Path(settings.MEDIA_ROOT))
    if path is None:
        raise Http404("logo")
    response = HttpResponse(path.read_bytes(), content_type=looks.LOGO_TYPES[path.suffix.lower()])
    # A drawing opened by itself is a document; this one may do nothing but be seen.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=3600"
    return response
