"""The gazetteer of towns."""

from __future__ import annotations

from pathlib import Path

import pytest

from careo.authority import towns
from careo.errors import VocabularyError


def test_a_town_is_found_without_its_accents_with_the_most_populous_country_first() -> None:
    assert towns.towns()["fresnillo"] == ("MX",)
    assert towns.towns()["rio grande"][0] in ("AR", "MX", "BR")


def test_given_names_and_function_words_are_no_towns() -> None:
    assert not {"mercedes", "los", "union"} & towns.towns().keys()


def test_a_broken_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "towns.tsv").write_text("Lima\tPE\nQuito\n", encoding="utf-8")
    monkeypatch.setattr(towns, "PATH", tmp_path / "towns.tsv")
    towns.towns.cache_clear()
    with pytest.raises(VocabularyError, match=r"towns\.tsv:2"):
        towns.towns()
    monkeypatch.undo()
    towns.towns.cache_clear()
