"""The authority: the curated file of known names, from the YAML files in `entries/`.

Each entry says what a name names (type, country, family) and on what public record
that rests. It says nothing of what anybody did. Ids are stable and public: identities
are keyed by them. A name without `es` is the same in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from careo.authority.places import read_places
from careo.authority.reading import Fields, text_of, texts_of
from careo.errors import VocabularyError
from careo.values import EntityType
from careo.vocabulary.loader import read_yaml

FOLDER = Path(__file__).parent / "entries"
PLACES = "places.yaml"
RECORDS = frozenset({"office", "court"})
_ENTRY = frozenset({"type", "en", "es", "aliases", "country", "family", "record", "source"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity. `names` begins with the English name, then the Spanish one,
    then aliases, each once. `record` tells of a person why they are of public record:
    `office` or `court`. `demonyms` belong to countries. `listed` names the list that an
    entry comes from (see `lists`); the curated ones have none."""

    id: str
    type: EntityType
    en: str
    es: str
    source: str
    names: tuple[str, ...]
    country: str | None = None
    family: str | None = None
    record: str | None = None
    demonyms: tuple[str, ...] = ()
    listed: str | None = None

    def name(self, language: str) -> str:
        """Its name in `language`, in English when there is none."""
        return self.es if language == "es" else self.en


@cache
def curated() -> Mapping[str, Entry]:
    """Our own entries by id, read once. Raises `VocabularyError` naming file and entry."""
    return read_folder(FOLDER)


_listed: Mapping[str, Entry] = {}


@cache
def authority() -> Mapping[str, Entry]:
    """Every entry by id: our own, and those of the lists in use. Raises
    `VocabularyError` naming file and entry."""
    return MappingProxyType({**curated(), **_listed}) if _listed else curated()


def set_listed(entries: Mapping[str, Entry]) -> None:
    """Takes these for the lists' entries, in place of all before; `lists.use_lists` calls
    it, with ids that none of ours has."""
    global _listed  # noqa: PLW0603 - the one list of the process, as its reading is cached
    _listed = entries
    authority.cache_clear()


def is_curated(id_: str) -> bool:
    """Whether the entry is ours. To be on somebody's list makes nobody public."""
    return id_ in curated()


def entry(id_: str) -> Entry | None:
    """The entry with this id, if there is one."""
    return authority().get(id_)


def read_folder(folder: Path) -> Mapping[str, Entry]:
    """Every entry of a folder's files. Ids are unique over all files, and a family is
    itself an entry; `VocabularyError` otherwise."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.yaml")):
        for found in _read(path):
            if found.id in entries:
                raise VocabularyError("this id is taken", where=f"{path.name}: {found.id}")
            entries[found.id] = found
    for found in entries.values():
        if found.family is not None and found.family not in entries:
            raise VocabularyError(f"no entry for family “{found.family}”", where=found.id)
    return MappingProxyType(entries)


def _read(path: Path) -> Iterator[Entry]:
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise VocabularyError("a mapping is expected", where=path.name)
    if path.name == PLACES:
        yield from (_place(fields) for fields in read_places(data, path.name))
        return
    defaults, sources = data.get("defaults") or {}, data.get("sources") or {}
    for id_, fields in (data.get("entries") or {}).items():
        where = f"{path.name}: {id_}"
        if not isinstance(fields, dict) or not set(fields) <= _ENTRY:
            raise VocabularyError(f"an entry has only {', '.join(sorted(_ENTRY))}", where=where)
        yield _entry(str(id_), {**defaults, **fields}, sources, where)


def _entry(id_: str, fields: Fields, sources: Mapping[str, Any], where: str) -> Entry:
    try:
        type_ = EntityType(str(fields.get("type")))
    except ValueError:
        raise VocabularyError(f"unknown type “{fields.get('type')}”", where=where) from None
    if fields.get("source") not in sources:
        raise VocabularyError(f"unknown source “{fields.get('source')}”", where=where)
    record = fields.get("record")
    if (record in RECORDS) is not (type_ is EntityType.PERSON):
        raise VocabularyError("persons, and only they, have record office or court", where=where)
    en = text_of(fields, "en", where)
    es = text_of(fields, "es", where) if "es" in fields else en
    return Entry(
        id=id_,
        type=type_,
        en=en,
        es=es,
        source=str(sources[fields["source"]]),
        names=tuple(dict.fromkeys((en, es, *texts_of(fields, "aliases", where)))),
        country=country_of(fields, where),
        family=fields.get("family"),
        record=record,
    )


def country_of(fields: Fields, where: str) -> str | None:
    """An upper-case ISO 3166 alpha-2 code, or None."""
    code = fields.get("country")
    if code is None:
        return None
    if not (isinstance(code, str) and len(code) == 2 and code.isalpha() and code.isupper()):
        raise VocabularyError(f"“{code}” is no country code", where=where)
    return code


def _place(fields: Fields) -> Entry:
    names = tuple(dict.fromkeys((fields["en"], fields["es"], *fields["aliases"])))
    return Entry(
        id=fields["id"],
        type=EntityType.PLACE,
        en=fields["en"],
        es=fields["es"],
        source=fields["source"],
        names=names,
        country=fields["country"],
        demonyms=tuple(fields["demonyms"]),
    )
