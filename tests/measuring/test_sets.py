from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.sets import evaluate
from careo.measuring.tools import Tools
from measuring.gold import aeb_set, perfect


def test_a_set_is_found_by_its_name(tmp_path: Path) -> None:
    assert evaluate("reading-aeb", aeb_set(tmp_path), Tools(read=perfect)).set == "reading-aeb"


def test_an_unknown_set_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match=r"no set “nothing”; there are .*reading-aeb"):
        evaluate("nothing", tmp_path, Tools())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="gone: no such folder"):
        evaluate("reading-aeb", tmp_path / "gone", Tools(read=perfect))


def test_a_set_that_needs_an_annotator_says_so() -> None:
    with pytest.raises(MeasuringError, match="no annotator"):
        Tools().annotator()
