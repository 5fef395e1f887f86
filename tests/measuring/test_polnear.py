from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from careo.errors import MeasuringError
from careo.measuring.polnear import Attribution, evaluate, load, measured, whole_score
from careo.measuring.polnear_errors import lines_of
from careo.measuring.tools import Tools
from careo.values import Annotations
from measuring.reading_of import Reader, answering

TEXT = (
    "Port unsafe\n\nOdo Brandt said “the port” — he paused — “is safe.” "
    "Clerks may strike, it was claimed."
)


def spans(**words: str) -> dict[str, str]:
    """`T` values of words, whose parts are joined by ` … `."""
    out = {}
    for name, value in words.items():
        pieces = []
        for part in value.split(" … "):
            at = TEXT.index(part)
            pieces.append(f"{at} {at + len(part)}")
        out[name] = ";".join(pieces)
    return out


def polnear(folder: Path) -> Path:
    for name in ("attributions", "text"):
        (folder / name).mkdir()
    at = spans(
        source="Odo Brandt", cue="said", content="“the port” … “is safe.”", cue2="it was claimed",
        content2="Clerks may strike",
    )  # fmt: skip
    lines = [
        f"T1\tSource {at['source']}\tx",
        f"T2\tCue {at['cue']}\tx",
        f"T3\tContent {at['content']}\tx",
        "T4\tAttribution 1 2\tx",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        f"T5\tCue {at['cue2']}\tx",
        f"T6\tContent {at['content2']}\tx",
        "T7\tAttribution-no-source 1 2\tx",
        "E2\tAttribution-no-source:T7 Cue:T5 Content:T6",
        "T8\tDiscuss 1 2\tx",
        "E3\tDiscuss:T8 Cue:T5 Content:T6",
        "E4\tAttribution:T4",
        "#1\tAnnotatorNotes T4\twhy",
    ]
    (folder / "attributions" / "a_b_1f2e.ann").write_text("\n".join(lines))
    (folder / "text" / "a_b.txt").write_text(TEXT)
    return folder


def read(**changes: object) -> Annotations:
    text = TEXT  # one heading, one paragraph, two line breaks: the same offsets
    reader = Reader(text)
    fields = {"speaker_span": reader.span("Odo Brandt"), **changes}
    reader.claim("said", ["“the port”", "“is safe.”"], **fields)
    return reader.done()


def values(folder: Path, found: Annotations) -> dict[str, float]:
    report = evaluate(folder, Tools(annotate=answering({"port": found})))
    return dict(report.systems["careo"])


def test_attributions_have_cue_source_and_all_parts_of_the_content(tmp_path: Path) -> None:
    (one,) = load(polnear(tmp_path))
    assert len(one.gold) == 2
    first, second = one.gold
    assert [TEXT[s:e] for s, e in first.content] == ["“the port”", "“is safe.”"]
    assert second.source == ()


def test_what_agrees_entirely_is_right_in_every_measure(tmp_path: Path) -> None:
    value = values(polnear(tmp_path), read())
    assert value["cue_exact_precision"] == value["content_exact_precision"] == 1
    assert value["source_exact_f1"] == value["source_overlap_f1"] == 1
    assert (value["whole_precision"], value["whole_recall"]) == (1, 1 / 2)
    assert value["quoted_recall"] == 1


def test_a_wrong_source_spoils_the_whole_and_nothing_else(tmp_path: Path) -> None:
    found = read(speaker_span=Reader(TEXT).span("Clerks"))
    value = values(polnear(tmp_path), found)
    assert value["whole_f1"] == value["source_overlap_f1"] == 0
    assert value["cue_overlap_recall"] == 1 / 2


def test_half_of_the_content_must_be_in_either(tmp_path: Path) -> None:
    reader = Reader(TEXT)
    source = reader.span("Odo Brandt")
    for content, right in (("“the port” — he", 1), ("“the", 0), (TEXT[14:], 0)):
        one = Reader(TEXT)
        one.claim("said", [content], speaker_span=source)
        (result,) = measured(
            polnear_once(tmp_path), Tools(annotate=answering({"port": one.done()}))
        )
        assert len(result.whole) == right, content


def polnear_once(folder: Path) -> Path:
    return folder if (folder / "text").is_dir() else polnear(folder)


def test_a_claim_without_speaker_agrees_with_an_attribution_without_source(tmp_path: Path) -> None:
    for span, right in ((None, 1), (Reader(TEXT).span("Clerks"), 0)):
        reader = Reader(TEXT)
        reader.claim("claimed", ["Clerks may strike"], speaker_span=span)
        tools = Tools(annotate=answering({"port": reader.done()}))
        (result,) = measured(polnear_once(tmp_path), tools)
        assert len(result.whole) == right


def test_the_same_claim_twice_is_right_once(tmp_path: Path) -> None:
    found = read()
    twice = Annotations(claims=found.claims * 2)
    value = values(polnear(tmp_path), twice)
    assert value["whole_precision"] == 1 / 2
    # Its spans are the same ones, and count once.
    assert value["cue_overlap_precision"] == 1


def test_nothing_read_gives_noughts(tmp_path: Path) -> None:
    assert not any(values(polnear(tmp_path), Annotations()).values())


def test_an_annotation_without_its_text_is_named(tmp_path: Path) -> None:
    polnear(tmp_path)
    (tmp_path / "text" / "a_b.txt").unlink()
    with pytest.raises(MeasuringError, match=r"a_b_1f2e\.ann: its text is not there"):
        load(tmp_path)


def test_a_folder_without_annotations_says_so(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="no annotations"):
        load(tmp_path)


def test_the_listing_tells_what_differs(tmp_path: Path) -> None:
    found = read(speaker_span=Reader(TEXT).span("Clerks"))
    (one,) = measured(polnear(tmp_path), Tools(annotate=answering({"port": found})))
    lines = {line.kind: line for line in lines_of(one)}
    assert lines["said"].outcome == "wrong"
    assert "source is “Clerks”" in lines["said"].text
    assert lines["it was claimed"].outcome == "missed"


def test_a_cue_must_overlap() -> None:
    said, claimed = Reader(TEXT).span("said"), Reader(TEXT).span("claimed")
    gold = Attribution(((said.start, said.end),), (), ((0, 4),))
    assert whole_score(gold, gold) > 0
    assert whole_score(gold, replace(gold, cue=((claimed.start, claimed.end),))) == 0
