"""Site profiles: what one site prints around its articles, as data.

A profile is a YAML file; the machinery knows no site. `default.yaml` holds what
sites have in common and lies beneath every other profile. An archive adds its own
by naming folders in `CAREO_PROFILES`. The format is described in docs/reading.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from careo.errors import ConfigError

Patterns = tuple[re.Pattern[str], ...]

_HERE = Path(__file__).parent / "profiles"
_ENVIRONMENT = "CAREO_PROFILES"
LONGEST_FILE = 200_000


@dataclass(frozen=True)
class Profile:
    """One site's habits. Every pattern is matched, case ignored, against a whole
    line (or block) unless its meaning below says "begins"."""

    name: str
    hosts: tuple[str, ...] = ()
    """Hosts the profile is for; a subdomain counts."""
    signs: Patterns = ()
    """Found anywhere in a text without a known address: it is from this site."""
    home: tuple[str, ...] = ()
    """Breadcrumb words for the front page, which is no section."""
    sections: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """Section names that also say what kind of article it is."""
    names: tuple[str, ...] = ()
    """Tags and categories in the casing the site uses (it prints capitals)."""
    acronyms: tuple[str, ...] = ()
    """Words that stay in capitals when a tag printed in capitals is rewritten."""
    date_lines: Patterns = ()
    """Named groups: tag, date, authors, language."""
    see_also: Patterns = ()  # begins
    analysis: Patterns = ()
    analysis_headings: Patterns = ()
    """Only where a heading says it."""
    body_starts: Patterns = ()
    """What stands before it, in the first lines, is the lead picture's caption."""
    body_ends: Patterns = ()  # begins
    furniture: Patterns = ()
    captions: Patterns = ()  # anywhere in a line
    embeds: Patterns = ()  # begins
    licence: Patterns = ()  # begins
    related: Patterns = ()
    organization: Patterns = ()
    categories: tuple[str, ...] = ()
    """What heads a card in the organization part."""

    def over(self, base: Profile) -> Profile:
        """This profile with what `base` knows added after its own."""
        merged = {
            f.name: getattr(self, f.name) + getattr(base, f.name)
            for f in fields(self)
            if f.name not in {"name", "hosts", "signs"}
        }
        return Profile(self.name, self.hosts, self.signs, **merged)

    def named(self, text: str) -> str | None:
        """The site's own casing of a tag, section or category."""
        wanted = text.strip().casefold()
        known = (*self.names, *self.categories, *self.sections, *self.types)
        return next((n for n in known if n.casefold() == wanted), None)


def whole(patterns: Patterns, line: str) -> bool:
    """Does one of the patterns match all of the line?"""
    return any(p.fullmatch(line) for p in patterns)


def begins(patterns: Patterns, line: str) -> re.Match[str] | None:
    """The first pattern's match at the beginning of the line."""
    return next((m for p in patterns if (m := p.match(line))), None)


def anywhere(patterns: Patterns, line: str) -> bool:
    return any(p.search(line) for p in patterns)


def choose(url: str | None, text: str) -> Profile:
    """The profile for a page: by its address, else by its words, else the default."""
    base, sites = _all(os.environ.get(_ENVIRONMENT, ""))
    host = _host(url)
    for site in sites:
        if any(host == h or host.endswith(f".{h}") for h in site.hosts):
            return site
    if not host:
        for site in sites:
            if anywhere(site.signs, text):
                return site
    return base


def load(path: Path) -> Profile:
    """Reads one profile file. Raises ConfigError naming file and field."""
    where = str(path)
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise ConfigError(f"a profile has at most {LONGEST_FILE} bytes", where=where)
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise ConfigError(f"not a readable profile: {reason}", where=where) from error
    if not isinstance(data, Mapping):
        raise ConfigError("a profile is a mapping of fields", where=where)
    known = {f.name: str(f.type) for f in fields(Profile)}
    values: dict[str, Any] = {"name": path.stem}
    for key, value in data.items():
        if key not in known:
            raise ConfigError(f"unknown field {key!r}", where=where)
        values[key] = _value(key, value, known[key], where)
    return Profile(**values)


def _value(key: str, value: Any, kind: str, where: str) -> Any:
    if kind == "str":
        return str(value)
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ConfigError(f"{key} must be a list of texts", where=where)
    if kind != "Patterns":
        return tuple(value)
    return tuple(_pattern(key, v, where) for v in value)


def _pattern(key: str, text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ConfigError(f"{key}: not a pattern ({error}): {text}", where=where) from error


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@cache
def _all(extra: str) -> tuple[Profile, tuple[Profile, ...]]:
    """The default and the sites' profiles; an archive's own come first."""
    base = load(_HERE / "default.yaml")
    own = [Path(p) for p in extra.split(os.pathsep) if p]
    for folder in own:
        if not folder.is_dir():
            raise ConfigError(f"{_ENVIRONMENT} names no folder", where=str(folder))
    found = (load(p).over(base) for folder in (*own, _HERE) for p in _files(folder))
    return base, tuple(p for p in found if p.name != "default")


def _files(folder: Path) -> Iterable[Path]:
    return sorted(p for p in folder.glob("*.yaml") if p.name != "default.yaml")
