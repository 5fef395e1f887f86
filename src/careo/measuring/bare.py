"""The baseline of the annotating sets: the spaCy models' names as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from careo.measuring.tools import AnnotateMany
from careo.values import Annotations, Article, EntityType, LocalEntity, Mention, Span

LoadPipeline = Callable[[str], Any]
"""A language into a `spacy.Language`; raises KeyError for one that no model reads."""

TYPES = {
    "PER": EntityType.PERSON,
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "LOC": EntityType.PLACE,
    "GPE": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
"""The models' labels that name somebody, something or some place."""

NAMING = ("tok2vec", "ner")
"""The parts that name; the others do not change what these find."""

BATCH_SIZE = 16


def bare_annotator(load: LoadPipeline) -> AnnotateMany:
    """The models of `load` as an annotator: every label becomes a mention, and mentions
    with the same words and type are one entity. Languages without a model come back
    empty."""

    @cache
    def pipeline(language: str) -> Any:
        nlp = load(language)
        for name in nlp.pipe_names:
            if name not in NAMING:
                nlp.disable_pipe(name)
        return nlp

    def annotate(articles: Sequence[Article]) -> list[Annotations]:
        results = [Annotations()] * len(articles)
        for language in sorted({a.language for a in articles if a.language}):
            chosen = [(i, a) for i, a in enumerate(articles) if a.language == language]
            try:
                nlp = pipeline(language)
            except KeyError:
                continue
            docs = nlp.pipe((a.text for _, a in chosen), batch_size=BATCH_SIZE)
            for (index, _), doc in zip(chosen, docs, strict=True):
                results[index] = _annotations(doc)
        return results

    return annotate


def _annotations(doc: Any) -> Annotations:
    entities: dict[tuple[str, EntityType], LocalEntity] = {}
    mentions = []
    for ent in doc.ents:
        if ent.label_ not in TYPES:
            continue
        key = (ent.text, TYPES[ent.label_])
        entity = entities.setdefault(key, LocalEntity(f"e{len(entities) + 1}", *key))
        span = Span(ent.start_char, ent.end_char)
        mentions.append(Mention(span, ent.text, entity.type, entity.id))
    return Annotations(mentions=tuple(mentions), entities=tuple(entities.values()))
