"""Addresses: the site's own, and its pages for when there is no page."""

from __future__ import annotations

from django.urls import include, path

from careo.web.site.urls import handler403, handler404, handler500

handler400 = "careo.web.config.refusing.bad_request"

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("", include("careo.web.site.urls"))]
