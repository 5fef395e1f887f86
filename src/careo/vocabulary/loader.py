"""The vocabulary: every term of every concept, from the YAML files in `terms/`.

A term has an id (the word used in code, addresses and exports), a label and prose in
English and Spanish, and the FollowTheMoney schema it is exported as or extends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from careo.errors import VocabularyError

LANGUAGES = ("en", "es")
FOLDER = Path(__file__).parent / "terms"
FILE_LIMIT = 1_000_000
"""Bytes; the files are some kilobytes, and a larger one is not a vocabulary."""


class Kind(StrEnum):
    """The concepts that have terms; the value is the file's name."""

    STANCE = "stances"
    CERTAINTY = "certainty"
    EVENT = "events"
    STATUS = "statuses"
    RELATION = "relations"
    ENTITY_TYPE = "entity_types"
    ARTICLE_TYPE = "article_types"


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `labels` and `prose` have every language of `LANGUAGES`; `ftm` is
    None when the term is a property of a record and not a record itself."""

    id: str
    kind: Kind
    labels: Mapping[str, str]
    prose: Mapping[str, str]
    ftm: str | None

    def label(self, language: str) -> str:
        """The label in `language`, in English when there is none."""
        return self.labels.get(language, self.labels["en"])


@cache
def terms(kind: Kind) -> Mapping[str, Term]:
    """The terms of a kind by id, in the file's order. Raises `VocabularyError`."""
    return read_terms(FOLDER / f"{kind}.yaml", kind)


def label(kind: Kind, id_: str, language: str) -> str:
    """The label of a term; the id itself when there is no such term."""
    term = terms(kind).get(id_)
    return term.label(language) if term else id_


def read_terms(path: Path, kind: Kind) -> Mapping[str, Term]:
    """The terms in a file. `VocabularyError` names the file and the term at fault."""
    data = read_yaml(path)
    if not isinstance(data, dict) or not data:
        raise VocabularyError("a mapping of terms is expected", where=path.name)
    return MappingProxyType({str(id_): _term(str(id_), kind, data[id_], path) for id_ in data})


def read_yaml(path: Path) -> Any:
    """What a small YAML file holds. Raises `VocabularyError` with the file's name."""
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise VocabularyError(f"larger than {FILE_LIMIT} bytes", where=path.name)
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - safe
    except OSError as error:
        raise VocabularyError(error.strerror or "cannot be read", where=path.name) from None
    except UnicodeDecodeError:
        raise VocabularyError("not UTF-8", where=path.name) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        problem = getattr(error, "problem", None) or "not YAML"
        raise VocabularyError(str(problem), where=where) from None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, but a key given twice is an error and not a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key.value}” is there twice", key.start_mark
                )
            if isinstance(key.value, str):
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def _term(id_: str, kind: Kind, data: Any, path: Path) -> Term:
    where = f"{path.name}: {id_}"
    if not isinstance(data, dict) or set(data) != {"ftm", *LANGUAGES}:
        raise VocabularyError(f"needs exactly ftm, {', '.join(LANGUAGES)}", where=where)
    ftm = data["ftm"]
    if ftm is not None and not isinstance(ftm, str):
        raise VocabularyError("ftm is the name of a schema, or null", where=where)
    labels, prose = {}, {}
    for language in LANGUAGES:
        words = data[language]
        if not isinstance(words, dict) or set(words) != {"label", "prose"}:
            raise VocabularyError(f"{language} needs exactly label, prose", where=where)
        if not all(isinstance(w, str) and w.strip() for w in words.values()):
            raise VocabularyError(f"{language} has an empty label or prose", where=where)
        labels[language], prose[language] = words["label"], words["prose"]
    return Term(id_, kind, MappingProxyType(labels), MappingProxyType(prose), ftm)
