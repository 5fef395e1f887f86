"""Gold of the `careo` set: one JSON file for each article, names, cues and keys only.

Fields: "file" or "source", "lang", "entities", "claims", "events", "relations" as the
annotation guide has them, and optionally "published" (the article's day) and "until"
(the last words that the annotator read: what stands after them is masked).

"file" is a text file beside the gold file. "source" is {"path", "key"}: an archive that
`careo add` could open, and the key or address of one article in it. "annotated" names the
sections that were annotated where not all were: the others are masked, not empty.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careo.errors import MeasuringError, RecordError
from careo.measuring.matching import names_of, normal
from careo.measuring.reading import squeeze
from careo.measuring.tools import Tools
from careo.values import Article, Capture, Certainty, EntityType, Stance, Stated

EVENTS = frozenset(
    {"arrest", "charge", "conviction", "acquittal", "sentence", "extradition", "surrender"}
    | {"escape", "release", "killing", "attack", "kidnapping", "disappearance", "seizure"}
    | {"raid", "sanction", "negotiation", "displacement", "bribery", "death"}
)
RELATIONS = frozenset(
    {"leads", "member_of", "allied_with", "rival_of", "split_from", "family_of"}
    | {"holds_office", "operates_in", "works_with", "supplies"}
)
SECTIONS = ("entities", "claims", "events", "relations")
LARGEST = 5_000_000
"""Bytes of one gold or text file."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class GoldEntity:
    name: str
    aliases: tuple[str, ...]
    type: str
    country: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every name, as names are compared."""
        return names_of(self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class GoldClaim:
    speaker: str | None
    cue: str
    content_key: str
    stance: str
    quoted: bool
    hedged: bool
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldEvent:
    type: str
    trigger: str
    certainty: str
    who: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    where: str | None = None
    date: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class GoldRelation:
    type: str
    source: str
    target: str
    past: bool
    evidence_key: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """What one gold file says. `path` is the file; `archive` the path and key of its text."""

    path: Path
    language: str
    file: str | None = None
    archive: tuple[str, str] | None = None
    published: str | None = None
    until: str | None = None
    annotated: tuple[str, ...] = SECTIONS
    entities: tuple[GoldEntity, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    relations: tuple[GoldRelation, ...] = ()

    def entity(self, name: str) -> GoldEntity | None:
        """The entity that bears `name`; its fullest name wins over an alias."""
        wanted = normal(name)
        if not wanted:
            return None
        named = (e for e in self.entities if normal(e.name) == wanted)
        called = (e for e in self.entities if wanted in e.names)
        return next(named, None) or next(called, None)


# --- loading ------------------------------------------------------------------


def load(path: Path) -> list[GoldArticle]:
    """The articles of a gold file or of a folder and the folders in it, by name.

    Files ending in `.json` count. Raises MeasuringError naming the file and what is
    wrong with its shape; whether keys occur in the text is for `faults` to say.
    """
    files = [path] if path.is_file() else sorted(path.rglob("*.json"))
    if not files:
        raise MeasuringError("holds no gold files (.json)", where=str(path))
    return [_article(file) for file in files]


def _article(path: Path) -> GoldArticle:
    try:
        data = json.loads(_limited(path).decode("utf-8-sig"))
        return _from_json(path, data)
    except (UnicodeError, ValueError, RecursionError) as error:
        raise MeasuringError(f"not a gold file: {error}", where=str(path)) from error
    except KeyError as error:
        raise MeasuringError(f"lacks {error}", where=str(path)) from error
    except (TypeError, AttributeError) as error:
        raise MeasuringError(f"has another shape: {error}", where=str(path)) from error


def _limited(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        raise MeasuringError(error.strerror or "cannot be read", where=str(path)) from error
    if len(body) > LARGEST:
        raise MeasuringError(f"larger than {LARGEST:,} bytes", where=str(path))
    return body


def _from_json(path: Path, data: Mapping[str, Any]) -> GoldArticle:
    source = data.get("source")
    archive = (str(source["path"]), str(source.get("key") or "")) if source else None
    if archive is None and not data.get("file"):
        raise KeyError("file")
    return GoldArticle(
        path=path,
        language=str(data["lang"]),
        file=data.get("file"),
        archive=archive,
        published=data.get("published"),
        until=data.get("until"),
        annotated=_texts(data.get("annotated")) or SECTIONS,
        entities=tuple(
            GoldEntity(e["name"], _texts(e.get("aliases")), e["type"], e.get("country"))
            for e in data["entities"]
        ),
        claims=tuple(_claim(c) for c in data["claims"]),
        events=tuple(_event(e) for e in data["events"]),
        relations=tuple(
            GoldRelation(
                r["type"], r["from"], r["to"], bool(r.get("past")), r.get("evidence_key") or ""
            )
            for r in data["relations"]
        ),
    )


def _claim(data: Mapping[str, Any]) -> GoldClaim:
    return GoldClaim(
        speaker=data["speaker"],
        cue=data["cue"],
        content_key=data["content_key"],
        stance=data["stance"],
        quoted=bool(data.get("quoted")),
        hedged=bool(data.get("hedged")),
        about=_texts(data.get("about")),
    )


def _event(data: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        type=data["type"],
        trigger=data.get("trigger") or "",
        certainty=data["certainty"],
        who=_texts(data.get("who")),
        by=_texts(data.get("by")),
        where=data.get("where"),
        date=data.get("date"),
        amount=data.get("amount"),
    )


def _texts(value: Any) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value or ()
    return tuple(str(one) for one in values if one)


# --- the text -----------------------------------------------------------------


def article_of(gold: GoldArticle, tools: Tools) -> Article:
    """The article that `gold` is about, as Careo reads it, in gold's language.

    Raises MeasuringError when its text is not to be found or not to be read.
    """
    path = _beside(gold)
    if path is not None:
        capture = Capture(
            key=path.name,
            body=_limited(path),
            media_type="text/plain",
            locator=str(path),
            fetched=_EPOCH,
            stated=Stated(language=gold.language, published=gold.published or ""),
        )
    elif gold.archive is not None:
        capture = tools.finder()(*gold.archive)
    else:
        raise MeasuringError(f"its text “{gold.file}” is not beside it", where=str(gold.path))
    try:
        article = tools.reader()(capture)
    except RecordError as error:
        raise MeasuringError(f"its text cannot be read: {error}", where=str(gold.path)) from error
    return article.with_(language=gold.language, published=gold.published or article.published)


def _beside(gold: GoldArticle) -> Path | None:
    names = [Path(gold.file).name] if gold.file else []
    names.append(f"{gold.path.stem}.txt")
    found = (gold.path.with_name(name) for name in names)
    return next((path for path in found if path.is_file() and path != gold.path), None)


def end_of(gold: GoldArticle, text: str) -> int:
    """Where the annotator stopped reading: the offset after `until`, or the text's end."""
    if not gold.until:
        return len(text)
    pattern = r"\s+".join(re.escape(word) for word in gold.until.split())
    match = re.search(pattern, text)
    return match.end() if match else len(text)


# --- checking -----------------------------------------------------------------


def faults(gold: GoldArticle, text: str) -> Iterator[str]:
    """One line for everything in a gold file that is unlike the guide or the text."""
    whole = squeeze(text)

    def absent(kind: str, key: str | None) -> Iterator[str]:
        if not key or squeeze(key) not in whole:
            yield f"{kind} is not in the text: “{key}”"

    for entity in gold.entities:
        yield from _odd("entity type", entity.type, frozenset(EntityType))
        for name in (entity.name, *entity.aliases):
            yield from absent(f"a name of {entity.name}", name)
    for claim in gold.claims:
        yield from _odd("stance", claim.stance, frozenset(Stance))
        yield from absent("cue", claim.cue)
        yield from absent(f"content_key of “{claim.cue}”", claim.content_key)
        yield from _unresolved(gold, "about", claim.about)
        if claim.speaker is not None and not gold.entity(claim.speaker):
            yield from absent(f"speaker of “{claim.cue}”", claim.speaker)
    for event in gold.events:
        yield from _odd("event type", event.type, EVENTS)
        yield from _odd("certainty", event.certainty, frozenset(Certainty))
        yield from absent(f"trigger of {event.type}", event.trigger)
    for relation in gold.relations:
        yield from _odd("relation type", relation.type, RELATIONS)
        yield from absent(f"evidence_key of {relation.type}", relation.evidence_key)
        yield from _unresolved(gold, relation.type, (relation.source, relation.target))
    if gold.until:
        yield from absent("until", gold.until)
    for section in gold.annotated:
        yield from _odd("annotated section", section, frozenset(SECTIONS))
    yield from _twice(gold)


def _odd(kind: str, value: str, known: frozenset[Any]) -> Iterator[str]:
    if value not in {str(one) for one in known}:
        yield f"{kind} “{value}” is none of the guide's"


def _unresolved(gold: GoldArticle, kind: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if gold.entity(name) is None:
            yield f"{kind}: “{name}” is no entity of this file"


def _twice(gold: GoldArticle) -> Iterator[str]:
    """Aliases may be shared (two brothers, one surname); fullest names may not."""
    names = Counter(normal(entity.name) for entity in gold.entities)
    for entity in gold.entities:
        if names[normal(entity.name)] > 1:
            yield f"there is more than one entity “{entity.name}”"


def check(path: Path, tools: Tools) -> dict[str, list[str]]:
    """The faults of every gold file under `path`, by file; files without any left out."""
    found = {}
    for gold in load(path):
        try:
            article = article_of(gold, tools)
            lines = list(faults(gold, article.text))
        except MeasuringError as error:
            lines = [str(error)]
        if lines:
            found[str(gold.path)] = lines
    return found
