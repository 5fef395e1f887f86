"""GLiNER's candidates, from a tiny model with random weights that is made here.

What such a model marks is noise; tested is that noise of any kind gives valid
candidates, that the model is read from its folder alone, and what faults say.
"""

from __future__ import annotations

import importlib.util
import json
import pickle
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from annotating.writing import article
from careo.annotating import gliner
from careo.annotating.annotator import load_annotator
from careo.annotating.draft import Candidate, Draft, Origin
from careo.annotating.gliner import GlinerNames, GlinerSettings, gliner_settings, stretches
from careo.annotating.language.parsing import Parsed, pieces_of
from careo.annotating.rules import RuleAnnotator
from careo.errors import ConfigError
from careo.values import EntityType, Span

INSTALLED = importlib.util.find_spec("gliner") is not None
needs_gliner = pytest.mark.skipif(not INSTALLED, reason="the `gliner` extra is not installed")

TEXT = "Rosa Quintanilla spoke in Quito of the Lemon Cartel. She left for Lima (see photo) today."
WORDS = 24
"""The tiny model's `max_len`."""


# --- with the real library ----------------------------------------------------


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a GLiNER model as `save_pretrained` writes it: a BERT of one layer with
    random weights, and a tokenizer trained on one sentence."""
    from gliner import GLiNER, GLiNERConfig
    from transformers import BertConfig

    folder = tmp_path_factory.mktemp("gliner")
    tokenizer = tokenizer_of([TEXT])
    tokenizer.save_pretrained(folder / "encoder")
    encoder = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    config = GLiNERConfig(
        model_name=str(folder / "encoder"),
        encoder_config=encoder.to_dict(),
        hidden_size=32,
        max_width=4,
        max_len=WORDS,
        num_rnn_layers=0,
    )
    made = GLiNER.from_config(config, backbone_from_pretrained=False)
    made.save_pretrained(folder / "model", safe_serialization=True)
    shutil.rmtree(folder / "encoder")  # what is read must lie in the model's own folder
    return folder / "model"


def tokenizer_of(texts: Sequence[str]) -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=200, special_tokens=special)
    trained.train_from_iterator(texts, trainer)
    trained.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=trained,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    )


def asked_of(model: Path, **more: Any) -> dict[str, Any]:
    return {"model": str(model), "threshold": 0.0, **more}


@needs_gliner
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_model_from_a_folder_marks_names_where_they_stand(model: Path, language: str) -> None:
    text = article(TEXT, TEXT * 40, language=language)
    (found,) = load_annotator("gliner", asked_of(model)).annotate_many([text])
    (plain,) = load_annotator().annotate_many([text])
    assert not found.skipped
    assert len(found.mentions) > len(plain.mentions)
    assert all(text.text[m.span.start : m.span.end] == m.text for m in found.mentions)


@needs_gliner
def test_a_text_longer_than_the_model_takes_is_read_to_its_end(
    model: Path, recwarn: pytest.WarningsRecorder
) -> None:
    draft = parsed(TEXT * 40)
    found = GlinerNames(gliner_settings(asked_of(model)))(draft).candidates
    assert max(c.span.end for c in found) > len(draft.text) - 80
    assert not [w for w in recwarn if "truncated" in str(w.message)]


@needs_gliner
def test_a_higher_threshold_leaves_fewer(model: Path) -> None:
    def marked(threshold: float) -> int:
        chosen = gliner_settings({"model": str(model), "threshold": threshold})
        return len(GlinerNames(chosen)(parsed(TEXT)).candidates)

    assert marked(0.0) > marked(0.999) == 0


@needs_gliner
def test_the_version_follows_the_model_and_what_it_is_asked(model: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(model, moved)

    def version(folder: Path, **more: Any) -> str:
        return GlinerNames(gliner_settings(asked_of(folder, **more))).version

    before = version(model)
    assert version(moved) == before
    assert version(model, threshold=0.1) != before
    assert version(model, labels={"gang": "GROUP"}) != before
    assert version(model, batch_size=1) == before
    weights = moved / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert version(moved) != before


@needs_gliner
def test_a_model_that_is_broken_is_told_in_one_line(model: Path, tmp_path: Path) -> None:
    shutil.copytree(model, tmp_path / "broken")
    (tmp_path / "broken" / "model.safetensors").write_bytes(b"no weights")
    annotator = load_annotator("gliner", asked_of(tmp_path / "broken"))
    with pytest.raises(ConfigError, match="cannot be loaded") as told:
        annotator.annotate_many([article(TEXT)])
    assert "\n" not in str(told.value)


@needs_gliner
def test_an_encoder_that_lies_elsewhere_is_not_fetched(model: Path, tmp_path: Path) -> None:
    shutil.copytree(model, tmp_path / "half")
    config = tmp_path / "half" / "gliner_config.json"
    told = json.loads(config.read_text()) | {"encoder_config": None, "model_name": "no/such"}
    config.write_text(json.dumps(told))
    with pytest.raises(ConfigError, match="cannot be loaded"):
        load_annotator("gliner", asked_of(tmp_path / "half")).annotate_many([article(TEXT)])


@needs_gliner
def test_the_component_can_be_sent_to_a_worker(model: Path) -> None:
    component = GlinerNames(gliner_settings(asked_of(model)))
    assert pickle.loads(pickle.dumps(component)).version == component.version  # noqa: S301


# --- with a stand-in for the model: what is asked of it, what is made of it ----


class Model:
    """Marks what it is told to, wherever the words stand; notes what it was asked."""

    def __init__(self, marks: Mapping[str, str], limit: int = 384) -> None:
        self.config = SimpleNamespace(max_len=limit)
        self.marks = marks
        self.asked: list[tuple[list[str], list[str], float, int]] = []

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float, batch_size: int
    ) -> list[list[dict[str, Any]]]:
        self.asked.append((texts, labels, threshold, batch_size))
        return [
            [
                {"start": at, "end": at + len(name), "text": name, "label": label, "score": 0.9}
                for name, label in self.marks.items()
                if (at := text.find(name)) >= 0
            ]
            for text in texts
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*gliner.FILES, gliner.WEIGHTS[0]):
        (tmp_path / name).write_text("{}")
    return tmp_path


def marking(
    monkeypatch: pytest.MonkeyPatch, folder: Path, marks: Mapping[str, str], limit: int = 384
) -> tuple[GlinerNames, Model]:
    stand_in = Model(marks, limit)
    monkeypatch.setattr(gliner, "_load", lambda _: stand_in)
    monkeypatch.setattr(gliner.importlib.util, "find_spec", lambda name: name)
    return GlinerNames(GlinerSettings(folder)), stand_in


def parsed(*paragraphs: str) -> Draft:
    """A draft whose documents have sentences and nothing else."""
    written = article(*paragraphs)
    pieces = tuple(Parsed(piece, sentences(piece.text)) for piece in pieces_of(written))
    return Draft(written, "en", pieces)


@cache
def sentences(text: str) -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp(text)


def test_a_label_becomes_our_type(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    component, asked = marking(monkeypatch, folder, {"Lemon Cartel": "armed group"})
    (found,) = component(parsed(TEXT)).candidates
    assert found == Candidate(Span(39, 51), Origin.MODEL, EntityType.GROUP)
    assert asked.asked == [(asked.asked[0][0], list(gliner.LABELS), 0.5, 8)]


@pytest.mark.parametrize(
    ("origin", "kept"),
    [(Origin.AUTHORITY, 1), (Origin.HEAD, 1), (Origin.CONTEXT, 2), (Origin.MODEL, 2)],
)
def test_it_cuts_through_nothing_that_is_told_by_more_than_a_model(
    monkeypatch: pytest.MonkeyPatch, folder: Path, origin: Origin, kept: int
) -> None:
    component, _ = marking(monkeypatch, folder, {"Lemon Cartel": "place"})
    told = Candidate(Span(33, 44), origin, EntityType.GROUP)
    assert len(component(parsed(TEXT).with_(candidates=(told,))).candidates) == kept


def test_of_two_guesses_for_one_name_the_model_s_stands(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    component, _ = marking(monkeypatch, folder, {"Zubelzu": "news outlet"})
    annotator = RuleAnnotator().with_component("gliner", component, after="named")
    (found,) = annotator.annotate_many([article("Nothing came of Zubelzu for years.")])
    assert [(e.name, e.type) for e in found.entities] == [("Zubelzu", EntityType.OUTLET)]


def test_a_span_over_an_aside_that_was_left_out_is_no_candidate(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    component, _ = marking(monkeypatch, folder, {"Lima today": "place", "today": "place"})
    found = component(parsed(TEXT)).candidates
    assert [c.span.of(TEXT) for c in found] == ["today"]


@pytest.mark.parametrize("entity", [(-1, 4), (3, 3), (0, 10_000), (5, 3), (4, 6)])
def test_what_a_model_gets_wrong_is_dropped(
    monkeypatch: pytest.MonkeyPatch, folder: Path, entity: tuple[int, int]
) -> None:
    component, stand_in = marking(monkeypatch, folder, {})
    strange = {"start": entity[0], "end": entity[1], "text": "?", "label": "person"}
    monkeypatch.setattr(stand_in, "inference", lambda texts, *_, **__: [[strange] for _ in texts])
    assert component(parsed(TEXT)).candidates == ()


def test_nothing_to_read_does_not_ask_the_model(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    component, asked = marking(monkeypatch, folder, {"a": "person"})
    component(Draft(article(" "), "en"))
    assert asked.asked == []


WORDS_OF_A_TEXT = st.lists(
    st.sampled_from(["Rosa", "left.", "x-y", "(", "—", "No!", "a"]), min_size=1
)


@settings(deadline=None)
@given(words=WORDS_OF_A_TEXT, limit=st.integers(1, 9))
def test_stretches_hold_every_word_once_and_no_more_than_fit(words: list[str], limit: int) -> None:
    text = " ".join(words)
    (piece,) = parsed(text).parsed
    parts = [text[start:end] for start, end in stretches(piece, limit)]
    told = gliner._WORD.findall(text)
    assert [word for part in parts for word in gliner._WORD.findall(part)] == told
    assert all(len(gliner._WORD.findall(part)) <= limit for part in parts)


# --- faults -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_settings", "told"),
    [
        ({}, "'model' in .* must name the folder"),
        ({"model": 3}, "'model' in .* must name the folder"),
        ({"model": "x", "threshold": "high"}, "'threshold' in .* must be a number"),
        ({"model": "x", "threshold": True}, "'threshold' in .* must be a number"),
        ({"model": "x", "threshold": 1.5}, "between 0 and 1"),
        ({"model": "x", "batch_size": 0}, "'batch_size' in .* from 1 to 1024"),
        ({"model": "x", "labels": ["person"]}, "must be a table"),
        ({"model": "x", "labels": {"gang": "MAFIA"}}, "no type 'MAFIA'; there are PERSON"),
        ({"model": "x", "treshold": 0.5}, "unknown setting 'treshold'"),
    ],
)
def test_a_wrong_setting_is_named(given_settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        gliner_settings(given_settings)


def test_without_the_package_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(gliner.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="install the `gliner` extra"):
        GlinerNames(GlinerSettings(folder))


@pytest.mark.parametrize("name", [*gliner.FILES, gliner.WEIGHTS[0]])
def test_a_folder_that_lacks_a_file_says_which(
    monkeypatch: pytest.MonkeyPatch, folder: Path, name: str
) -> None:
    monkeypatch.setattr(gliner.importlib.util, "find_spec", lambda _: True)
    (folder / name).unlink()
    with pytest.raises(ConfigError, match=f"lacks {name}") as told:
        GlinerNames(GlinerSettings(folder))
    assert told.value.where == str(folder)


def test_no_folder_is_told_with_its_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(gliner.importlib.util, "find_spec", lambda _: True)
    with pytest.raises(ConfigError, match="there is no folder with a GLiNER model") as told:
        GlinerNames(GlinerSettings(tmp_path / "nothing"))
    assert told.value.where == str(tmp_path / "nothing")
