"""One real chain: what articles of 2012, 2014 and 2024 tell, as public record has it.

The assertions are facts that those texts state. What else the reader of texts makes of
them is measured elsewhere; docs/status.md says what it gets wrong.
"""

from __future__ import annotations

from functools import cache

from careo.values import Certainty
from careo.weighing.statuses.gathering import gather
from careo.weighing.statuses.stages import Stage
from careo.weighing.statuses.status import ConflictKind, Footing, Ledger, ledgers, newest, since
from careo.weighing.statuses.telling import Telling
from support import shared
from weighing.chains import told_in

SEED = "seed/us-is-negotiating-with-el-chapo.txt"
LA_JORNADA = (
    "2014/02/22/0446-chapo.md",
    "2014/02/22/1302-chapo.md",
    "2014/02/22/1522-traslado-chapo.md",
    "2014/02/23/1319-chapo-extraditado.md",
)
CNN = (
    "26/us-arrests-alleged-sinaloa-*-texas-sting-operation.md",
    "27/what-we-know-about-the-sinaloa-*.md",
    "28/attorney-for-mexican-drug-lord-*-el-chapos-son.md",
)
GUZMAN = "authority/joaquin-guzman-loera"
ZAMBADA = "authority/ismael-zambada-garcia"
SON = "authority/vicente-zambada-niebla"


@cache
def told() -> tuple[Telling, ...]:
    sources = [
        (shared(SEED), ()),
        (shared("corpora/la_jornada_zacatecas/crime"), LA_JORNADA),
        (shared("corpora/cnn_2024/crime"), CNN),
    ]
    return tuple(telling for source, endings in sources for telling in told_in(source, *endings))


def of(key: str) -> Ledger:
    return ledgers(told())[key]


def reported(key: str, kind: str) -> list[Stage]:
    stages = [stage for stage in of(key).distinct if stage.kind == kind]
    return [stage for stage in stages if stage.certainty is Certainty.REPORTED]


def test_a_man_captured_three_times_in_articles_ten_years_apart_has_three_captures() -> None:
    captures = reported(GUZMAN, "captured")
    assert [(stage.date or "")[:4] for stage in captures] == ["1993", "2014", "2016"]


def test_the_capture_of_2014_is_one_stage_of_two_newspapers_and_keeps_its_two_dates() -> None:
    capture = reported(GUZMAN, "captured")[1]
    published = {(evidence.published or "")[:4] for evidence in capture.evidence}
    assert published == {"2014", "2024"}
    assert {"2014", "2014-02-21", "2014-02-22"} <= {said.date for said in capture.dates}
    assert ConflictKind.DATES in {c.kind for c in of(GUZMAN).conflicts_of(capture)}
    events = [e for e in gather(told()) if set(capture.tellings) & set(e.tellings)]
    assert len(events) == 1


def test_his_escape_of_2001_has_the_day_that_one_of_them_gives() -> None:
    assert reported(GUZMAN, "escaped")[0].date == "2001-01-19"


def test_a_surrender_that_somebody_claims_is_negotiated_is_never_reported() -> None:
    assert not reported(GUZMAN, "surrendered")


def test_since_the_article_of_2012_he_was_captured_and_not_before() -> None:
    later = {one.stage.key: one.footing for one in since(of(GUZMAN), "2012-03-21")}
    capture = reported(GUZMAN, "captured")[1]
    assert later[capture.key] is Footing.DATED
    assert not {"captured/1993", "escaped/2001-01-19"} & set(later)


def test_an_extradition_without_a_date_is_known_to_have_been_by_the_article() -> None:
    capture, extradition = of(SON).stages[:2]
    assert (capture.key, extradition.key) == ("captured/2009", "extradited/by-2012-03-21")
    assert [later.stage.key for later in since(of(SON), "2012-03-21")] == ["sentenced/2019"]


def test_a_capture_is_reported_a_kidnapping_alleged_and_the_newest_status_is_the_first() -> None:
    found = of(ZAMBADA)
    assert "captured/2024-07-25" in [stage.key for stage in reported(ZAMBADA, "captured")]
    kidnappings = [stage for stage in found.stages if stage.kind == "kidnapped"]
    assert [stage.certainty for stage in kidnappings] == [Certainty.ALLEGED]
    current = newest(found)
    assert current is not None
    assert [stage.key for stage in current.stages] == ["captured/2024-07-25"]
