"""The benchmark of echoes: the invented archive, the sides, the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from careo.measuring import bench_echoes as bench
from careo.measuring.bench_echoes import COPIED, InventedArchive, run_finder
from careo.weighing.bench import finder, signature


def test_the_same_number_is_always_the_same_text() -> None:
    assert InventedArchive().text(7) == InventedArchive().text(7)
    assert InventedArchive().text(7) != InventedArchive().text(8)


def test_copies_have_an_original_that_copies_nobody() -> None:
    archive = InventedArchive()
    copies = {number: archive.origin(number) for number in range(2_000)}
    for number, origin in copies.items():
        assert origin is None or (origin < number and copies[origin] is None)
    assert sum(origin is not None for origin in copies.values()) == 190


def test_copies_hold_as_much_of_the_original_as_they_say() -> None:
    archive = InventedArchive()
    for number in (109, 119, 129):
        origin = archive.origin(number)
        assert origin is not None
        kept = set(archive.text(origin).split()) & set(archive.text(number).split())
        share = len(kept) / len(set(archive.text(origin).split()))
        assert share > (0.9 if archive.copied(number) != "half" else 0.5)
    assert {archive.copied(number) for number in (109, 119, 129)} == set(COPIED)


def test_a_finder_is_scored_by_what_it_finds() -> None:
    archive = InventedArchive()

    def knowing(text_of: Callable[[str], str]) -> bench.Add:
        def add(key: str, text: str) -> Iterable[str]:
            assert text == text_of(key)
            origin = archive.origin(int(key))
            if origin is None or archive.copied(int(key)) == "half":
                return ["1"] if key == "2" else []
            return [str(origin)]

        return add

    run = run_finder(knowing, 400)
    assert run.recall == {"whole": 1.0, "half": 0.0, "part of a long text": 1.0}
    assert run.wrong == 1


def test_our_finder_finds_the_copies_of_a_small_archive() -> None:
    run = run_finder(finder, 400)
    assert min(run.recall.values()) > 0.9
    assert run.wrong <= 1


def test_time_that_grows_with_the_texts_has_the_exponent_one() -> None:
    assert bench.Run(1.0, 10.0, 0, {}, 0).exponent == pytest.approx(1.0)
    assert bench.Run(1.0, 100.0, 0, {}, 0).exponent == pytest.approx(2.0)


def test_plain_signatures_agree_about_as_often_as_the_texts_do() -> None:
    text = InventedArchive().text(1)
    words = text.split()
    same = bench.plain_signature(text)
    near = bench.plain_signature(" ".join(words[:-15]))
    other = bench.plain_signature(InventedArchive().text(2))
    assert len(same) == bench.HASHES
    agree = [sum(a == b for a, b in zip(same, one, strict=True)) for one in (near, other)]
    assert agree[0] > 90
    assert agree[1] < 13


def test_without_a_peer_the_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "_has_rensa", lambda: False)
    report = bench.bench_echoes(finder, signature, documents=1_000)
    assert all(row.peer is None for row in report.rows if "plain Python" not in row.measure)
    assert "rensa is not installed" in report.notes[-1]


def test_rensa_finds_whole_copies() -> None:
    pytest.importorskip("rensa")
    assert run_finder(bench.rensa_finder, 400).recall["whole"] == 1.0
