import json
import re
import sys

import pytest

from careo.errors import MeasuringError
from careo.measuring import bench_build
from careo.measuring.bench import BenchReport, Row, Watched, watch
from careo.measuring.bench_build import multiply, run_bare
from careo.measuring.bench_site import bench_site, parse_wrk

PRINTED = """Running 1s test @ http://127.0.0.1:1/
  Latency Distribution
     50%    1.10ms
     99%  950.00us
  Non-2xx or 3xx responses: 3
Requests/sec:   4321.50
"""


def test_the_ratio_is_ours_over_the_peers() -> None:
    assert Row("pages", 30.0, 10.0, "pages/s").ratio == 3.0


def test_without_a_peer_there_is_no_ratio() -> None:
    assert Row("pages", 30.0, None, "pages/s").ratio is None
    assert Row("pages", 30.0, 0.0, "pages/s").ratio is None


def test_the_table_has_a_line_a_row_and_the_notes_after_it() -> None:
    report = BenchReport("x", (Row("pages", 30.0, 10.0, "pages/s", "≥ 2"),), ("noisy",))
    assert report.as_table().splitlines()[2:] == [
        "| pages (pages/s) | 30 | 10 | 3.00 | ≥ 2 |",
        "- noisy",
    ]
    assert report.as_json()["rows"][0]["ratio"] == 3.0


def test_the_memory_of_a_child_process_is_seen() -> None:
    grow = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    hold = "import time; held = b'x' * 200_000_000; time.sleep(1.5)"
    seen = watch([sys.executable, "-c", grow, hold], timeout=60)
    assert seen.code == 0
    assert seen.peak_process_bytes == seen.peak_worker_bytes > 200_000_000
    assert 0 < seen.peak_main_bytes < 100_000_000
    assert 0 < seen.usual_main_bytes <= seen.peak_main_bytes
    assert seen.usual_worker_bytes > 200_000_000


def test_what_a_process_usually_takes_is_not_what_it_took_for_a_moment() -> None:
    flash = "import time; held = b'x' * 200_000_000; time.sleep(0.6); del held; time.sleep(1.5)"
    seen = watch([sys.executable, "-c", flash], timeout=60)
    assert seen.peak_main_bytes > 200_000_000
    assert 0 < seen.usual_main_bytes < 100_000_000


def test_pages_of_mapped_files_are_not_counted(tmp_path) -> None:
    mapped = tmp_path / "index"
    mapped.write_bytes(b"x" * 200_000_000)
    read = (
        "import mmap, sys, time; file = open(sys.argv[1], 'rb');"
        "held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ);"
        "sum(held[::4096]); time.sleep(1.5)"
    )
    seen = watch([sys.executable, "-c", read, str(mapped)], timeout=60)
    assert seen.code == 0
    assert 0 < seen.peak_main_bytes < 100_000_000


def test_no_article_of_a_multiplied_archive_repeats_another(tmp_path) -> None:
    articles = [{"title": "Two boats", "text": "Two words.", "language": "en"}]
    multiply(articles, 3000, tmp_path / "many.jsonl")
    lines = (tmp_path / "many.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert len({r["url"] for r in records}) == len({r["title"] for r in records}) == 3000
    names = [word for r in records for word in re.findall(r"[A-Z]\w+ [A-Z]\w+", r["text"])]
    assert len(set(names)) == len(names) == 9000


def test_the_memory_bench_tells_the_main_process_from_the_workers(tmp_path, monkeypatch) -> None:
    sizes = iter([Watched(1, 0, 100, 200, 50, 80), Watched(1, 3, 150, 210, 75, 84)])
    monkeypatch.setattr(bench_build, "_build", lambda *_: next(sizes))
    report = bench_build.bench_memory(tmp_path, tmp_path, workers=2)
    assert [row.ratio for row in report.rows] == [1.5, 1.05, 1.05]
    assert report.notes == ("a run ended with code 3",)


def test_what_wrk_prints_is_read_in_any_unit() -> None:
    load = parse_wrk(PRINTED)
    assert (load.rate, load.p99, load.failed) == (4321.5, pytest.approx(0.95), 3)


def test_other_words_than_wrks_are_refused() -> None:
    with pytest.raises(MeasuringError):
        parse_wrk("unable to connect")


def test_load_is_never_sent_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/bin/true")
    with pytest.raises(MeasuringError, match="only ever sent to this machine"):
        bench_site("http://192.0.2.1/", None)


def test_the_bare_peer_counts_every_token_once(tmp_path) -> None:
    corpus = tmp_path / "texts.jsonl"
    corpus.write_text('["en", "Two words."]\n["en", "One."]\n', encoding="utf-8")
    assert run_bare(corpus, 2) == 5
