from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from building import STAGES, Annotator, Invented, page, read
from careo import pipeline
from careo.errors import AnnotatingError, RecordError, SourceError
from careo.pipeline import HeldCursor, fingerprint
from careo.sources import open_source
from careo.sources.port import MemoryCursor
from careo.values import Capture, Item
from careo.web.config import archive as archives
from careo.web.records import gate, models
from careo.working import Failed, Stages, WorkOptions, work
from inventing import capture
from support import ROOT
from web.records.dumping import dump

HERE = WorkOptions(STAGES, workers=0)


@dataclass
class Listed:
    """A source of the items given; an exception among them breaks it off."""

    given: list[Any]
    label: str = "listed"
    passed_over: Counter[str] = field(default_factory=Counter)

    def items(self) -> Iterator[Item]:
        for item in self.given:
            if isinstance(item, Exception):
                raise item
            yield item


def bodies(*texts: str) -> Listed:
    return Listed([capture(f"https://paper.example/{n}", t.encode()) for n, t in enumerate(texts)])


# --- in one process ----------------------------------------------------------


def test_a_build_counts_what_it_did(records: Any) -> None:
    summary = pipeline.build([Invented()], records, HERE)
    assert (summary.read, summary.new, summary.updated, summary.unchanged) == (55, 48, 1, 0)
    assert summary.rejected == {"no text": 6, "no article here": 6}
    assert summary.articles == models.Article.objects.count() == 48
    assert summary.mentions == models.Mention.objects.count()
    assert summary.terms == 1


def test_a_build_says_how_many_articles_it_annotated(records: Any) -> None:
    first = pipeline.build([Invented()], records, HERE)
    assert (first.new + first.updated, first.annotated) == (49, 49)
    newer = WorkOptions(Stages(read, "r1", Newer), 0)
    again = pipeline.build([Listed([page(0), page(2)])], records, newer)
    assert (again.new, again.updated, again.unchanged, again.annotated) == (0, 0, 2, 2)
    added = pipeline.build([Listed([page(70)])], records, WorkOptions(Stages(read, "r1"), 0))
    assert (added.new, added.annotated) == (1, 0)


class Newer(Annotator):
    version = "2"


def test_the_same_input_twice_changes_nothing(records: Any) -> None:
    pipeline.build([Invented()], records, HERE)
    before, generation = dump(), gate.generation()
    summary = pipeline.build([Invented()], records, HERE)
    assert (summary.new, summary.updated, summary.annotated, summary.unchanged) == (0, 0, 0, 49)
    assert summary.rejected == {"no text": 6, "no article here": 6}
    assert dump() == before
    assert gate.generation() == generation


def test_bad_records_are_kept_aside_with_their_bytes(records: Any, tmp_path: Path) -> None:
    pipeline.build([Invented()], records, HERE)
    lines = (tmp_path / "rejected" / "index.jsonl").read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) == 12
    kept = {(tmp_path / "rejected" / entry["file"]).read_bytes() for entry in entries}
    assert kept == {b"unreadable", *(b"x" * n for n in range(4, 60, 10))}


def test_a_rejection_names_the_source_that_was_asked_for(records: Any, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "empty.html").write_bytes(b"")
    (tmp_path / "pages" / "circle.html").symlink_to("circle.html")
    pipeline.build([open_source(str(tmp_path / "pages"))], records, HERE)
    lines = (tmp_path / "rejected" / "index.jsonl").read_text().splitlines()
    found = {json.loads(line)["locator"]: json.loads(line)["source"] for line in lines}
    assert set(found.values()) == {str(tmp_path / "pages")}
    assert {Path(place).name for place in found} == {"empty.html", "circle.html"}


def test_a_bug_met_in_one_page_rejects_that_page_alone(records: Any) -> None:
    summary = pipeline.build([bodies("one", "bug", "two")], records, HERE)
    assert summary.new == 2
    assert summary.rejected == {"reading failed: ZeroDivisionError: a bug": 1}


def test_a_bug_met_in_annotating_leaves_the_article_and_says_so(records: Any) -> None:
    summary = pipeline.build([bodies("one", "annotator bug", "two")], records, HERE)
    assert summary.new == 3
    assert summary.skipped == {"annotating failed: ZeroDivisionError: a bug": 1}


class Unusable(Annotator):
    def annotate_many(self, articles: Any) -> Any:
        raise AnnotatingError("the model is broken")


def test_an_unusable_annotator_stops_the_build_rather_than_spoil_it(records: Any) -> None:
    options = WorkOptions(Stages(read, "r1", Unusable), 0)
    with pytest.raises(AnnotatingError, match="the model is broken"):
        pipeline.build([bodies("one")], records, options)
    assert models.Article.objects.count() == 0


def test_a_source_that_breaks_off_is_noted_and_the_next_one_follows(records: Any) -> None:
    broken = Listed([page(1), SourceError("the site is down", where="https://paper.example")])
    summary = pipeline.build([broken, Listed([page(2)])], records, HERE)
    assert summary.faults == ["https://paper.example: the site is down"]
    assert summary.new == 2


def test_added_articles_are_annotated_later(records: Any) -> None:
    pipeline.build([Invented()], records, WorkOptions(Stages(read, "r1"), 0))
    assert models.Mention.objects.count() == 0
    summary = pipeline.annotate(records, HERE)
    assert summary.annotated == 48
    assert pipeline.annotate(records, HERE).annotated == 0
    stepwise = dump()
    assert models.Mention.objects.filter(version__number=2).count() == 5
    # Only the versions that stand are annotated, so the edited one has no old mentions.
    assert not [m for m in stepwise["mentions"] if m[:2] == ("https://paper.example/1", 1)]


def test_records_that_the_database_refuses_are_rejected(records: Any) -> None:
    stages = Stages(read_badly, "r1", Annotator)
    summary = pipeline.build([bodies("one", "bad")], records, WorkOptions(stages, 0))
    assert summary.new == 1
    [reason] = summary.rejected
    assert reason.startswith("the records refuse it")


def read_badly(given: Any) -> Any:
    made = read(given)
    return made.with_(analysis_start=2**70) if given.body == b"bad" else made


class Picky:
    """A store that refuses to be asked about, or to keep, the page named."""

    def __init__(self, records: Any, *, keeps: bool) -> None:
        self._records, self._keeps = records, keeps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def known(self, key: str, *rest: Any) -> Any:
        if key.endswith("/1"):
            raise RecordError("the records refuse it: a bad key", where=key)
        return self._records.known(key, *rest)

    def save_rejected(self, given: Capture, *rest: Any) -> None:
        if not self._keeps:
            raise RecordError("the records refuse it: still bad", where=given.locator)
        self._records.save_rejected(given, *rest)


@pytest.mark.parametrize("keeps", [True, False])
def test_a_record_that_cannot_even_be_looked_up_is_rejected_and_kept(
    records: Any, tmp_path: Path, keeps: bool
) -> None:
    store = Picky(records, keeps=keeps)
    summary = pipeline.build([bodies("one", "two", "three")], store, HERE)
    assert summary.new == 2
    assert summary.rejected == {"the records refuse it: a bad key": 1}
    [line] = (tmp_path / "rejected" / "index.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert (entry["reason"], entry["source"]) == ("the records refuse it: a bad key", "listed")
    assert (tmp_path / "rejected" / entry["file"]).read_bytes() == b"two"


class Failing(Listed):
    """A source whose disk fails after what is given."""

    def items(self) -> Iterator[Item]:
        yield from super().items()
        raise OSError(5, "Input/output error")


def test_a_disk_that_fails_midway_keeps_what_was_read_and_the_next_source_follows(
    records: Any,
) -> None:
    failing = Failing([page(n) for n in range(3)], label="pages/")
    summary = pipeline.build([failing, Listed([page(5)])], records, HERE)
    assert summary.faults == ["pages/: Input/output error"]
    assert summary.new == models.Article.objects.count() == 4


def test_what_the_source_states_is_part_of_the_fingerprint() -> None:
    plain = page(1)
    titled = type(plain)(
        plain.key,
        plain.body,
        plain.media_type,
        plain.locator,
        plain.fetched,
        stated=type(plain.stated)(title="Stated"),
    )
    assert fingerprint(plain) != fingerprint(titled)
    assert fingerprint(plain) == fingerprint(page(1))


# --- cursors -------------------------------------------------------------------


def test_a_cursor_is_let_go_only_when_what_it_covers_is_stored(records: Any) -> None:
    kept = MemoryCursor()
    held = HeldCursor(kept)
    seen: list[tuple[int, Any]] = []

    class Live(Listed):
        def items(self) -> Iterator[Item]:
            for number in range(10):
                yield page(number)
                held.set("live", {"at": number})
                seen.append((models.Article.objects.count(), kept.get("live")))

    pipeline.build([Live([])], records, WorkOptions(STAGES, 0, batch=3), cursor=held)
    assert kept.get("live") == {"at": 9}
    for stored, state in seen:
        assert (state or {"at": -1})["at"] < stored or state is None


# --- in workers ------------------------------------------------------------------


def test_workers_and_one_process_give_the_same_records(records: Any) -> None:
    pipeline.build([Invented(30)], records, HERE)
    alone = dump()
    models.AnnotationRun.objects.all().delete()
    for kind in (models.Article, models.Rejection, models.Capture, models.Tag, models.Author):
        if kind is models.Article:
            models.Mention.objects.all().delete()
            models.Claim.objects.all().delete()
            models.Event.objects.all().delete()
            models.Relation.objects.all().delete()
            models.Entity.objects.all().delete()
        kind.objects.all().delete()
    pipeline.build([Invented(30)], type(records)(), WorkOptions(STAGES, 2, batch=4))
    assert dump() == alone


def test_a_worker_that_dies_takes_only_the_record_that_killed_it(records: Any) -> None:
    texts = [f"page {n}" for n in range(9)]
    texts[4] = "kill"
    summary = pipeline.build([bodies(*texts)], records, WorkOptions(STAGES, 2, batch=3))
    assert summary.new == 8
    assert summary.rejected == {"the worker process died or hung on it": 1}


def test_a_worker_that_hangs_is_ended(records: Any) -> None:
    options = WorkOptions(STAGES, 1, batch=2, batch_seconds=4)
    summary = pipeline.build([bodies("one", "hang")], records, options)
    assert summary.new == 1
    assert summary.rejected == {"the worker process died or hung on it": 1}


def test_working_raises_nothing_that_a_record_is_to_blame_for() -> None:
    outcomes = work(STAGES, [page(1), page(2, "unreadable"), page(3)])
    assert [type(o).__name__ for o in outcomes] == ["Done", "Failed", "Done"]
    assert outcomes[1] == Failed("no article here")


# --- killed and run again -----------------------------------------------------------


def run(folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "tests" / "building.py"), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def finished(folder: Path, environment: dict[str, str]) -> str:
    process = run(folder, environment)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output.split("dump ", 1)[1]


def killed(folder: Path, environment: dict[str, str], lines: int) -> None:
    """A build that is killed once it has printed so many lines."""
    process = run(folder, environment)
    assert process.stdout is not None
    for _ in range(lines):
        if not process.stdout.readline():
            break
    process.kill()
    process.wait(timeout=30)
    process.stdout.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_build_killed_again_and_again_ends_as_an_undisturbed_one(
    tmp_path: Path, engine: str, databases: Any
) -> None:
    def environment(name: str) -> dict[str, str]:
        archives.create(tmp_path / name)
        own = {k: v for k, v in os.environ.items() if k != "CAREO_ARCHIVE"}
        if engine == "postgresql":
            own["DATABASE_URL"] = databases.postgres_url()
        return own | {"PYTHONPATH": str(ROOT / "tests")}

    calm = environment("calm")
    undisturbed = finished(tmp_path / "calm", calm)
    rough = environment("rough")
    for lines in (1, 25, 31, 47, 66):
        killed(tmp_path / "rough", rough, lines)
    assert finished(tmp_path / "rough", rough) == undisturbed
    bad = [(tmp_path / n / "rejected" / "index.jsonl").read_text() for n in ("calm", "rough")]
    places = [sorted(json.loads(line)["locator"] for line in text.splitlines()) for text in bad]
    assert places[0] == places[1]
    folders = (tmp_path / "rough" / "data" / "captures", tmp_path / "rough" / "rejected")
    half_written = [path for folder in folders for path in folder.rglob(".*")]
    assert half_written == []
