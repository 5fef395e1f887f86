"""The vocabulary is complete, in both languages, and says where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import VocabularyError
from careo.values import Certainty, EntityType, Stance
from careo.vocabulary.loader import FILE_LIMIT, FOLDER, LANGUAGES, Kind, label, read_terms, terms

GOOD = (
    "asserts:\n  ftm: Note\n  en: {label: says, prose: Says.}\n  es: {label: dice, prose: Dice.}\n"
)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_term_has_label_and_prose_in_every_language(kind: Kind) -> None:
    for term in terms(kind).values():
        assert set(term.labels) == set(term.prose) == set(LANGUAGES)


def test_every_file_is_a_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(Kind)


@pytest.mark.parametrize(
    ("kind", "values"),
    [(Kind.STANCE, Stance), (Kind.CERTAINTY, Certainty), (Kind.ENTITY_TYPE, EntityType)],
)
def test_the_terms_are_the_values_of_the_code(kind: Kind, values: type) -> None:
    assert list(terms(kind)) == [str(value) for value in values]


def test_labels_fall_back_to_english_and_unknown_ids_to_themselves() -> None:
    assert label(Kind.EVENT, "arrest", "es") == "captura"
    assert label(Kind.EVENT, "arrest", "pt") == "arrest"
    assert label(Kind.EVENT, "picnic", "en") == "picnic"


def test_terms_are_read_once() -> None:
    assert terms(Kind.EVENT) is terms(Kind.EVENT)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stances.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_terms(path, Kind.STANCE)["asserts"].ftm == "Note"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (GOOD.replace("Dice.", "''"), "bad.yaml: asserts"),
        (GOOD.replace("  ftm: Note\n", ""), "bad.yaml: asserts"),
        (GOOD.replace("Note", "[1]"), "bad.yaml: asserts"),
        (GOOD.replace("label: dice, ", ""), "bad.yaml: asserts"),
        (GOOD + GOOD, "bad.yaml:5"),
        ("asserts: [", "bad.yaml:"),
        ("- a list", "bad.yaml"),
        ("", "bad.yaml"),
        ("x: !!python/object/apply:os.getcwd []", "bad.yaml:1"),
        ("x" * (FILE_LIMIT + 1), "bad.yaml"),
    ],
)
def test_a_fault_names_the_file_and_the_place(tmp_path: Path, content: str, place: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        read_terms(path, Kind.STANCE)
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(VocabularyError, match=r"bad\.yaml"):
        read_terms(path, Kind.STANCE)


def test_an_absent_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.yaml"):
        read_terms(tmp_path / "none.yaml", Kind.STANCE)
