"""Django is set up once a run, on an archive of the run's own.

`records` gives a test the empty records: everything it writes is rolled back. The
records' own tests run on SQLite and on PostgreSQL (tests/web/records/conftest.py);
all others on SQLite, or on what CAREO_TEST_DATABASE_URL or DATABASE_URL names (a
database of its own is made there and dropped).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import postgres

_GIVEN = os.environ.get("CAREO_TEST_DATABASE_URL") or os.environ.pop("DATABASE_URL", "")
_ARCHIVE = Path(tempfile.mkdtemp(prefix="careo-test-"))


def pytest_configure(config: pytest.Config) -> None:
    # Before any test module imports a model.
    os.environ.pop("DATABASE_URL", None)
    os.environ["CAREO_ARCHIVE"] = str(_ARCHIVE)
    os.environ["DJANGO_SETTINGS_MODULE"] = "careo.web.config.settings"
    from careo.web.config import archive

    archive.create(_ARCHIVE, name="Test archive")
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    # No test asserts a time: machines are shared, and an example may wait for its turn.
    hypothesis.settings.register_profile("careo", deadline=None)
    hypothesis.settings.load_profile("careo")


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.db import connections

    connections.close_all()
    shutil.rmtree(_ARCHIVE, ignore_errors=True)


# --- databases ------------------------------------------------------------


class Databases:
    """The run's databases, each made and migrated when first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, dict[str, Any]] = {}
        self._cluster: postgres.Cluster | None = None
        self._missing = ""
        self._dropped: list[tuple[str, str]] = []

    def url(self, name: str) -> str:
        """The DATABASE_URL of `sqlite`, `postgresql` or `default`; skips without one."""
        if name == "default" and not _GIVEN:
            name = "sqlite"
        if name == "sqlite":
            return f"sqlite:///{_ARCHIVE / 'data' / 'careo.sqlite3'}"
        return self.postgres_url()

    def postgres_url(self) -> str:
        """A fresh database in the PostgreSQL given, or in a cluster of our own."""
        base = _GIVEN if _GIVEN.startswith("postgres") else self._own_cluster().url("postgres")
        name = f"test_careo_{os.getpid()}_{len(self._dropped)}"
        _execute(base, f'CREATE DATABASE "{name}"')
        self._dropped.append((base, name))
        path, mark, query = base.partition("?")
        return f"{path.rsplit('/', 1)[0]}/{name}{mark}{query}"

    def _own_cluster(self) -> postgres.Cluster:
        if self._missing:
            pytest.skip(self._missing)
        if self._cluster is None:
            try:
                self._cluster = postgres.start()
            except postgres.NoPostgres as reason:
                self._missing = str(reason)
                pytest.skip(self._missing)
        return self._cluster

    def use(self, name: str) -> None:
        """Points Django's default connection at the database called `name`."""
        from django.core.management import call_command
        from django.db import connections

        fresh = name not in self._made
        if fresh:
            from careo.web.config.database import configuration

            given = configuration(self.url(name), _ARCHIVE / "data" / "careo.sqlite3")
            settings = {"default": given}
            connections.configure_settings(settings)
            self._made[name] = settings["default"]
        with suppress(AttributeError):
            connections["default"].close()
        connections.settings["default"] = self._made[name]
        with suppress(AttributeError):
            del connections["default"]
        if fresh:
            call_command("migrate", verbosity=0)

    def close(self) -> None:
        """Drops what was made."""
        from django.db import connections

        connections["default"].close()
        for base, name in self._dropped:
            _execute(base, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if self._cluster is not None:
            self._cluster.stop()


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """The run's databases."""
    made = Databases()
    yield made
    made.close()


@pytest.fixture
def engine_name() -> str:
    """Which database `records` lies in; the records' own tests override it."""
    return "default"


@pytest.fixture
def records(databases: Databases, engine_name: str, tmp_path: Path) -> Iterator[Any]:
    """An empty `RecordStore` in a folder of the test's own; rolled back afterwards."""
    from django.db import transaction
    from django.test import override_settings

    from careo.web.records.search import feeding
    from careo.web.records.store import RecordStore

    databases.use(engine_name)
    folders = {
        "CAREO_CAPTURES": tmp_path / "captures",
        "CAREO_INDEX": tmp_path / "index",
        "CAREO_REJECTED": tmp_path / "rejected",
        "MEDIA_ROOT": tmp_path / "media",
    }
    with override_settings(**folders):
        feeding.engine.cache_clear()
        with transaction.atomic():
            yield RecordStore()
            transaction.set_rollback(True)
        feeding.engine.cache_clear()
