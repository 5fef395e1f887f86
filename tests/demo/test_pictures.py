from __future__ import annotations

import importlib.util
import zlib
from pathlib import Path
from typing import Any

import pytest

import careo
from careo.sources import open_source
from careo.sources.pictures import Mode, finder_of
from careo.sources.pixels import measure
from careo.values import Capture, Picture, Wish
from support import ROOT

DEMO = Path(careo.__file__).parent / "demo"


@pytest.fixture(scope="module")
def script() -> Any:
    """The script that draws the demo's pictures."""
    spec = importlib.util.spec_from_file_location("drawing", ROOT / "scripts/demo_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pixels(body: bytes) -> bytes:
    """What a PNG of one data chunk shows; how it is packed depends on the zlib."""
    at = body.index(b"IDAT")
    length = int.from_bytes(body[at - 4 : at])
    return body[: at - 4] + zlib.decompress(body[at + 4 : at + 4 + length])


def test_the_pictures_are_those_that_the_script_draws(script: Any) -> None:
    drawn = script.pictures()
    assert sorted(drawn) == sorted(path.name for path in (DEMO / "pictures").iterdir())
    for name, body in drawn.items():
        assert pixels((DEMO / "pictures" / name).read_bytes()) == pixels(body)
        assert measure(body).media_type == "image/png"


def test_each_picture_is_found_beside_its_article_and_has_its_words() -> None:
    source = open_source(str(DEMO))
    finder = finder_of(source, Mode.LOCAL)
    assert finder is not None
    shown = [c for c in source.items() if isinstance(c, Capture) and c.stated.lead_image]
    assert len(shown) == 2
    for capture in shown:
        image = capture.stated.lead_image
        assert image is not None
        assert all((image.caption, image.credit, image.alt))
        ((_, found),) = finder.find([Wish(1, image.url, "", capture.locator)])
        assert isinstance(found, Picture)
