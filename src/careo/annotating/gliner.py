"""Names that a GLiNER model finds, beside those of the rules (the `gliner` extra).

GLiNER (Zaratiana et al. 2024, arXiv:2311.08526) marks the spans of a text that fit
labels given in plain words. Models are read from a folder on this machine and from
nowhere else. Its guesses are candidates like the small model's: where an authority
name, a head word or an introduction stands, those are kept.
"""

from __future__ import annotations

import hashlib
import importlib.util
import multiprocessing
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from careo.annotating.annotator import Settings
from careo.annotating.draft import Candidate, Draft, Origin
from careo.annotating.language.parsing import Parsed
from careo.annotating.rules import RuleAnnotator
from careo.errors import ConfigError
from careo.values import EntityType

TABLE = "[annotating.gliner]"

LABELS: Mapping[str, EntityType] = {
    "person": EntityType.PERSON,
    "criminal organization": EntityType.GROUP,
    "armed group": EntityType.GROUP,
    "government agency": EntityType.AGENCY,
    "company": EntityType.COMPANY,
    "news outlet": EntityType.OUTLET,
    "organization": EntityType.ORG,
    "place": EntityType.PLACE,
}
"""What the model is asked for, and our type for it; not tuned on any set."""

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
FILES = ("gliner_config.json", "tokenizer_config.json")

_WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")
"""GLiNER's own words; what goes beyond the model's number of them it would drop."""


@dataclass(frozen=True)
class GlinerSettings:
    """`model` is the folder that GLiNER's `save_pretrained` wrote; spans that score below
    `threshold` are left out; `batch_size` texts go through the model together."""

    model: Path
    threshold: float = 0.5
    batch_size: int = 8
    labels: Mapping[str, EntityType] = field(default_factory=lambda: dict(LABELS))


def gliner_annotator(settings: Settings) -> RuleAnnotator:
    """The default annotator with GLiNER's candidates. Nothing is loaded yet; raises
    ConfigError when a setting is wrong, the extra or a file of the model is missing."""
    component = GlinerNames(gliner_settings(settings))
    return RuleAnnotator(name="gliner").with_component("gliner", component, after="named")


def gliner_settings(given: Settings) -> GlinerSettings:
    """Reads `[annotating.gliner]`; raises ConfigError that names the setting."""
    unknown = sorted(set(given) - set(GlinerSettings.__dataclass_fields__))
    if unknown:
        raise ConfigError(f"unknown setting {unknown[0]!r} in {TABLE}")
    model, threshold, size = (
        given.get(name, default)
        for name, default in (("model", ""), ("threshold", 0.5), ("batch_size", 8))
    )
    if not isinstance(model, str) or not model:
        raise ConfigError(f"'model' in {TABLE} must name the folder of a GLiNER model")
    if isinstance(threshold, bool) or not isinstance(threshold, int | float):
        raise ConfigError(f"'threshold' in {TABLE} must be a number")
    if not 0 <= threshold <= 1:
        raise ConfigError(f"'threshold' in {TABLE} must lie between 0 and 1")
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= 1024:
        raise ConfigError(f"'batch_size' in {TABLE} must be a whole number from 1 to 1024")
    labels = _labels(given.get("labels", {}))
    return GlinerSettings(Path(model).expanduser(), float(threshold), size, labels)


def _labels(given: object) -> Mapping[str, EntityType]:
    if not isinstance(given, Mapping):
        raise ConfigError(f"'labels' in {TABLE} must be a table of label = TYPE")
    for label, name in given.items():
        if name not in EntityType.__members__.values():
            kinds = ", ".join(EntityType)
            raise ConfigError(f"label {label!r} in {TABLE}: no type {name!r}; there are {kinds}")
    return {str(k): EntityType(v) for k, v in given.items()} or dict(LABELS)


class GlinerNames:
    """The component; picklable, the model is loaded once per process at the first text."""

    def __init__(self, settings: GlinerSettings) -> None:
        if importlib.util.find_spec("gliner") is None:
            raise ConfigError("GLiNER is not installed: install the `gliner` extra")
        _check_folder(settings.model)
        self.settings = settings
        self.version = _fingerprint(settings)

    def __call__(self, draft: Draft) -> Draft:
        """Adds a candidate for every span the model marks, unless it cuts through one
        that is told by more than a model."""
        taken = bytearray(len(draft.text))
        for firm in draft.candidates:
            if firm.origin > Origin.CONTEXT:
                taken[firm.span.start : firm.span.end] = b"\1" * (firm.span.end - firm.span.start)
        found = (
            candidate
            for candidate in self._candidates(draft)
            if 1 not in taken[candidate.span.start : candidate.span.end]
        )
        return draft.with_(candidates=(*draft.candidates, *found))

    def _candidates(self, draft: Draft) -> Iterator[Candidate]:
        model = _load(str(self.settings.model))
        limit = int(model.config.max_len)
        parts = [(p, start, end) for p in draft.parsed for start, end in stretches(p, limit)]
        texts = [parsed.piece.text[start:end] for parsed, start, end in parts]
        if not texts:
            return
        marked = model.inference(
            texts,
            list(self.settings.labels),
            threshold=self.settings.threshold,
            batch_size=self.settings.batch_size,
        )
        for (parsed, start, end), entities in zip(parts, marked, strict=True):
            for entity in entities:
                candidate = self._candidate(draft, parsed, (start, end), entity)
                if candidate is not None:
                    yield candidate

    def _candidate(
        self, draft: Draft, parsed: Parsed, part: tuple[int, int], entity: Mapping[str, Any]
    ) -> Candidate | None:
        start, end = part[0] + int(entity["start"]), part[0] + int(entity["end"])
        kind = self.settings.labels.get(entity["label"])
        written = parsed.piece.text[start:end]
        if kind is None or not part[0] <= start < end <= part[1] or written != written.strip():
            return None
        span = parsed.piece.span(start, end)
        # A span over an aside that the parser did not see would take the aside in.
        if draft.text[span.start : span.end] != written:
            return None
        return Candidate(span, Origin.MODEL, kind)


def stretches(parsed: Parsed, limit: int) -> Iterator[tuple[int, int]]:
    """Offsets in the piece of whole sentences together, of at most `limit` words; a
    sentence that is longer is cut between words."""
    text = parsed.piece.text
    start = end = words = 0
    for begin, finish in _sentences(parsed, limit):
        more = sum(1 for _ in _WORD.finditer(text, begin, finish))
        if words and words + more > limit:
            yield start, end
            start, words = begin, 0
        end, words = finish, words + more
    if words:
        yield start, end


def _sentences(parsed: Parsed, limit: int) -> Iterator[tuple[int, int]]:
    text = parsed.piece.text
    for sentence in parsed.doc.sents:
        begin, finish = sentence.start_char, sentence.end_char
        for number, word in enumerate(_WORD.finditer(text, begin, finish)):
            if number and number % limit == 0:
                yield begin, word.start()
                begin = word.start()
        yield begin, finish


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise ConfigError("there is no folder with a GLiNER model", where=str(folder))
    missing = [name for name in FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in WEIGHTS):
        missing.append(" or ".join(WEIGHTS))
    if missing:
        raise ConfigError(f"the GLiNER model lacks {missing[0]}", where=str(folder))


def _fingerprint(settings: GlinerSettings) -> str:
    """Changes with the model's files and the settings that change what it finds."""
    told = (settings.threshold, sorted(settings.labels.items()))
    digest = hashlib.sha256(repr(told).encode())
    for name in (*FILES, *WEIGHTS):
        path = settings.model / name
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


@cache
def _load(folder: str) -> Any:
    """The model in a folder; raises ConfigError with GLiNER's reason in one line."""
    # Read when the libraries are first imported: a second lock beside `local_files_only`.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    try:
        import torch
        from gliner import GLiNER

        if multiprocessing.parent_process() is not None:
            torch.set_num_threads(1)  # one of several workers: the others need their core
        return GLiNER.from_pretrained(folder, local_files_only=True)
    except Exception as error:  # three libraries, each with errors of its own
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise ConfigError(f"the GLiNER model cannot be loaded: {reason}", where=folder) from None
