from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.bench_reading import bench_reading
from careo.values import Article, Capture
from measuring.gold import PAGE, perfect, refusing


def test_both_systems_read_every_page_in_every_round(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "c.txt"):
        (tmp_path / name).write_text(PAGE)
    calls: list[str] = []

    def read(html: str, capture: Capture) -> Article:
        calls.append(html)
        return perfect(capture)

    report = bench_reading(tmp_path, read, rounds=2)
    (row,) = report.rows
    assert len(calls) == 2 * 2 + 1  # two pages, two rounds, one to warm up
    assert row.ours > 0
    assert row.peer is not None
    assert row.peer > 0


def test_refused_pages_do_not_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    assert bench_reading(tmp_path, lambda html, capture: refusing(capture), rounds=1).rows


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="holds no"):
        bench_reading(tmp_path, lambda html, capture: perfect(capture))
