"""The formats of lists: OFAC's SDN files, FollowTheMoney JSON, and plain CSV.

OFAC: `sdn.csv` without a header, with `alt.csv` (other names) and `add.csv` (addresses)
beside it, as the US Treasury gives them out (format: "SDN list data formats" of OFAC).
FollowTheMoney: one JSON object a line, or an array, with `id`, `schema`, `properties`.
Plain CSV: a header with `name`, and `type`, `aliases` (by ;), `country`, `id` if known.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from careo.authority.folding import folded
from careo.authority.loader import curated
from careo.errors import ConfigError, RecordError
from careo.values import EntityType

ARRAY_LIMIT = 64_000_000
"""Characters of a JSON array, which must be read whole; JSON lines have no such limit."""
LINE_LIMIT = 1_000_000
NAME_LIMIT = 300
_OFAC_COLUMNS = 12
_NOTHING = "-0-"
_VEHICLES = frozenset({"vessel", "aircraft"})
_GROUPS = re.compile(r"\b(?:FTO|TCO)\b")
_COMPANY = re.compile(
    r"(?:\b(?:ltd|ltda|inc|llc|corp|co|cia|gmbh|plc|company|limited|compania|bank|banco|e\.?i\.?r\.?l)"
    r"\b\.?|\bs\.? ?(?:a|l|c|en c|de r\.? ?l|r\.? ?l|p\.? ?a|a\.? ?s)\b\.?)"
)
_SMALL = frozenset(
    [
        "a",
        "al",
        "and",
        "da",
        "das",
        "de",
        "del",
        "do",
        "dos",
        "e",
        "el",
        "en",
        "for",
        "la",
        "las",
        "los",
        "of",
        "on",
        "the",
        "to",
        "y",
    ]
)
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SCHEMAS = {
    "Person": EntityType.PERSON,
    "Company": EntityType.COMPANY,
    "PublicBody": EntityType.AGENCY,
    "Organization": EntityType.ORG,
    "LegalEntity": EntityType.ORG,
}
_COUNTRY_CODE = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list: its names, the first one first, and where it stands."""

    id: str
    type: EntityType
    names: tuple[str, ...]
    country: str | None
    source: str
    where: str


Row = Listed | RecordError


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a list, one at a time: an entry, or what is wrong with it. Raises
    OSError or UnicodeDecodeError when the file cannot be read, ConfigError when it is
    of no format we know."""
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson", ".ijson"):
        return _ftm(path)
    if path.suffix.lower() == ".csv":
        return _ofac(path) if _is_ofac(path) else _plain(path)
    raise ConfigError("a list is .csv, .json or .jsonl", where=str(path))


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")


def _csv_rows(path: Path, skip: int = 0) -> Iterator[tuple[str, list[str]] | RecordError]:
    """Where each row stands, and its fields, stripped."""
    with _open(path) as file:
        reader = csv.reader(file)
        while True:
            where = f"{path.name}:{reader.line_num + 1}"
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield RecordError(f"this row cannot be read: {error}; left out", where=where)
                continue
            if skip > 0:
                skip -= 1
            elif any(field.strip(" \x1a") for field in row):  # OFAC's files end in Ctrl-Z
                yield where, [field.strip() for field in row]


# --- OFAC ---------------------------------------------------------------------


def _is_ofac(path: Path) -> bool:
    first = next(_csv_rows(path), None)
    if first is None or isinstance(first, RecordError):
        return False
    return len(first[1]) == _OFAC_COLUMNS and first[1][0].isdecimal()


def _ofac(path: Path) -> Iterator[Row]:
    aliases = _beside(path.with_name("alt.csv"), 3)
    countries = _beside(path.with_name("add.csv"), 4)
    for row in _csv_rows(path):
        if isinstance(row, RecordError):
            yield row
            continue
        where, fields = row
        if len(fields) != _OFAC_COLUMNS or not fields[0].isdecimal() or not fields[1]:
            yield RecordError("not a row of OFAC's list; left out", where=where)
            continue
        number, name, kind, program = fields[:4]
        if kind.lower() in _VEHICLES:
            continue  # a ship is nobody: no type of ours
        type_ = EntityType.PERSON if kind.lower() == "individual" else _body(name, program)
        names = (name, *aliases.get(number, ()))
        written = tuple(n for n in (_written(x, type_) for x in names) if n)
        country = next(filter(None, map(_country, countries.get(number, ()))), None)
        yield Listed(f"ofac-{number}", type_, written, country, f"OFAC SDN list, {program}", where)


def _beside(path: Path, column: int) -> Mapping[str, list[str]]:
    """By entry, one column of a file that comes with the list; nothing without the file."""
    found: dict[str, list[str]] = {}
    if path.is_file():
        for row in _csv_rows(path):
            if not isinstance(row, RecordError) and len(row[1]) > column:
                value = row[1][column]
                if value and value != _NOTHING:
                    found.setdefault(row[1][0], []).append(value)
    return found


def _body(name: str, program: str) -> EntityType:
    """What an entity that is no individual may be. Only what the program itself calls a
    terrorist or criminal organization is a group: a listed restaurant is none."""
    if _COMPANY.search(folded(name)):
        return EntityType.COMPANY
    return EntityType.GROUP if _GROUPS.search(program) else EntityType.ORG


def _written(name: str, type_: EntityType) -> str:
    """ "SOL DE LARA, Rosa" as the press writes it."""
    if type_ is EntityType.PERSON and name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given.strip()} {family.strip()}"
    if len(name) > NAME_LIMIT:
        return ""
    words = [_word(word) for word in name.split()]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _word(word: str) -> str:
    return word.lower() if word.lower() in _SMALL else _PART.sub(_capitalized, word)


def _capitalized(part: re.Match[str]) -> str:
    return part.group().capitalize()


# --- FollowTheMoney -------------------------------------------------------------


def _ftm(path: Path) -> Iterator[Row]:
    for where, text in _objects(path):
        if isinstance(text, RecordError):
            yield text
            continue
        row = _ftm_row(text, where, path)
        if row is not None:
            yield row


def _objects(path: Path) -> Iterator[tuple[str, Any]]:
    """Where each object stands, and it, or the error that stands for it."""
    with _open(path) as file:
        opens = file.read(1)
        while opens.isspace():
            opens = file.read(1)
        file.seek(0)
        if opens == "[":
            yield from _array(file, path)
            return
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            where = f"{path.name}:{number}"
            if len(line) > LINE_LIMIT:
                while line and not line.endswith("\n"):
                    line = file.readline(LINE_LIMIT)
                yield where, RecordError("this line is too long; left out", where=where)
            elif line.strip():
                yield where, _parsed(line, where)


def _array(file: TextIO, path: Path) -> Iterator[tuple[str, Any]]:
    text = file.read(ARRAY_LIMIT + 1)
    if len(text) > ARRAY_LIMIT:
        raise ConfigError("too long for one array; give one object a line", where=str(path))
    found = _parsed(text, path.name)
    if isinstance(found, RecordError):
        raise ConfigError("this is no JSON", where=str(path))
    for number, item in enumerate(found, 1):
        yield f"{path.name}: item {number}", item


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return RecordError("this is no JSON; left out", where=where)


def _ftm_row(data: Any, where: str, path: Path) -> Row | None:
    """The entry; None for what is no actor (an address, a sanction, a vessel)."""
    properties = data.get("properties") if isinstance(data, dict) else None
    if not isinstance(properties, dict) or not isinstance(data.get("id"), str):
        return RecordError(
            "no FollowTheMoney entity (id, schema, properties); left out", where=where
        )
    type_ = _SCHEMAS.get(str(data.get("schema")))
    if type_ is None:
        return None
    if type_ in (EntityType.ORG, EntityType.COMPANY) and _is_crime(properties):
        type_ = EntityType.GROUP
    names = [data.get("caption"), *_values(properties, "name"), *_values(properties, "alias")]
    kept = tuple(n for n in names if isinstance(n, str) and 0 < len(n.strip()) <= NAME_LIMIT)
    if not kept:
        return RecordError("an entity without a name; left out", where=where)
    codes = (*_values(properties, "country"), *_values(properties, "nationality"))
    country = next(filter(None, map(_country, codes)), None)
    id_ = f"{_namespace(path)}-{_slug(data['id'])}"
    return Listed(id_, type_, kept, country, f"list {path.name}", where)


def _is_crime(properties: Mapping[str, Any]) -> bool:
    """FollowTheMoney's topics for organized crime and terror (of an organization)."""
    topics = set(_values(properties, "topics"))
    return bool(topics & {"crime.terror", "crime.traffick.drug", "crime.boss", "crime.cartel"})


def _values(properties: Mapping[str, Any], key: str) -> list[str]:
    values = properties.get(key)
    values = values if isinstance(values, list) else [values]
    return [value for value in values if isinstance(value, str)]


# --- plain CSV ------------------------------------------------------------------


def _plain(path: Path) -> Iterator[Row]:
    rows = _csv_rows(path)
    first = next(rows, None)
    header = [] if first is None or isinstance(first, RecordError) else first[1]
    columns = {name.lower(): at for at, name in enumerate(header)}
    if "name" not in columns:
        raise ConfigError("a list as CSV has a header with “name”", where=str(path))
    for row in rows:
        yield row if isinstance(row, RecordError) else _plain_row(*row, columns, path)


def _plain_row(where: str, fields: list[str], columns: Mapping[str, int], path: Path) -> Row:
    def value(key: str) -> str:
        at = columns.get(key)
        return fields[at] if at is not None and at < len(fields) else ""

    name, type_ = value("name"), value("type").upper() or "ORG"
    if not name or len(name) > NAME_LIMIT:
        return RecordError("a row without a name; left out", where=where)
    if type_ not in EntityType.__members__ or type_ == EntityType.PLACE:
        return RecordError(f"unknown type “{value('type')[:40]}”; left out", where=where)
    country = _country(value("country"))
    if value("country") and country is None:
        return RecordError(f"unknown country “{value('country')[:40]}”; left out", where=where)
    aliases = (alias.strip() for alias in value("aliases").split(";"))
    names = (name, *(a for a in aliases if 0 < len(a) <= NAME_LIMIT))
    id_ = f"{_namespace(path)}-{_slug(value('id') or name)}"
    return Listed(id_, EntityType(type_), names, country, f"list {path.name}", where)


# --- what they share ------------------------------------------------------------


def _namespace(path: Path) -> str:
    return _slug(path.name.split(".")[0]) or "list"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:80]


def _country(name: str) -> str | None:
    """An ISO 3166 code from one, or from a country's name in either language."""
    if _COUNTRY_CODE.fullmatch(name):
        return name.upper()
    return _countries().get(folded(name))


@cache
def _countries() -> Mapping[str, str]:
    """Country code by folded name: the curated countries."""
    return {
        folded(name): entry.country
        for entry in curated().values()
        if entry.country and entry.id == f"place-{entry.country.lower()}"
        for name in entry.names
    }
