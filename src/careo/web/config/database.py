"""Which database the records lie in: the archive's SQLite file, or DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from careo.errors import ConfigError

# WAL lets readers go on while a build writes; NORMAL is safe in WAL against a
# killed process. IMMEDIATE takes the write lock at BEGIN, so that two writers
# wait for each other rather than fail half way.
SQLITE_OPTIONS = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=4000"
    ),
}


def configuration(url: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `url` (`postgresql://user:pass@host:port/name?option=…`,
    `sqlite:///path`), or for `sqlite_file` when `url` is empty.

    Raises ConfigError on another scheme.
    """
    if not url:
        return _sqlite(str(sqlite_file))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]) or ":memory:")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ConfigError(
            f"unknown database {parts.scheme!r}; use postgresql:// or sqlite:///",
            where="DATABASE_URL",
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }
