"""Answers to requests that are refused before any page can be made for them."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from careo.web.site.views import errors


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The site's own page; plain words for a host that is not ours, since a page
    needs to know its address."""
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest("This is not the site's name.\n", content_type="text/plain")
    return errors.bad_request(request, exception)
