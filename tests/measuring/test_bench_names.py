"""The benchmark of names reports what it is about, and planted archives measure truly."""

from __future__ import annotations

from itertools import combinations

import pytest

from careo.cli.bench import resolved
from careo.measuring.bench_names import bench_names
from careo.measuring.invented import invented_persons
from careo.measuring.planted import b_cubed, planted


def test_growth_recall_and_purity_are_reported() -> None:
    def everything(names: object) -> list[tuple[int, int]]:
        return list(combinations(range(len(names)), 2))  # type: ignore[arg-type]

    report = bench_names(
        everything,
        lambda *_: 0.5,
        lambda records: {one.id: str(one.who) for one in records},
        sizes=(40, 80),
    )
    rows = {row.measure: row.ours for row in report.rows}
    assert rows["true pairs found in 80"] == 1.0
    assert rows["candidates in 80"] == 79 / 2
    assert rows["identities of 80 records"] == 1.0
    assert "growth exponent" in rows


def test_our_own_resolving_is_above_the_goal_on_a_small_archive() -> None:
    records = planted(600)
    _, _, f1 = b_cubed({one.id: one.who for one in records}, resolved(records))
    assert f1 > 0.95


def test_b_cubed_of_all_in_one_and_of_all_apart() -> None:
    truth = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(truth, dict.fromkeys(truth, "a")) == pytest.approx((0.5, 1.0, 2 / 3))
    assert b_cubed(truth, {id_: id_ for id_ in truth}) == pytest.approx((1.0, 0.5, 2 / 3))


def test_invented_persons_and_planted_archives_are_the_same_each_time() -> None:
    assert invented_persons(50) == invented_persons(50)
    assert planted(50) == planted(50)
    names, pairs = invented_persons(200)
    assert len(names) == 200
    assert 20 < len(pairs) < 60
    assert len({one.id for one in planted(500)}) == 500
