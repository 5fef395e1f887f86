"""The invented archive, filled once a module; each test's changes are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from web.site.invented import fill


@pytest.fixture(scope="module")
def filled(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The records hold the invented archive."""
    from django.db import transaction
    from django.test import override_settings

    from careo.web.records.search import feeding

    databases.use("default")
    folder = tmp_path_factory.mktemp("site")
    site = {"name": "The Tidewater Record", "base_url": "https://tide.example"}
    with override_settings(CAREO_INDEX=folder / "index", CAREO_SITE=site):
        feeding.engine.cache_clear()
        with transaction.atomic():
            fill()
            yield
            transaction.set_rollback(True)
        feeding.engine.cache_clear()


@pytest.fixture
def client(filled: None) -> Iterator[Any]:
    """A reader's browser, as far as Django's test client is one."""
    from django.db import transaction
    from django.test import Client

    with transaction.atomic():
        yield Client()
        transaction.set_rollback(True)
