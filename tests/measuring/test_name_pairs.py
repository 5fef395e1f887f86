"""The sets of name pairs: what they hold, how they are split, what is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring import names_nomenklatura, ofac
from careo.measuring.name_pairs import NamePair, measures
from careo.measuring.sets import evaluate
from careo.measuring.tools import Tools
from careo.values import EntityType

HEAD = "case_group,schema,name1,name2,is_match,quality,category,notes\n"


def cases(folder: Path, *rows: str) -> Path:
    (folder / "cases.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def listed(folder: Path) -> Path:
    (folder / "sdn.csv").write_text(
        '1,"ALVARRIN, Rumo",individual,"X"\n2,"ALVARRIN, Selmo",individual,"X"\n'
        '3,"TORDO ALVARRIN LTD",-0- ,"X"\n\x1a\n',
        encoding="latin-1",
    )
    (folder / "alt.csv").write_text(
        '1,10,"aka","ALVARRIN, Rumito",-0-\n1,11,"aka","ALVARRIN, Rumito",-0-\n'
        '3,12,"fka","TORDO SA",-0-\n9,13,"aka","NOBODY",-0-\n',
        encoding="latin-1",
    )
    return folder


def test_the_pairs_of_a_table_have_type_and_truth(tmp_path: Path) -> None:
    folder = cases(tmp_path, "g,Person,Rumo,Rumito,true,,,", "g,Company,Tordo,Torva,false,,,")
    assert names_nomenklatura.load(folder) == [
        NamePair(EntityType.PERSON, "Rumo", "Rumito", True),
        NamePair(EntityType.COMPANY, "Tordo", "Torva", False),
    ]


def test_a_row_without_truth_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match=r"cases\.csv:3"):
        names_nomenklatura.load(cases(tmp_path, "g,Person,A,B,true,,,", "g,Person,A,B,maybe,,,"))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match=r"cases\.csv"):
        names_nomenklatura.load(tmp_path)
    with pytest.raises(MeasuringError, match=r"sdn\.csv"):
        ofac.load(tmp_path)


def test_aliases_are_true_pairs_and_other_entries_of_the_type_false_ones(tmp_path: Path) -> None:
    pairs = ofac.load(listed(tmp_path))
    assert [(pair.left, pair.right) for pair in pairs if pair.same] == [
        ("ALVARRIN, Rumo", "ALVARRIN, Rumito"),
        ("TORDO ALVARRIN LTD", "TORDO SA"),
    ]
    # The company shares a word with both persons and is still none of theirs.
    false = [(pair.left, pair.right, pair.type) for pair in pairs if not pair.same]
    assert false == [("ALVARRIN, Rumo", "ALVARRIN, Selmo", EntityType.PERSON)]


def test_the_same_list_gives_the_same_pairs(tmp_path: Path) -> None:
    assert ofac.load(listed(tmp_path)) == ofac.load(tmp_path)


def test_a_pair_is_in_the_same_half_both_ways_round() -> None:
    pairs = [NamePair(EntityType.ORG, f"Tordo {n}", "Torva", True) for n in range(200)]
    halves = [pair.fitted for pair in pairs]
    turned = [NamePair(p.type, p.right, p.left, p.same).fitted for p in pairs]
    assert halves == turned
    assert 60 < sum(halves) < 140


def test_a_perfect_ranking_has_all_measures_at_one() -> None:
    assert measures([0.9, 0.8, 0.1], [True, True, False]) == {
        "auc": 1.0,
        "best_f1": 1.0,
        "recall_at_95_precision": 1.0,
    }


def test_equal_scores_count_half_and_fall_together() -> None:
    found = measures([0.5, 0.5, 0.5, 0.5], [True, False, True, False])
    assert found["auc"] == 0.5
    assert found["recall_at_95_precision"] == 0.0
    assert found["best_f1"] == pytest.approx(2 / 3)


def test_a_false_pair_on_top_costs_recall_until_precision_is_back() -> None:
    scores = [1.0, *[0.9] * 19, 0.5]
    assert measures(scores, [False, *[True] * 19, False])["recall_at_95_precision"] == 1.0
    assert measures(scores, [False, *[True] * 18, False, True])["recall_at_95_precision"] == 0.0


def test_a_set_reports_the_half_that_was_kept_back_and_the_whole(tmp_path: Path) -> None:
    rows = [f"g,Person,Rumo {n},Rumo {n},true,,," for n in range(30)]
    rows += [f"g,Person,Rumo {n},Selmo {n},false,,," for n in range(30)]
    tools = Tools(compare=lambda left, right, _: float(left == right))
    report = evaluate("names", cases(tmp_path, *rows), tools)
    own = report.systems["careo"]
    assert own["auc"] == own["auc_all"] == 1.0
    assert own["pairs_per_second"] > 0
    assert 0 < report.count("auc") < report.count("auc_all") == 60


def test_a_set_with_one_kind_of_pairs_is_refused(tmp_path: Path) -> None:
    tools = Tools(compare=lambda *_: 0.0)
    with pytest.raises(MeasuringError, match="both halves"):
        evaluate("names", cases(tmp_path, "g,Person,Rumo,Rumo,true,,,"), tools)


def test_a_set_of_names_needs_a_comparison(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="no comparison"):
        Tools().comparer()
