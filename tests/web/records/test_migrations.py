from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db import connection


def test_the_migrations_are_those_of_the_models(records: Any) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_tests_run_on_the_database_they_say(records: Any, engine_name: str) -> None:
    assert connection.vendor == engine_name


def test_sqlite_is_in_wal_mode(records: Any, engine_name: str) -> None:
    if engine_name == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
