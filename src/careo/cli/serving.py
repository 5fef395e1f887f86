"""`careo serve` and `careo check`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from careo.cli.archive import Archive, AsJson
from careo.errors import CareoError
from careo.web.config.archive import Archive as Settings

SERVE = """Serve the site on this machine.

Example: careo serve --archive my-archive --port 8000"""

CHECK = """Check configuration, database, search and models; say what to do about each fault.

The exit code is 1 when something is at fault.

Example: careo check --deploy --archive my-archive"""


def register(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("serve", help=SERVE)(serve)
    app.command("check", help=CHECK)(check)


def serve(
    archive: Archive = Path(),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Server processes.")] = min(
        4, os.cpu_count() or 1
    ),
) -> None:
    """Serves the site until it is interrupted."""
    from careo.web.config import wiring

    wiring.ready(archive)
    from django.db import connections

    from careo.web.records import publishing
    from careo.web.records.search import feeding

    publishing.ensure_weighed()
    feeding.ensure()
    connections.close_all()
    typer.echo(f"Careo is at http://{host}:{port}/ (Ctrl+C ends it)")
    run(host, port, workers)


def run(host: str, port: int, workers: int) -> None:
    """Runs the server on the archive that Django is set up for."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # More blocking threads than one make Django slower, not faster (measured: 7,100
    # cached pages a second with one, unstable with more).
    Granian(
        "careo.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


# --- check --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` says what to do when it is not `ok`."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def check(
    archive: Archive = Path(),
    deploy: Annotated[
        bool, typer.Option("--deploy", help="Also what a public site needs.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Checks an archive."""
    findings = list(examine(archive, deploy=deploy))
    if as_json:
        typer.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False))
    else:
        table = Table("", "", "", show_header=False, box=None, pad_edge=False)
        for finding in findings:
            mark = "[green]ok[/]" if finding.ok else "[red]fault[/]"
            table.add_row(mark, finding.name, finding.detail)
            if not finding.ok:
                table.add_row("", "", f"→ {finding.remedy}")
        Console().print(table)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def examine(folder: Path, *, deploy: bool) -> Iterator[Finding]:
    """Looks at everything; stops after a fault that hides what follows."""
    from careo.web.config import configure, wiring

    try:
        archive = wiring.found(folder)
    except CareoError as error:
        yield Finding("configuration", False, str(error), "mend careo.toml (docs/archive.md)")
        return
    yield Finding("configuration", True, str(archive.folder / "careo.toml"))
    configure(archive.folder)
    try:
        lacking = wiring.unapplied()
    except CareoError as error:
        yield Finding("database", False, str(error), "start it, or correct DATABASE_URL")
        return
    yield _database()
    yield Finding(
        "migrations",
        not lacking,
        "up to date" if not lacking else f"{len(lacking)} not applied",
        "run `careo build` or `careo weigh` once; both bring the tables up to date",
    )
    if not lacking:
        yield from _records()
    yield from _models()
    if deploy:
        yield from _deployment(archive)


def _database() -> Finding:
    from django.db import connection

    return Finding("database", True, f"{connection.vendor}: {connection.settings_dict['NAME']}")


def _records() -> Iterator[Finding]:
    from careo.web.records import gate, publishing
    from careo.web.records.search import feeding

    counts = gate.counts()
    yield Finding("records", True, f"{counts.articles} articles, {counts.entities} entities")
    weighed = publishing.weighed_policy()
    fresh = weighed == str(publishing.policy()) or not counts.articles
    detail = f"{publishing.policy()}, applied: {weighed or 'none yet'}"
    yield Finding("policy", fresh, detail, "run `careo weigh`")
    try:
        engine = feeding.engine()
        is_ready, waiting = engine.ready(), feeding.pending()
        detail = (
            f"{engine.count()} documents, {waiting} changes waiting" if is_ready else "no index"
        )
        yield Finding("search", is_ready and not waiting, detail, "run `careo index`")
    except CareoError as error:
        yield Finding("search", False, str(error), "run `careo index`")


def _models() -> Iterator[Finding]:
    from careo.annotating.language.models import MODELS, load_pipeline, why_not

    for language, package in MODELS.items():
        reason = why_not(language)
        try:
            version = "" if reason else load_pipeline(language).meta["version"]
        except (OSError, ImportError, ValueError) as error:
            reason = str(error).splitlines()[0]
        name, detail = f"model for {language}", reason or f"{package} {version}"
        yield Finding(name, not reason, detail, "run `make env`, then `careo annotate`")


def _deployment(archive: Settings) -> Iterator[Finding]:
    from django.conf import settings

    https = archive.base_url.startswith("https://")
    yield Finding("public address", https, archive.base_url, "set base_url to https://…")
    own = [host for host in archive.hosts if host not in ("127.0.0.1", "localhost", "[::1]")]
    yield Finding("hosts", bool(own), ", ".join(archive.hosts), "name the site's host in hosts")
    yield Finding("debug", not settings.DEBUG, str(settings.DEBUG), "unset CAREO_DEBUG")
    reviewed = archive.policy == "reviewed"
    remedy = 'set policy = "reviewed", unless machine-read facts are to be public, marked'
    yield Finding("policy for the public", reviewed, archive.policy, remedy)
    secret = settings.CAREO_OWN_SECRET
    yield Finding("signing key", secret, "its own" if secret else "none", "run `careo serve` once")
    if archive.secret_file.exists():
        closed = archive.secret_file.stat().st_mode & 0o077 == 0
        detail = "private" if closed else "others can read it"
        yield Finding("signing key's file", closed, detail, f"chmod 600 {archive.secret_file}")
