"""A PostgreSQL of the tests' own, where Debian's (or any) binaries are at hand.

The cluster lies in a temporary folder, listens on a socket there and nowhere else,
and is gone after the run.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

USER = "careo"
# Nothing here outlives the run, so nothing has to reach the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


class NoPostgres(Exception):
    """Why there is none; the text is the reason to skip with."""


def binaries() -> Path:
    """The folder with `initdb` and `pg_ctl`; raises NoPostgres."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in [Path(found).resolve().parent] if found else folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres("no PostgreSQL binaries on this machine")


@dataclass(frozen=True)
class Cluster:
    """A running cluster; `url(name)` is a DATABASE_URL, the database `postgres` is there."""

    folder: Path
    bin: Path

    def url(self, name: str) -> str:
        return f"postgresql://{USER}@/{name}?host={quote(str(self.folder), safe='')}"

    def stop(self) -> None:
        """Ends it and removes its folder."""
        data = str(self.folder / "data")
        _run([str(self.bin / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Cluster:
    """A fresh cluster; raises NoPostgres with the reason when it cannot be had."""
    found = binaries()
    # Short, since a socket's path may have 107 bytes; not pytest's own folder,
    # which another user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="careo-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = str(folder / "data")
    try:
        make = [str(found / "initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"]
        _run([*make, "--locale=C.UTF-8", "--no-sync"])
        options = " ".join(["-c listen_addresses=''", f"-k {folder}", *(f"-c {o}" for o in FAST)])
        control = [str(found / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-o", options]
        _run([*control, "-w", "-t", "30", "start"])
    except NoPostgres:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Cluster(folder, found)


def _owner() -> pwd.struct_passwd | None:
    """Who runs the cluster: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgres("root cannot run PostgreSQL and there is no user postgres") from None


def _run(command: list[str]) -> None:
    owner = _owner()
    as_user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd="/", **as_user)
    except (OSError, subprocess.SubprocessError) as error:
        output = getattr(error, "stderr", b"") or b""
        detail = output.decode(errors="replace").strip().splitlines()[-1:] or [str(error)]
        raise NoPostgres(f"{Path(command[0]).name} failed: {detail[0]}") from None
