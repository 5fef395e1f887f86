from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.web.site import assets
from careo.web.site.look import (
    CONTRAST,
    DARK_PAPER,
    LIGHT_PAPER,
    Look,
    contrast,
    licence_address,
    look_of,
    readable,
    stylesheet,
)

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colours, st.sampled_from([LIGHT_PAPER, DARK_PAPER]))
def test_any_accent_becomes_readable_on_either_paper(colour: str, paper: str) -> None:
    assert contrast(readable(colour, paper), paper) >= CONTRAST


@given(colours)
def test_words_on_the_accent_are_readable_too(colour: str) -> None:
    light, dark, on_light, on_dark = re.findall(r"#[0-9a-f]{6}", stylesheet(colour))
    assert contrast(light, on_light) >= CONTRAST
    assert contrast(dark, on_dark) >= CONTRAST


def test_a_readable_accent_is_left_as_it_is() -> None:
    assert readable("#0b5a6b", LIGHT_PAPER) == "#0b5a6b"


@pytest.mark.parametrize("accent", ["red", "#fff", "#12345g", "#0b5a6b;}body{", 7])
def test_what_is_no_colour_never_reaches_the_sheet(accent: object) -> None:
    assert look_of({"accent": accent}).accent == Look().accent


def test_settings_that_are_not_ours_are_left_alone() -> None:
    assert look_of({"name": "Tide", "theme": "x", "licence": ""}) == Look(name="Tide")


@pytest.mark.parametrize(
    ("licence", "code"),
    [
        ("CC BY 4.0", "licenses/by/4.0/"),
        ("cc-by-nc-nd-3.0", "licenses/by-nc-nd/3.0/"),
        ("CC BY-SA", "licenses/by-sa/4.0/"),
        ("CC0 1.0", "publicdomain/zero/1.0/"),
    ],
)
def test_creative_commons_licences_are_linked(licence: str, code: str) -> None:
    assert licence_address(licence) == f"https://creativecommons.org/{code}"


def test_other_licences_are_named_without_a_link() -> None:
    assert licence_address("All rights reserved") == ""


def _tokens() -> dict[str, tuple[str, str]]:
    text = (assets.FOLDER / "tokens.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


@pytest.mark.parametrize("name", ["ink", "soft", "accent", "machine", "bad"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_every_colour_of_text_is_readable_on_every_ground(name: str, ground: str) -> None:
    tokens = _tokens()
    for scheme in (0, 1):
        assert contrast(tokens[name][scheme], tokens[ground][scheme]) >= CONTRAST


def test_marked_words_stay_readable() -> None:
    tokens = _tokens()
    for scheme in (0, 1):
        assert contrast(tokens["ink"][scheme], tokens["found"][scheme]) >= CONTRAST


def test_without_the_front_end_build_nothing_built_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assets.manifest.cache_clear()
    assets.built.cache_clear()
    try:
        assert assets.built("careo.js") == ""
    finally:
        assets.manifest.cache_clear()
        assets.built.cache_clear()


def test_a_manifest_that_names_missing_files_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    folder = tmp_path / "built"  # type: ignore[operator]
    folder.mkdir()
    (folder / "a.js").write_text("1")
    (folder / "manifest.json").write_text(json.dumps({"a.js": "a.js", "b.js": "b.js"}))
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assets.manifest.cache_clear()
    try:
        assert assets.manifest() == {"a.js": "a.js"}
    finally:
        assets.manifest.cache_clear()
