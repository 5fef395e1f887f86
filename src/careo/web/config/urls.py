"""Addresses: the site's own, once it is installed."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = []
if find_spec("careo.web.site.urls") is not None:
    urlpatterns.append(path("", include("careo.web.site.urls")))
