from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring import reading_aeb
from careo.measuring.floors import floors_of, undercut
from careo.measuring.reading_aeb import NAME, evaluate, load
from careo.measuring.tools import Tools
from careo.reading.reader import read
from measuring.gold import aeb_set, perfect, refusing
from support import shared


def test_a_perfect_text_scores_one(tmp_path: Path) -> None:
    report = evaluate(aeb_set(tmp_path), Tools(read=perfect))
    assert report.n == 1
    assert report.systems["careo"]["token_f1"] == pytest.approx(1.0)
    assert 0.5 < report.systems["trafilatura"]["token_f1"] < 1


def test_a_refused_page_scores_zero(tmp_path: Path) -> None:
    report = evaluate(aeb_set(tmp_path), Tools(read=refusing))
    assert report.systems["careo"]["token_f1"] == 0


@pytest.mark.parametrize("content", [b"no gzip", b"\x1f\x8b\x08\x00", b""])
def test_a_page_that_cannot_be_unpacked_is_named(tmp_path: Path, content: bytes) -> None:
    folder = aeb_set(tmp_path)
    (folder / "html" / "p1.html.gz").write_bytes(content)
    if content == b"":
        assert evaluate(folder, Tools(read=refusing)).n == 1
        return
    with pytest.raises(MeasuringError, match=r"p1\.html\.gz: cannot be unpacked"):
        evaluate(folder, Tools(read=perfect))


def test_a_page_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_aeb, "LARGEST_PAGE", 100)
    with pytest.raises(MeasuringError, match="more than 100 bytes"):
        evaluate(aeb_set(tmp_path), Tools(read=perfect))


@pytest.mark.parametrize("content", ["{", "[1]", '{"a": {}}', '{"a": 1}'])
def test_a_garbled_set_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "ground-truth.json").write_text(content)
    with pytest.raises(MeasuringError, match=r"ground-truth\.json"):
        load(tmp_path)


def test_the_floors_hold_on_the_shared_set() -> None:
    report = evaluate(shared("gold/reading_aeb"), Tools(read=read))
    assert undercut(report, floors_of(NAME), "careo") == []
    if report.n == 86:
        assert round(report.systems["trafilatura"]["token_f1"], 3) == 0.964
