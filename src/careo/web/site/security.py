"""The headers that keep a page from loading, running or leaking anything, and the
language of each request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from careo.web.site.editions import edition_of_path

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


class SafeHeaders:
    """Adds the headers to every answer that does not set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        seconds = settings.SECURE_HSTS_SECONDS
        if seconds and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", f"max-age={seconds}")
        return response


class EditionLanguage:
    """Speaks the language that the address asks for, for the length of the request;
    leaves the edition on the request for the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        edition = edition_of_path(request.path)
        request.edition = edition
        with translation.override(edition.code):
            response = self._next(request)
        response.headers.setdefault("Content-Language", edition.code)
        return response
