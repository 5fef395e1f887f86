"""The public site as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Public pages; owns templates, static files and the interface's translations."""

    name = "careo.web.site"
    label = "careo_site"
    verbose_name = "Careo site"
