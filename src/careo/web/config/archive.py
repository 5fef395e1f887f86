"""The archive folder: where things lie in it, and what `careo.toml` may say.

careo.toml          settings of this archive (docs/archive.md)
data/careo.sqlite3  the records, unless DATABASE_URL names a PostgreSQL
data/captures/      bytes as fetched, named by their SHA-256
data/index/         the search index; may be deleted at any time
data/secret_key     signs cookies; private to this archive
rejected/           records that could not be used, and index.jsonl
media/              pictures, and the logo
"""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from careo.errors import ConfigError

FILE = "careo.toml"
POLICIES = ("reviewed", "labelled")
PICTURES = ("auto", "fetch", "local", "none")
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive: its folder and its settings.

    `policy` says what may be public (`reviewed` or `labelled`); `base_url` is the
    public address, for canonical links and feeds; `hosts` the names it is served
    under; `workers` how many processes a build uses (0: one per core); `pictures` where
    those that articles show may come from (`sources.pictures.Mode`).
    """

    folder: Path
    policy: str = "labelled"
    base_url: str = "http://127.0.0.1:8000"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    language: str = "en"
    time_zone: str = "UTC"
    workers: int = 0
    pictures: str = "auto"
    site: Mapping[str, Any] = field(default_factory=dict)
    """The `[site]` table: what the newsroom makes its own (name, colour, logo …)."""
    annotating: Mapping[str, Any] = field(default_factory=dict)
    """The `[annotating]` table: which annotator reads, and the settings of each."""
    authority: Mapping[str, Any] = field(default_factory=dict)
    """The `[authority]` table: `lists`, files of names known beside our own."""

    @property
    def annotator(self) -> str:
        """The name of the annotator that reads this archive."""
        return str(self.annotating.get("annotator", "rules"))

    def annotator_settings(self, name: str) -> Mapping[str, Any]:
        """What `[annotating.NAME]` says; empty when it is not there."""
        return dict(self.annotating.get(name, {}))

    @property
    def lists(self) -> tuple[str, ...]:
        """The files that `[authority] lists` names, as seen from the archive's folder."""
        return tuple(str(self.folder / name) for name in self.authority.get("lists", ()))

    @property
    def database(self) -> Path:
        return self.folder / "data" / "careo.sqlite3"

    @property
    def captures(self) -> Path:
        return self.folder / "data" / "captures"

    @property
    def index(self) -> Path:
        return self.folder / "data" / "index"

    @property
    def rejected(self) -> Path:
        return self.folder / "rejected"

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def secret_file(self) -> Path:
        return self.folder / "data" / "secret_key"

    def secret_key(self) -> str:
        """The key of the environment or the archive's file; "" when there is none."""
        given = os.environ.get("CAREO_SECRET_KEY", "")
        if given or not self.secret_file.exists():
            return given
        return self.secret_file.read_text(encoding="ascii").strip()


def chosen_folder() -> Path:
    """The folder that CAREO_ARCHIVE names, else the current one."""
    return Path(os.environ.get("CAREO_ARCHIVE") or ".").resolve()


def load(folder: Path) -> Archive:
    """The archive in `folder`; without a careo.toml, one with every default.

    Raises ConfigError that names the file and the setting.
    """
    path = folder / FILE
    if not path.exists():
        return Archive(folder)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", where=str(path)) from None
    return from_table(folder, data)


def from_table(folder: Path, data: Mapping[str, Any]) -> Archive:
    """The archive that the table of a careo.toml describes; raises ConfigError."""
    where = str(folder / FILE)
    settings = _checked(dict(data.get("archive", {})), where)
    site = dict(data.get("site", {}))
    annotating = _annotating(dict(data.get("annotating", {})), where)
    authority = _authority(dict(data.get("authority", {})), where)
    unknown = sorted(set(data) - {"archive", "site", "annotating", "authority"})
    if unknown:
        raise ConfigError(f"unknown table [{unknown[0]}]", where=where)
    if "hosts" in settings:
        settings["hosts"] = tuple(settings["hosts"])
    archive = Archive(folder, site=site, annotating=annotating, authority=authority, **settings)
    _check_choice(archive.policy, POLICIES, where, "policy")
    _check_choice(archive.language, LANGUAGES, where, "language")
    _check_choice(archive.pictures, PICTURES, where, "pictures")
    return archive


def _checked(table: dict[str, Any], where: str) -> dict[str, Any]:
    plain = {"str": str, "int": int, "tuple[str, ...]": list}
    known = {f.name: plain[str(f.type)] for f in fields(Archive) if str(f.type) in plain}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"unknown setting {key!r} in [archive]", where=where)
        # A bool is an int to Python, but not to the reader of a settings file.
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise ConfigError(f"{key!r} in [archive] must be a {known[key].__name__}", where=where)
        if isinstance(value, list) and not all(isinstance(x, str) for x in value):
            raise ConfigError(f"{key!r} in [archive] must hold texts only", where=where)
    return table


def _annotating(table: dict[str, Any], where: str) -> dict[str, Any]:
    """The table, checked: a name, and a table of settings for each annotator."""
    if not isinstance(table.get("annotator", ""), str):
        raise ConfigError("'annotator' in [annotating] must be a str", where=where)
    for key, value in table.items():
        if key != "annotator" and not isinstance(value, dict):
            raise ConfigError(f"unknown setting {key!r} in [annotating]", where=where)
    return table


def _authority(table: dict[str, Any], where: str) -> dict[str, Any]:
    """The table, checked: `lists`, and nothing else."""
    unknown = sorted(set(table) - {"lists"})
    if unknown:
        raise ConfigError(f"unknown setting {unknown[0]!r} in [authority]", where=where)
    lists = table.get("lists", [])
    if not (isinstance(lists, list) and all(isinstance(name, str) for name in lists)):
        raise ConfigError("'lists' in [authority] must be a list of files", where=where)
    return table


def _check_choice(value: str, choices: tuple[str, ...], where: str, name: str) -> None:
    if value not in choices:
        raise ConfigError(f"{name!r} must be one of {', '.join(choices)}", where=where)


TEMPLATE = """\
# Settings of this archive. Every setting is described in docs/archive.md.

[archive]
policy = "labelled"   # or "reviewed": only what a person accepted is public
base_url = "http://127.0.0.1:8000"
hosts = ["127.0.0.1", "localhost", "[::1]"]
language = "en"
workers = 0           # 0: one per core
pictures = "auto"     # or "fetch", "local", "none": where they may come from

[site]
name = {name}
tagline = ""
accent = "#0b5a6b"
licence = ""
"""


def create(folder: Path, *, name: str = "Careo") -> Archive:
    """Makes a new archive in `folder` and returns it.

    Raises ConfigError when the folder already holds one; touches nothing then.
    """
    path = folder / FILE
    if path.exists():
        raise ConfigError("there is an archive here already", where=str(path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        archive = Archive(folder)
        for part in (archive.captures, archive.index, archive.rejected, archive.media):
            part.mkdir(parents=True, exist_ok=True)
        write_secret(archive)
        # JSON strings are TOML strings.
        path.write_text(TEMPLATE.format(name=json.dumps(name)), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot make the archive: {error}", where=str(folder)) from None
    return load(folder)


def write_secret(archive: Archive) -> None:
    """Makes the archive's own signing key, unless it has one."""
    if archive.secret_file.exists():
        return
    archive.secret_file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(archive.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
