"""The Django application `records`."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Registers the tables under the label `records`."""

    name = "careo.web.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
