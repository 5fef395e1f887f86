"""The optional front-end build: its lock, and what it leaves."""

from __future__ import annotations

import json
import re

import pytest

from careo.web.site import assets
from support import ROOT

LOCK = json.loads((ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8"))
PACKAGE = json.loads((ROOT / "assets" / "package.json").read_text(encoding="utf-8"))


def test_the_lock_names_no_address_and_hashes_every_package() -> None:
    packages = {name: data for name, data in LOCK["packages"].items() if name}
    assert packages
    for name, data in packages.items():
        assert "resolved" not in data, name
        assert data["integrity"].startswith("sha512-"), name


def test_every_package_asked_for_is_pinned() -> None:
    asked = PACKAGE["dependencies"] | PACKAGE["devDependencies"]
    for name, version in asked.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert LOCK["packages"][f"node_modules/{name}"]["version"] == version


BUILT = assets.FOLDER / "built"
needs_build = pytest.mark.skipif(
    not (BUILT / "manifest.json").exists(), reason="needs the front-end build (make front)"
)


@needs_build
def test_what_was_built_is_all_there_and_refers_to_nothing_else() -> None:
    manifest = assets.manifest()
    assert {"careo.js", "theme.js", "fonts.css"} <= manifest.keys()
    sheet = (BUILT / manifest["fonts.css"]).read_text(encoding="utf-8")
    fonts = set(re.findall(r"url\(([^)]+)\)", sheet))
    assert fonts
    assert all((BUILT / font).is_file() for font in fonts)
    for name in ("careo.js", "theme.js"):
        script = (BUILT / manifest[name]).read_text(encoding="utf-8")
        assert not re.search(r"https?://|eval\(|new Function|fetch\(|innerHTML", script)


@needs_build
def test_the_scripts_are_small() -> None:
    manifest = assets.manifest()
    assert sum((BUILT / manifest[n]).stat().st_size for n in ("careo.js", "theme.js")) < 8_000
