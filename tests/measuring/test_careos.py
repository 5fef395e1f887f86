"""The set of labelled pairs of claims: its loader, its halves, its figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from careo.cli.eval import tools_for
from careo.errors import MeasuringError
from careo.measuring.careos import evaluate, load
from careo.measuring.floors import floors_of, undercut
from careo.measuring.reading import squeeze
from careo.measuring.tools import Heard, Tools
from careo.values import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Capture,
    Claim,
    EntityType,
    LocalEntity,
    Mention,
    Span,
    Stance,
)
from support import ROOT, shared

TEXT = "Odo Brandt denied bribing clerks. Marta Quillón said Odo Brandt bribed clerks."
ARTICLE = Article(title="One", blocks=(Block(BlockKind.PARAGRAPH, TEXT),), key="one")


def claim(cue: str, content: str, stance: Stance) -> Claim:
    start, at = TEXT.index(cue), TEXT.index(content)
    spans = (Span(at, at + len(content)),)
    return Claim(cue, Span(start, start + len(cue)), spans, stance, False, False, about=("e1",))


ANNOTATIONS = Annotations(
    mentions=(Mention(Span(0, 10), "Odo Brandt", EntityType.PERSON, "e1"),),
    entities=(LocalEntity("e1", "Odo Brandt", EntityType.PERSON),),
    claims=(
        claim("denied", "bribing clerks", Stance.DENIES),
        claim("said", "Odo Brandt bribed clerks", Stance.ASSERTS),
    ),
)
DENIAL = {"path": "a", "key": "one", "cue": "denied", "content": "bribing clerks"}
CHARGE = {"path": "a", "key": "one", "cue": "said", "content": "Odo Brandt bribed"}


def folder(tmp_path: Path, *pairs: Any) -> Path:
    lines = [p if isinstance(p, str) else json.dumps(p) for p in pairs]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines))
    return tmp_path


def tools(found: Sequence[tuple[tuple[int, int], tuple[int, int], str, float]]) -> Tools:
    def confront(heard: Sequence[Heard]) -> Sequence[Any]:
        assert [article.title for article, _ in heard] == ["One"]
        return found

    return Tools(
        read=lambda _: ARTICLE,
        annotate=lambda articles: [ANNOTATIONS for _ in articles],
        find=lambda _path, _key: object.__new__(Capture),
        confront=confront,
    )


def test_a_pair_that_is_found_counts_for_precision_and_recall(tmp_path: Path) -> None:
    set_ = folder(tmp_path, {"label": "denial", "a": DENIAL, "b": CHARGE})
    report = evaluate(set_, tools([((0, 0), (0, 1), "denial", 0.9)]))
    ours = report.systems["careo"]
    assert ours["contradicts_precision"] == ours["contradicts_recall"] == 1
    assert ours["claims"] == 1
    assert report.n == 1


def test_the_order_in_which_a_pair_is_found_does_not_matter(tmp_path: Path) -> None:
    set_ = folder(tmp_path, {"label": "denial", "a": DENIAL, "b": CHARGE})
    report = evaluate(set_, tools([((0, 1), (0, 0), "opposite", 0.9)]))
    assert report.systems["careo"]["contradicts_recall"] == 1


def test_a_pair_on_the_wrong_side_is_wrong(tmp_path: Path) -> None:
    set_ = folder(tmp_path, {"label": "denial", "a": DENIAL, "b": CHARGE})
    ours = evaluate(set_, tools([((0, 0), (0, 1), "support", 0.9)])).systems["careo"]
    assert ours["supports_precision"] == ours["contradicts_recall"] == 0


def test_a_false_pair_costs_precision_and_no_recall(tmp_path: Path) -> None:
    pairs = [{"label": label, "a": DENIAL, "b": CHARGE} for label in ("none", "denial")]
    report = evaluate(folder(tmp_path, *pairs), tools([((0, 0), (0, 1), "denial", 0.9)]))
    ours = report.systems["careo"]
    assert ours["contradicts_precision"] == 0.5
    assert ours["contradicts_recall"] == 1


def test_an_arguable_pair_is_not_counted(tmp_path: Path) -> None:
    set_ = folder(tmp_path, {"label": "arguable", "a": DENIAL, "b": CHARGE})
    report = evaluate(set_, tools([((0, 0), (0, 1), "denial", 0.9)]))
    assert report.n == 0
    assert report.count("contradicts_precision") == 0


def test_a_claim_that_was_not_read_is_a_pair_not_found(tmp_path: Path) -> None:
    lost = {**CHARGE, "cue": "swore"}
    set_ = folder(tmp_path, {"label": "denial", "a": DENIAL, "b": lost})
    ours = evaluate(set_, tools([])).systems["careo"]
    assert ours["claims"] == 0.5
    assert ours["contradicts_recall"] == 0


def test_the_names_alone_are_the_baseline(tmp_path: Path) -> None:
    set_ = folder(tmp_path, {"label": "denial", "a": DENIAL, "b": CHARGE})
    assert evaluate(set_, tools([])).systems["names"]["contradicts_recall"] == 1


def test_all_pairs_of_one_claim_fall_into_one_half(tmp_path: Path) -> None:
    others = [{**CHARGE, "content": f"word {n}"} for n in range(20)]
    pairs = load(folder(tmp_path, *({"label": "none", "a": DENIAL, "b": b} for b in others)))
    assert len({pair.is_tuned_on for pair in pairs}) == 1


def test_both_halves_hold_about_as_many_claims(tmp_path: Path) -> None:
    sides = [{**CHARGE, "content": f"word {n}"} for n in range(200)]
    pairs = load(folder(tmp_path, *({"label": "none", "a": a, "b": DENIAL} for a in sides)))
    assert 70 < sum(pair.is_tuned_on for pair in pairs) < 130


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"label": "denial"}',
        json.dumps({"label": "quarrel", "a": DENIAL, "b": CHARGE}),
        json.dumps({"label": "denial", "a": DENIAL, "b": {"path": "a"}}),
        json.dumps({"label": "denial", "a": DENIAL, "b": [1]}),
    ],
)
def test_a_bad_line_is_one_clear_error_with_its_number(tmp_path: Path, line: str) -> None:
    set_ = folder(tmp_path, {"label": "none", "a": DENIAL, "b": CHARGE}, line)
    with pytest.raises(MeasuringError, match=r"pairs\.jsonl:2: not a labelled pair"):
        load(set_)


def test_a_folder_without_pairs_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="holds no pairs"):
        load(tmp_path)


def test_a_set_without_a_careo_says_so(tmp_path: Path) -> None:
    set_ = folder(tmp_path, {"label": "denial", "a": DENIAL, "b": CHARGE})
    bare = Tools(
        read=lambda _: ARTICLE,
        annotate=lambda articles: [ANNOTATIONS for _ in articles],
        find=lambda _path, _key: object.__new__(Capture),
    )
    with pytest.raises(MeasuringError, match="measures the careo"):
        evaluate(set_, bare)


FOLDER = ROOT / "tests" / "gold" / "careos"


def test_our_own_pairs_hold_short_keys_and_no_running_text() -> None:
    for pair in load(FOLDER):
        for side in (pair.a, pair.b):
            assert 1 <= len(side.content.split()) <= 6
            assert len(side.cue.split()) <= 6


def test_our_own_pairs_hold_enough_of_every_sort() -> None:
    sides = [pair.side for pair in load(FOLDER)]
    assert sides.count("contradicts") >= 20
    assert sides.count("supports") >= 10
    assert sum(pair.label == "none" for pair in load(FOLDER)) >= 20


def test_every_labelled_claim_stands_in_its_article() -> None:
    real = tools_for(FOLDER, shared=shared("corpora").parent)
    texts: dict[tuple[str, str], str] = {}
    for pair in load(FOLDER):
        for side in (pair.a, pair.b):
            place = (side.path, side.key)
            if place not in texts:
                texts[place] = squeeze(real.reader()(real.finder()(*place)).text)
            assert squeeze(side.cue) in texts[place], side
            assert all(word in texts[place] for word in side.content.split()), side


@pytest.mark.slow
def test_the_careo_stays_above_its_floors_on_real_articles() -> None:
    report = evaluate(FOLDER, tools_for(FOLDER, shared=shared("corpora").parent))
    assert undercut(report, floors_of("careos"), "careo") == []
