from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import ConfigError
from careo.web.config.database import configuration

FILE = Path("/a/careo.sqlite3")


def test_without_an_address_it_is_the_archives_file_in_wal_mode() -> None:
    made = configuration("", FILE)
    assert made["NAME"] == str(FILE)
    assert "journal_mode=WAL" in made["OPTIONS"]["init_command"]
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_is_taken_apart() -> None:
    made = configuration("postgresql://us%40er:p%2Fw@db.example:5433/na%20me?sslmode=require", FILE)
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "us@er",
        "p/w",
        "db.example",
        "5433",
        "na me",
    )
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_may_stand_for_the_host() -> None:
    made = configuration("postgres://me@/db?host=%2Frun%2Fpg", FILE)
    assert (made["HOST"], made["OPTIONS"]) == ("/run/pg", {})


@pytest.mark.parametrize("url", ["mysql://x/y", "/a/file", "http://x"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="postgresql://"):
        configuration(url, FILE)
