"""The article: its page, its versions, its republishing package, its citations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careo.web.records import gate
from careo.web.records.names import slug_of
from careo.web.records.public import ArticleRecord
from careo.web.site import presenting, reads
from careo.web.site.body import see_also_titles
from careo.web.site.citations import FORMATS
from careo.web.site.editions import Edition, edition_of_language, other
from careo.web.site.look import base_url, look
from careo.web.site.notes import notes_of
from careo.web.site.republishing import package
from careo.web.site.structured import article_graph
from careo.web.site.values import Card, NamedLink, Shown
from careo.web.site.views.common import shown

ABOUT = 3
SEE_ALSO = 8
PROFILE = re.compile(
    r"\s+(?:news and profiles?|news|profiles?|noticias y perfil(?:es)?|perfil(?:es)?)$", re.I
)
"""What follows the name in an insert that points to all there is about somebody."""


def _record(slug: str, number: int | None = None) -> ArticleRecord:
    record = gate.article(slug, number)
    if record is None:
        raise Http404("article")
    return record


def _elsewhere(edition: Edition, record: ArticleRecord) -> bool:
    """Whether the article belongs to the other edition."""
    return edition_of_language(record.language) is not edition


def _share_links(article: Shown) -> list[NamedLink]:
    """Plain links: the other side learns of a reader only if the reader follows one."""
    title, url = article.title, article.url
    mail = f"mailto:?subject={quote(title)}&body={quote(url)}"
    return [
        NamedLink("X", "https://x.com/intent/post?" + urlencode({"text": title, "url": url})),
        NamedLink(
            "Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url})
        ),
        NamedLink("WhatsApp", "https://wa.me/?" + urlencode({"text": f"{title} {url}"})),
        NamedLink("Telegram", "https://t.me/share/url?" + urlencode({"url": url, "text": title})),
        NamedLink(_("E-mail"), mail),
    ]


def _counterpart(record: ArticleRecord, edition: Edition) -> str:
    """The path of the article in the other edition, or ""."""
    wanted = other(edition)
    for card in record.counterparts:
        if edition_of_language(card.language) is wanted:
            return presenting.article_path(card.slug, card.language)
    return ""


def _related(edition: Edition, record: ArticleRecord, below: Iterable[Card]) -> list[Card]:
    """Up to three, none of which stands in the block `below` already."""
    found = presenting.without_repeats(reads.related(record.slug, record.title))
    shown_below = {card.href for card in below}
    others = [card for card in presenting.cards(edition, found) if card.href not in shown_below]
    return others[: reads.RELATED]


def _about(edition: Edition, record: ArticleRecord) -> list[Card]:
    """The newest posts about the newsroom, without the one that is being read."""
    posts = reads.organization(edition, ABOUT + 1)
    return presenting.cards(edition, [post for post in posts if post.id != record.id][:ABOUT])


def _titled(edition: Edition, record: ArticleRecord) -> dict[str, str]:
    """Where the see-also inserts lead that have no link: to the article of that title,
    else to the tag or the profile of that name."""
    titles = see_also_titles(record.blocks)[:SEE_ALSO]
    slugs = reads.slugs_by_title(titles, record.language)
    paths = {t: presenting.article_path(slug, record.language) for t, slug in slugs.items()}
    for title in titles:
        slug = slug_of(PROFILE.sub("", title))
        if title in paths or not slug:
            continue
        if gate.tag(slug):
            paths[title] = edition.address("tag", slug=slug)
        elif found := gate.entity_called(PROFILE.sub("", title), slug):
            paths[title] = presenting.entity_path(edition, found.slug)
    return paths


def _page(request: HttpRequest, record: ArticleRecord, as_of: bool) -> HttpResponse:
    edition = request.edition
    base = base_url(request)
    view = presenting.article_view(edition, record, look(), base, _titled(edition, record))
    alternate = _counterpart(record, edition)
    translation = base + alternate if alternate else ""
    about = _about(edition, record)
    cites = [
        NamedLink(label, edition.address("cite", slug=record.slug, form=form))
        for form, label in (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON"))
    ]
    context = {
        "view": view,
        "article": view.shown,
        "as_of": as_of,
        "read_at": record.modified,
        "sha256": record.sha256,
        "alternate": "" if as_of else alternate,
        "switch": alternate,
        "article_alternate": alternate,
        "canonical": view.shown.url,
        "republish": edition.address("republish", slug=record.slug),
        "permalink": edition.address("version", slug=record.slug, number=record.version),
        "citations": cites,
        "share": _share_links(view.shown),
        "structured": article_graph(view.shown, view.crumbs, base, translation),
        "notes": notes_of(record.extra),
        "related": _related(edition, record, about),
        "about": about,
    }
    return shown(request, "article", context)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The article as it stands. One in the other edition's language lives there."""
    record = _record(slug)
    if _elsewhere(request.edition, record):
        return HttpResponsePermanentRedirect(presenting.article_path(slug, record.language))
    return _page(request, record, as_of=False)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The article as one version had it: the permanent address of those words."""
    record = _record(slug, number)
    if _elsewhere(request.edition, record):
        home = edition_of_language(record.language)
        return HttpResponsePermanentRedirect(home.address("version", slug=slug, number=number))
    return _page(request, record, as_of=True)


@require_safe
def republish(request: HttpRequest, slug: str) -> HttpResponse:
    """The package for other outlets, to be copied."""
    edition = request.edition
    record = _record(slug)
    if _elsewhere(edition, record):
        home = edition_of_language(record.language)
        return HttpResponsePermanentRedirect(home.address("republish", slug=slug))
    article = presenting.shown(record, look(), base_url(request))
    trail = (NamedLink(article.title, presenting.article_path(slug, record.language)),)
    context = {
        "article": article,
        "package": package(article, record.blocks, record.analysis_start),
        "crumbs": presenting.crumbs(edition, *trail, NamedLink(_("Republish"))),
        "back": trail[0],
    }
    return shown(request, "republish", context)


@require_safe
def cite(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The article's citation as a file for reference managers."""
    if form not in FORMATS:
        raise Http404("citation format")
    record = _record(slug)
    write, media_type = FORMATS[form]
    response = HttpResponse(
        write(presenting.shown(record, look(), base_url(request))), content_type=media_type
    )
    response["Content-Disposition"] = f'attachment; filename="{record.slug}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response
