"""What the views share: paging and rendering."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from careo.web.records.public import Listing
from careo.web.site.context import newsroom
from careo.web.site.editions import Edition
from careo.web.site.values import Page

MAX_PAGE = 100_000


def page_of(
    listing: Listing[Any], items: list[Any], edition: Edition, name: str, **parts: object
) -> Page[Any]:
    """The page with the addresses of its neighbours; the first has no number in its
    address. Raises Http404 for a page beyond the last."""
    if listing.number > listing.pages:
        raise Http404("page")
    here = listing.number

    def address(number: int) -> str:
        if number == 1:
            return edition.address(name, **parts)
        return edition.address(f"{name}_page", number=number, **parts)

    return Page(
        items,
        here,
        listing.pages,
        listing.total,
        address(here - 1) if here > 1 else "",
        address(here + 1) if here < listing.pages else "",
    )


def checked(number: int) -> int:
    """A page number from an address; page 1 has an address without one. Raises Http404."""
    if not 1 < number <= MAX_PAGE:
        raise Http404("page")
    return number


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The template, filled."""
    return render(request, f"careo/{template}.html", newsroom(request) | context)
