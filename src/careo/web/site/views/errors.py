"""Pages for when there is no page. The one for our own faults needs nothing that could
be at fault: no database, no templates with links, no translations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from careo.web.site.editions import edition_of_path
from careo.web.site.views.common import shown

WORDS = {
    400: (
        _("We cannot make sense of that request"),
        _("Something in the address is not as it should be."),
    ),
    403: (_("This page is not open to readers"), _("It may be open to the newsroom only.")),
    404: (
        _("There is no such page"),
        _("It may have moved, or the address is misspelt. Try a search."),
    ),
}

FAULT = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{heading}</title>
<meta name="viewport" content="width=device-width"></head>
<body><h1>{heading}</h1><p>{message}</p><p><a href="{home}">{back}</a></p></body></html>
"""
FAULT_WORDS = {
    "en": (
        "Something went wrong on our side",
        "It has been written down. Please try again in a moment.",
        "To the front page",
    ),
    "es": (
        "Algo falló de nuestro lado",
        "Ha quedado registrado. Vuelva a intentarlo en un momento.",
        "Ir a la portada",
    ),
}


def _error(request: HttpRequest, status: int) -> HttpResponse:
    edition = edition_of_path(request.path)
    request.edition = edition
    heading, message = WORDS[status]
    with translation.override(edition.code):
        context = {"heading": heading, "message": message, "status": status, "canonical": ""}
        response = shown(request, "error", context)
    response.status_code = status
    response.headers["Content-Language"] = edition.code
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403)


def unproven(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page. Raises nothing; `reason` is not told."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404)


def fault(request: HttpRequest) -> HttpResponse:
    edition = edition_of_path(request.path)
    heading, message, back = FAULT_WORDS[edition.code]
    return HttpResponseServerError(
        FAULT.format(
            language=edition.code,
            heading=heading,
            message=message,
            back=back,
            home=f"/{edition.prefix}",
        )
    )
