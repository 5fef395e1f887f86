from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.floors import floors_of, undercut
from careo.measuring.reading_trafilatura import NAME, evaluate, load
from careo.measuring.tools import Tools
from careo.reading.reader import read
from measuring.gold import perfect, refusing, trafilatura_set
from support import shared


def test_every_measure_is_counted_over_the_pages_that_have_it(tmp_path: Path) -> None:
    report = evaluate(trafilatura_set(tmp_path), Tools(read=perfect))
    careo = report.systems["careo"]
    assert report.n == 2
    assert careo["recall"] == pytest.approx(2 / 3)
    assert careo["precision"] == pytest.approx(2 / 3)
    assert careo["recall_es"] == pytest.approx(1 / 2)
    assert (careo["title"], careo["author"], careo["date"]) == (1, 1, 1)
    assert report.counts["title"] == 1
    assert set(report.systems) == {"careo", "trafilatura"}
    assert set(report.systems["trafilatura"]) == set(careo)


def test_a_reader_that_reads_nothing_scores_zero(tmp_path: Path) -> None:
    report = evaluate(trafilatura_set(tmp_path), Tools(read=refusing))
    assert set(report.systems["careo"].values()) == {0.0}


def test_a_set_without_its_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match=r"evaldata\.json: not a gold set"):
        load(tmp_path)


@pytest.mark.parametrize("content", ["[]", "{", '{"u": 3}', '{"u": {"file": "x"}}'])
def test_a_garbled_set_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "evaldata.json").write_text(content)
    with pytest.raises(MeasuringError) as caught:
        load(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match=r"gone\.html: no such page"):
        evaluate(trafilatura_set(tmp_path, file="gone.html"), Tools(read=perfect))


def test_a_page_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (page, _) = load(trafilatura_set(tmp_path, file="../../etc/secret.html"))
    assert page.file == tmp_path / "html" / "secret.html"


def test_without_a_reader_the_set_says_so(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="no reader"):
        evaluate(trafilatura_set(tmp_path), Tools())


def test_the_floors_hold_on_the_shared_set() -> None:
    report = evaluate(shared("gold/reading_trafilatura"), Tools(read=read))
    assert undercut(report, floors_of(NAME), "careo") == []
    # The baseline as it was published for these pages: the measures mean the same.
    if report.n == 113:
        baseline = report.systems["trafilatura"]
        assert round(baseline["f1"], 3) == 0.912
        assert round(baseline["f1_es"], 3) == 0.866


def test_a_part_of_a_set_can_be_measured(tmp_path: Path) -> None:
    whole = shared("gold/reading_trafilatura")
    data = json.loads((whole / "evaldata.json").read_text(encoding="utf-8"))
    some = dict(list(data.items())[:3])
    (tmp_path / "html").mkdir()
    for item in some.values():
        shutil.copy(whole / "html" / item["file"], tmp_path / "html")
    (tmp_path / "evaldata.json").write_text(json.dumps(some))
    assert evaluate(tmp_path, Tools(read=read)).n == 3
