"""Opens an archive for a command: settings, Django, tables, store."""

from __future__ import annotations

import fcntl
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from careo.errors import ConfigError, StoreError
from careo.web.config import archive as archives
from careo.web.config import configure

if TYPE_CHECKING:
    from careo.web.records.store import RecordStore


def ready(folder: Path) -> archives.Archive:
    """Django set up for the archive in `folder`, its tables up to date.

    Raises ConfigError when there is no archive, StoreError when its database cannot
    be reached.
    """
    archive = found(folder)
    for part in (archive.captures, archive.rejected, archive.media):
        part.mkdir(parents=True, exist_ok=True)
    archives.write_secret(archive)
    configure(archive.folder)
    migrate()
    return archive


def found(folder: Path) -> archives.Archive:
    """The archive in `folder`; raises ConfigError when there is none."""
    folder = folder.resolve()
    if not (folder / archives.FILE).exists():
        raise ConfigError(f"no archive here; make one with `careo new {folder}`", where=str(folder))
    return archives.load(folder)


def unapplied() -> list[str]:
    """The migrations that the database lacks; raises StoreError when it is out of reach."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise StoreError(f"the database cannot be reached: {_line(error)}") from error
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Brings the tables up to date, if they are not; raises StoreError."""
    if not unapplied():
        return
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise StoreError(f"the tables cannot be made: {_line(error)}") from error


def _line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


@contextmanager
def writing(folder: Path) -> Iterator[RecordStore]:
    """The store of the archive, for the one process that may write to it.

    Raises ConfigError, and StoreError when another command is writing. The lock goes
    with the process, however it ends.
    """
    archive = ready(folder)
    from careo.web.records.store import RecordStore

    lock = archive.folder / "data" / "build.lock"
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(
                "another command is writing to this archive; wait for it", where=str(folder)
            ) from None
        store = RecordStore()
        store.sweep()
        # What is loaded by now stays: the collector need not look at it again and again.
        gc.freeze()
        yield store
