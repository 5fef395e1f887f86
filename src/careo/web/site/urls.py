"""The addresses of both editions (docs/site.md lists them)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import URLPattern, include, path, re_path, register_converter
from django.urls.converters import IntConverter

from careo.web.site.editions import EDITIONS, Edition
from careo.web.site.views import articles, entities, home, listings, pictures, places, search

View = Callable[..., Any]


class Number(IntConverter):
    """A number as one writes it: each page has one address, `02` is none."""

    regex = "[1-9][0-9]{0,8}"


register_converter(Number, "number")


def _to_first(name: str) -> View:
    """Page 1 has an address without a number."""

    def view(request: HttpRequest, **parts: object) -> HttpResponsePermanentRedirect:
        return HttpResponsePermanentRedirect(request.edition.address(name, **parts))

    return view


def _listed(address: str, view: View, name: str, page: str) -> list[URLPattern]:
    """A listing at `address`, and its further pages below it."""
    return [
        path(f"{address}{page}/1/", _to_first(name), name=f"{name}_first_page"),
        path(f"{address}{page}/<number:number>/", view, name=f"{name}_page"),
        path(address, view, name=name),
    ]


def patterns(edition: Edition) -> list[URLPattern]:
    """Everything of one edition, in its own words."""
    w = edition.words
    page = w["page"]
    article = f"{w['news']}/<slug:slug>/"
    database = f"{w['database']}/"
    return [
        path("", home.home, name="home"),
        *_listed(f"{w['news']}/", listings.news, "news", page),
        path(f"{article}v/<number:number>/", articles.version, name="version"),
        path(f"{article}{w['republish']}/", articles.republish, name="republish"),
        path(f"{article}{w['cite']}.<slug:form>", articles.cite, name="cite"),
        path(article, articles.article, name="article"),
        *_listed(f"{w['type']}/<slug:slug>/", listings.type_, "type", page),
        *_listed(f"{w['section']}/<path:path>/", listings.section, "section", page),
        path(f"{w['series']}/", listings.all_series, name="all_series"),
        path(f"{w['series']}/<slug:slug>/", listings.series, name="series"),
        path(f"{w['countries']}/", places.countries, name="countries"),
        *_listed(f"{w['country']}/<slug:slug>/", places.country, "country", page),
        path(f"{w['tags']}/", listings.tags, name="tags"),
        *_listed(f"{w['tag']}/<slug:slug>/", listings.tag, "tag", page),
        *_listed(f"{w['author']}/<slug:slug>/", listings.author, "author", page),
        path(f"{w['archive']}/", listings.archive, name="archive"),
        *_listed(f"{w['archive']}/<int:year>/<int:month>/", listings.month, "month", page),
        *_listed(database, entities.index, "database", page),
        *_listed(
            f"{w['database']}/{w['type']}/<slug:kind>/", entities.index, "database_kind", page
        ),
        *_listed(f"{database}<slug:slug>/", entities.entity, "entity", page),
        path(f"{w['search']}/", search.search, name="search"),
    ]


urlpatterns = [path("look.css", home.look, name="look"), path("logo", home.logo, name="logo")]
urlpatterns += [
    re_path(
        r"^media/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z]{3,4})$",
        pictures.picture,
        name="picture",
    )
]
urlpatterns += [
    path(edition.prefix, include((patterns(edition), "careo_site"), namespace=edition.code))
    for edition in EDITIONS
]

handler400 = "careo.web.site.views.errors.bad_request"
handler403 = "careo.web.site.views.errors.forbidden"
handler404 = "careo.web.site.views.errors.not_found"
handler500 = "careo.web.site.views.errors.fault"
