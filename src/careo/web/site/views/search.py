"""Search over articles and names. The whole question is in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careo.authority.folding import folded
from careo.errors import QueryError, SearchError
from careo.web.records.public import Listing
from careo.web.records.search.finding import Found, FoundArticle, FoundEntity, find
from careo.web.records.search.port import MAX_QUERY, Facet, Kind, Query, Segment, Sort
from careo.web.site import presenting
from careo.web.site.editions import EDITIONS, Edition, other
from careo.web.site.excerpts import ELLIPSIS
from careo.web.site.kinds import kind_of
from careo.web.site.values import NamedLink, Page
from careo.web.site.views.common import MAX_PAGE, shown

NARROWED_BY = ("language", "type", "year")
VALUES_SHOWN = 8
VALUE_LIMIT = 120
WORD = re.compile(r"\w+")
BETWEEN = re.compile(r"(\W+)")
SENTENCE_ENDS = (".", "!", "?", "…", "”", "»", '"')


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as its address puts it; values that make no sense are left out."""

    text: str = ""
    kind: Kind = Kind.ARTICLE
    newest: bool = False
    page: int = 1
    facets: Mapping[str, str] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """The address that asks this."""
        pairs: list[tuple[str, str]] = [("q", self.text)]
        if self.kind is Kind.ENTITY:
            pairs.append(("in", "names"))
        if self.newest:
            pairs.append(("sort", "date"))
        pairs += [(name, value) for name, value in sorted(self.facets.items()) if value]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"{path}?{urlencode(pairs)}"


def asked(parameters: Mapping[str, str]) -> Asked:
    """Reads the parameters of the address; nothing in them can be an error."""
    page = parameters.get("page", "1")
    facets = {name: parameters.get(name, "")[:VALUE_LIMIT].strip() for name in NARROWED_BY}
    return Asked(
        " ".join(parameters.get("q", "").replace("\0", " ").split())[: MAX_QUERY + 1],
        Kind.ENTITY if parameters.get("in") == "names" else Kind.ARTICLE,
        parameters.get("sort") == "date",
        int(page) if page.isascii() and page.isdigit() and 0 < int(page[:9]) <= MAX_PAGE else 1,
        {name: value for name, value in facets.items() if value},
    )


def _query(question: Asked) -> Query:
    return Query(
        text=question.text,
        kind=question.kind,
        facets=question.facets if question.kind is Kind.ARTICLE else {},
        sort=Sort.DATE if question.newest else Sort.RELEVANCE,
        page=question.page,
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The hits, or what to do when there are none."""
    edition = request.edition
    question = asked(request.GET)
    path = edition.address("search")
    context = {
        "question": question,
        "query_limit": MAX_QUERY,
        "names": question.kind is Kind.ENTITY,
        "tabs": _tabs(question, path),
        "canonical": "",
        "switch": _elsewhere(edition, question),
        "heading": _("Search"),
    }
    status = 200
    if question.text:
        try:
            context |= _answer(edition, question, path)
        except QueryError:
            context["problem"] = _("That search is too long, or has no word to look for.")
            status = 400
        except SearchError:
            context["problem"] = _("The search cannot answer just now. Please try again later.")
            status = 503
    response = shown(request, "search", context)
    response.status_code = status
    return response


def _elsewhere(edition: Edition, question: Asked) -> str:
    """The same question in the other edition; its types have names of their own."""
    facets = {name: value for name, value in question.facets.items() if name != "type"}
    path = other(edition).address("search")
    return replace(question, facets=facets, page=1).address(path) if question.text else path


def _answer(edition: Edition, question: Asked, path: str) -> dict[str, object]:
    found = find(_query(question))
    if question.page > found.listing.pages:
        raise Http404("page")
    return {
        "hits": [_hit(edition, item, question.text) for item in found.listing.items],
        "page": _page(found.listing, question, path),
        "facets": _facets(edition, found, question, path),
        "by_relevance": replace(question, newest=False, page=1).address(path),
        "by_date": replace(question, newest=True, page=1).address(path),
    }


def _tabs(question: Asked, path: str) -> list[tuple[str, str, bool]]:
    articles = replace(question, kind=Kind.ARTICLE, page=1)
    names = replace(question, kind=Kind.ENTITY, page=1, facets={})
    return [
        (_("Articles"), articles.address(path), question.kind is Kind.ARTICLE),
        (_("Names"), names.address(path), question.kind is Kind.ENTITY),
    ]


def _hit(
    edition: Edition, item: FoundArticle | FoundEntity, question: str
) -> tuple[object, tuple[Segment, ...], tuple[Segment, ...]]:
    if isinstance(item, FoundEntity):
        link = presenting.entity_link(edition, item.card)
        title = item.title if link.name == item.card.name else marked_words(link.name, question)
        return link, title, item.names
    return presenting.card(edition, item.card), item.title, open_ended(item.excerpt)


def marked_words(name: str, asked: str) -> tuple[Segment, ...]:
    """`name` with the words that were asked for marked, accents and case aside."""
    wanted = set(WORD.findall(folded(asked)))
    return tuple(
        Segment(piece, marked=folded(piece) in wanted) for piece in BETWEEN.split(name) if piece
    )


def open_ended(excerpt: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The excerpt with "…" where it breaks off in the middle of a sentence."""
    if not excerpt:
        return excerpt
    pieces = list(excerpt)
    first = pieces[0].text.lstrip()
    if first[:1].islower():
        pieces.insert(0, Segment(ELLIPSIS))
    if not pieces[-1].text.rstrip().endswith(SENTENCE_ENDS):
        pieces.append(Segment(ELLIPSIS))
    return tuple(pieces)


def _page(listing: Listing[object], question: Asked, path: str) -> Page[object]:
    here = question.page
    previous = replace(question, page=here - 1).address(path) if here > 1 else ""
    following = replace(question, page=here + 1).address(path) if here < listing.pages else ""
    return Page((), here, listing.pages, listing.total, previous, following)


def _facets(
    edition: Edition, found: Found, question: Asked, path: str
) -> list[tuple[str, list[tuple[NamedLink, bool]]]]:
    """What the hits can be narrowed to, with the values in force ready to be taken off."""
    if question.kind is Kind.ENTITY:
        return []
    titles = {"language": _("Language"), "type": _("Type"), "year": _("Year")}
    groups = []
    for name in NARROWED_BY:
        values = [facet for facet in found.facets if facet.name == name]
        chosen = question.facets.get(name)
        if name == "year":
            values.sort(key=lambda facet: facet.value, reverse=True)
        links = [
            (_facet_link(edition, facet, question, path), facet.value == chosen)
            for facet in values[:VALUES_SHOWN]
        ]
        if len(links) > 1 or chosen:
            groups.append((titles[name], links))
    return groups


def _facet_link(edition: Edition, facet: Facet, question: Asked, path: str) -> NamedLink:
    facets = dict(question.facets)
    if facets.get(facet.name) == facet.value:
        del facets[facet.name]
    else:
        facets[facet.name] = facet.value
    href = replace(question, facets=facets, page=1).address(path)
    return NamedLink(_facet_name(edition, facet), href, facet.count)


def _facet_name(edition: Edition, facet: Facet) -> str:
    if facet.name == "language":
        return {e.code: e.name for e in EDITIONS}.get(facet.value, facet.value)
    if facet.name == "type":
        # Each edition's slug is a value of its own, and is named in its own language.
        kind = kind_of(facet.value)
        codes = [code for code, slug in kind.slugs.items() if slug == facet.value]
        return kind.one[edition.code if edition.code in codes or not codes else codes[0]]
    return facet.value
