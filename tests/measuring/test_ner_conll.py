from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.ner_conll import evaluate, load
from careo.measuring.tools import Tools
from careo.values import Annotations
from measuring.reading_of import Reader, answering

ENGLISH = """-DOCSTART- -X- O O

Odo NNP I-NP I-PER
Brandt NNP I-NP I-PER
of IN I-PP O
Port NNP I-NP I-LOC
Alva NNP I-NP I-LOC
joined VBD I-VP O
Salt NNP I-NP I-ORG
Bank NNP I-NP I-ORG
Ruedas NNP I-NP B-ORG
. . O O

Valdemoran JJ I-NP I-MISC
tea NN I-NP O

-DOCSTART- -X- O O

Ulloa NNP I-NP I-PER
left VBD I-VP O
. . O O
"""
SPANISH = """Alva NC B-LOC
, Fc O
3 Z O
may NC O
( Fpa O
EFE NC B-ORG
) Fpt O
. Fp O

Habla VMI O
Ulloa NC B-PER
. Fp O

Ponta NC B-LOC
, Fc O
4 Z O
may NC O
( Fpa O
EFECOM NP B-ORG
) Fpt O
. Fp O
"""


def conll(folder: Path) -> Path:
    (folder / "eng.testa").write_text(ENGLISH)
    (folder / "esp.testa").write_text(SPANISH)
    (folder / "README").write_text(
        "This is not a column file.\nIt has words in lines.\nAnd more.\n"
    )
    return folder


def test_documents_languages_and_names_are_read(tmp_path: Path) -> None:
    documents = load(conll(tmp_path))
    texts = [(d.article.language, d.article.text) for d in documents]
    assert texts == [
        ("en", "Odo Brandt of Port Alva joined Salt Bank Ruedas.\n\nValdemoran tea"),
        ("en", "Ulloa left."),
        ("es", "Alva, 3 may (EFE).\n\nHabla Ulloa."),
        ("es", "Ponta, 4 may (EFECOM)."),
    ]
    text = texts[0][1]
    named = sorted((text[s:e], t) for s, e, t in documents[0].names)
    # A B- tag begins a second name right behind the first; MISC is not asked for.
    assert named == [
        ("Odo Brandt", "PER"),
        ("Port Alva", "LOC"),
        ("Ruedas", "ORG"),
        ("Salt Bank", "ORG"),
    ]


def test_characters_and_type_must_be_golds(tmp_path: Path) -> None:
    text = load(conll(tmp_path))[0].article.text
    reader = Reader(text)
    reader.entity("Odo Brandt", "PERSON")
    reader.entity("Alva", "PLACE")
    reader.entity("Salt Bank", "COMPANY")
    reader.entity("Ruedas", "PLACE")
    reader.entity("tea", "ORG")  # refers back: no capital letter
    tools = Tools(annotate=answering({"Brandt": reader.done()}), bare=answering({}))
    report = evaluate(tmp_path, tools)
    careo = report.systems["careo"]
    assert (careo["precision_en"], careo["recall_en"]) == (2 / 4, 2 / 5)
    assert careo["f1_per_en"] == pytest.approx(2 * 1 * (1 / 2) / (1 + 1 / 2))
    assert careo["recall_org_en"] == 1 / 2
    assert careo["f1_es"] == 0
    assert set(report.systems["spacy"].values()) == {0}
    assert report.count("f1_en") == 5


def test_the_same_name_twice_is_found_twice(tmp_path: Path) -> None:
    (tmp_path / "eng.x").write_text("Ulloa A A I-PER\nsaw A A O\nUlloa A A I-PER\n. A A O\n\n")
    (document,) = load(tmp_path)
    reader = Reader(document.article.text)
    reader.entity("Ulloa", "PERSON")
    report = evaluate(tmp_path, Tools(annotate=answering({"Ulloa": reader.done()})))
    assert report.systems["careo"]["recall_en"] == 1 / 2


def test_a_limit_takes_fewer_documents(tmp_path: Path) -> None:
    tools = Tools(annotate=lambda articles: [Annotations() for _ in articles], limit=2)
    assert evaluate(conll(tmp_path), tools).n == 2


def test_a_line_that_is_cut_short_is_named(tmp_path: Path) -> None:
    (tmp_path / "eng.x").write_text("a A A O\n" * 20 + "word\n")
    with pytest.raises(MeasuringError, match=r"eng\.x:21"):
        load(tmp_path)


def test_a_folder_without_column_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("words only\n" * 9)
    with pytest.raises(MeasuringError, match="no column files"):
        load(tmp_path)
