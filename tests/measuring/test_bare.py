from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import spacy

from careo.measuring.bare import bare_annotator
from careo.values import EntityType
from measuring.reading_of import article


def pipeline(language: str) -> Any:
    """A pipeline that knows three names."""
    if language != "en":
        raise KeyError(language)
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Valdemora"},
            {"label": "PERSON", "pattern": "Ulloa"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    nlp.add_pipe("sentencizer")
    return nlp


def test_every_name_is_a_mention_and_equal_ones_one_entity() -> None:
    text = "Ulloa left Valdemora on Monday. Ulloa slept."
    (found,) = bare_annotator(pipeline)([article(text)])
    assert [(m.span.of(text), m.entity) for m in found.mentions] == [
        ("Ulloa", "e1"),
        ("Valdemora", "e2"),
        ("Ulloa", "e1"),
    ]
    assert [e.type for e in found.entities] == [EntityType.PERSON, EntityType.PLACE]


def test_a_language_without_a_model_comes_back_empty() -> None:
    annotate = bare_annotator(pipeline)
    found = annotate([article("Ulloa", "es"), article("Ulloa", "en")])
    assert [len(one.mentions) for one in found] == [0, 1]


def test_a_pipeline_is_loaded_once_and_only_names() -> None:
    loaded: list[Any] = []

    def load(language: str) -> Any:
        loaded.append(pipeline(language))
        return loaded[-1]

    annotate = bare_annotator(load)
    articles: Iterable[Any] = (article("Ulloa") for _ in range(2))
    sizes: Iterator[int] = (len(annotate([one])) for one in articles)
    assert list(sizes) == [1, 1]
    assert [nlp.pipe_names for nlp in loaded] == [["ner"]]
