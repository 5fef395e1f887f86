from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.test_archive import careo
from picturing import png

PAGE = "---\ntitle: Two boats\nimage: quay.png\n---\n" + "The harbour office found two boats. " * 6


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "boats.md").write_text(PAGE)
    (folder / "quay.png").write_bytes(png())
    return folder


def test_the_settings_say_where_pictures_come_from_and_the_option_overrules_them(
    pages: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    careo("new", str(archive))
    settings = archive / "careo.toml"
    settings.write_text(settings.read_text().replace('pictures = "auto"', 'pictures = "none"'))
    adding = ("add", str(pages), "--archive", str(archive), "--workers", "0")
    result = careo(*adding, "--json")
    assert json.loads(result.stdout)["pictures"] == 0, result.stderr
    assert not list((archive / "media").iterdir())
    result = careo(*adding, "--pictures", "auto")
    assert re.search(r"^pictures +1 *$", result.stdout, re.MULTILINE)
    (kept,) = (archive / "media" / "pictures").glob("*/*.png")
    assert kept.read_bytes() == png()


def test_an_unknown_way_to_pictures_is_refused(pages: Path, tmp_path: Path) -> None:
    result = careo("add", str(pages), "--archive", str(tmp_path), "--pictures", "borrow")
    assert result.returncode == 2
    assert "borrow" in result.stderr
