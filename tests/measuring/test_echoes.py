"""The set `echoes`: archives and the pairs of their articles that copy one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from careo.cli.eval import tools_for
from careo.errors import MeasuringError, ReadingError
from careo.measuring.echoes import evaluate, jaccard_echoes
from careo.measuring.floors import floors_of, undercut
from careo.measuring.tools import FoundEcho, Tools
from careo.values import Article, Block, BlockKind, Capture
from support import ROOT, shared

WHEN = dt.datetime(2031, 5, 1, tzinfo=dt.UTC)
KEYS = ("posts/a.md", "posts/b.md", "posts/c.md", "posts/draft.md", "posts/d.md")


def capture(key: str) -> Capture:
    return Capture(key, b"", "text/plain", key, WHEN)


def read(one: Capture) -> Article:
    if "draft" in one.key:
        raise ReadingError("a draft")
    return Article(one.key, (Block(BlockKind.PARAGRAPH, f"Words of {one.key}."),))


def tools(*found: FoundEcho) -> Tools:
    def echoes(articles: Sequence[Article]) -> list[FoundEcho]:
        assert [article.key for article in articles] == [k for k in KEYS if "draft" not in k]
        return list(found)

    return Tools(read=read, walk=lambda archive: [capture(key) for key in KEYS], echoes=echoes)


def gold(folder: Path, *lines: str) -> Path:
    (folder / "paper.tsv").write_text("\n".join(("# corpora/paper", "left\tright\tkind", *lines)))
    return folder


def proposed(folder: Path, *lines: str) -> Path:
    (folder / "pairs.tsv").write_text("\n".join(("jaccard5\tpath_a\tpath_b", *lines)))
    return folder


def test_pairs_and_kinds_are_scored_apart(tmp_path: Path) -> None:
    folder = gold(tmp_path, "a.md\tb.md\tupdate", "b.md\tc.md\tpartial", "a.md\td.md\tupdate")
    found = tools(
        ("posts/b.md", "posts/a.md", "update"),
        ("posts/b.md", "posts/c.md", "same text"),
        ("posts/c.md", "posts/d.md", "partial"),
    )
    report = evaluate(folder, found)
    assert report.systems["careo"]["precision"] == pytest.approx(2 / 3)
    assert report.systems["careo"]["recall"] == pytest.approx(2 / 3)
    assert report.systems["careo"]["kind"] == 0.5
    assert (report.n, report.count("kind")) == (3, 2)


def test_a_star_stands_for_a_headline(tmp_path: Path) -> None:
    report = evaluate(gold(tmp_path, "a*\tb.m*\tupdate"), tools(("posts/a.md", "posts/b.md", "")))
    assert report.systems["careo"]["recall"] == 1.0


def test_a_proposed_list_takes_copies_of_copies_for_right(tmp_path: Path) -> None:
    folder = proposed(tmp_path, "1.0\t_posts/a.md\t_posts/b.md", "1.0\t_posts/b.md\t_posts/c.md")
    pairs = (
        ("posts/a.md", "posts/b.md"),
        ("posts/b.md", "posts/c.md"),
        ("posts/a.md", "posts/c.md"),
    )
    report = evaluate(folder, tools(*((a, b, "update") for a, b in pairs)))
    assert report.systems["careo"]["precision"] == 1.0
    assert report.as_json()["systems"]["careo"]["kind"] is None


def test_a_proposed_list_judges_no_partial_echo_but_its_own(tmp_path: Path) -> None:
    folder = proposed(tmp_path, "0.5\ta.md\tb.md")
    beside = tools(("posts/a.md", "posts/b.md", "partial"), ("posts/a.md", "posts/d.md", "partial"))
    assert evaluate(folder, beside).systems["careo"]["precision"] == 1.0
    whole = tools(("posts/a.md", "posts/d.md", "same text"))
    assert evaluate(folder, whole).systems["careo"]["precision"] == 0.0


def test_pairs_of_drafts_are_left_out_of_a_proposed_list(tmp_path: Path) -> None:
    folder = proposed(tmp_path, "1.0\ta.md\tb.md", "1.0\ta.md\tdraft.md")
    assert evaluate(folder, tools()).n == 1


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("a.md\tgone.md\tupdate",), "paper.tsv:3: the archive has no “gone.md”"),
        (("a.md\tb.md\tupdate", "a.md"), "paper.tsv:4: a line without two articles"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(MeasuringError, match=message):
        evaluate(gold(tmp_path, *lines), tools())


def test_a_folder_without_lists_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="holds no lists of pairs"):
        evaluate(tmp_path, tools())


def test_a_list_that_names_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("left\tright\tkind\n")
    with pytest.raises(MeasuringError, match=r"x\.tsv:1: the first line does not name"):
        evaluate(tmp_path, tools())


def test_the_baseline_takes_half_the_runs_for_an_echo() -> None:
    words = [f"w{n}" for n in range(100)]
    texts = (
        words,
        [*words[:80], *(f"x{n}" for n in range(20))],
        [*words[:30], *map(str, range(70))],
    )
    articles = [
        Article("t", (Block(BlockKind.PARAGRAPH, " ".join(text)),), key=key)
        for key, text in zip("abc", texts, strict=True)
    ]
    assert [(a, b) for a, b, _ in jaccard_echoes(articles)] == [("a", "b")]


def test_echoes_on_real_articles_stay_above_their_floors() -> None:
    base = shared("corpora/cnn_2024").parent.parent
    folder = ROOT / "tests" / "gold" / "echoes"
    report = evaluate(folder, tools_for(folder, shared=base))
    assert undercut(report, floors_of("echoes"), "careo") == []


@pytest.mark.parametrize("name", ["la_jornada_zacatecas/near_duplicate_candidates", "cnn_2024"])
def test_no_proposed_pair_is_missed(name: str) -> None:
    folder = shared(f"corpora/{name}")
    assert evaluate(folder, tools_for(folder)).systems["careo"]["recall"] > 0.99
