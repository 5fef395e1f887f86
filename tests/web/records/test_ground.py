"""What the machine alone may show of names that nobody knows (T3)."""

from __future__ import annotations

from typing import Any

import pytest

from careo.pipeline import fingerprint
from careo.values import Annotations, EntityType, Ground, LocalEntity, Mention, Span, Stance, Stated
from careo.values import Claim as ClaimValue
from careo.web.records import gate, models, publishing
from careo.web.records.store import RecordStore
from inventing import Marks, article, capture, done

NAME = "Quebrantahuesos"
TEXT = f"{NAME} denies it."


def read(ground: Ground, kind: EntityType = EntityType.ORG) -> Annotations:
    span = Span(0, len(NAME))
    claim = ClaimValue(
        "denies", Span(16, 22), (Span(16, 25),), Stance.DENIES, False, False,
        speaker="e1", speaker_text=NAME, speaker_span=span,
    )  # fmt: skip
    entity = LocalEntity("e1", NAME, kind, ground=ground)
    return Annotations((Mention(span, NAME, kind, "e1"),), (entity,), (claim,))


def save(records: Any, number: int, ground: Ground, kind: EntityType = EntityType.ORG) -> None:
    page = capture(f"https://paper.example/{number}", str(number).encode())
    found = done(article(f"Headline {number}", TEXT), read(ground, kind))
    records.save(page, fingerprint(page), found, Marks())


@pytest.mark.parametrize("ground", [Ground.MODEL, Ground.CONTEXT])
@pytest.mark.parametrize("kind", [EntityType.ORG, EntityType.PLACE, EntityType.GROUP])
def test_a_guess_gets_no_page_and_nothing_said_by_it_shows(
    records: Any, ground: Ground, kind: EntityType
) -> None:
    save(records, 0, ground, kind)
    assert gate.entity("quebrantahuesos") is None
    page = gate.article("headline-0")
    assert page is not None
    assert page.mentions == ()
    assert gate.counts().claims == 0


def test_firmer_ground_in_a_later_article_opens_the_page_and_what_was_said(records: Any) -> None:
    save(records, 0, Ground.MODEL)
    save(records, 1, Ground.HEAD)
    save(records, 2, Ground.MODEL)
    assert models.Entity.objects.get().ground == "head"
    assert gate.entity("quebrantahuesos") is not None
    assert gate.counts().claims == 3
    assert publishing.weigh() == 0


def test_the_order_of_the_articles_does_not_matter(records: Any) -> None:
    save(records, 1, Ground.HEAD)
    save(records, 0, Ground.MODEL)
    assert gate.counts().claims == 2
    assert publishing.weigh() == 0


def test_ground_raised_in_a_transaction_that_fails_is_not_remembered(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(records, 0, Ground.MODEL)
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("careo.web.records.store.recount", _fail)
        save(records, 1, Ground.HEAD)
    save(records, 2, Ground.MODEL)
    assert gate.counts().claims == 0
    save(records, 1, Ground.HEAD)
    assert gate.counts().claims == 3


def _fail(*_: object) -> None:
    raise RuntimeError("killed")


def test_resolving_anew_keeps_the_ground(records: Any) -> None:
    save(records, 0, Ground.HEAD)
    run = models.AnnotationRun.objects.get()
    assert run.entities[0]["ground"] == "head"
    run.entities = [run.entities[0] | {"key": "name/org/-/older key"}]
    run.save()
    models.Entity.objects.update(key="name/org/-/older key")
    assert records.resolve() == 1
    entity = models.Entity.objects.get(article_count__gt=0)
    assert (entity.ground, entity.public) == ("head", True)


def test_what_a_source_states_anew_makes_a_new_version(records: Any) -> None:
    for note in ("first", "second"):
        page = capture("https://paper.example/0", b"0")
        from dataclasses import replace

        extra = {"record": [{"fact": note, "source": "Docket 9"}]}
        page = replace(page, stated=Stated(extra=extra))
        records.save(page, fingerprint(page), done(article(extra=extra)), Marks())
    version = models.ArticleVersion.objects.get(number=2)
    assert version.extra["record"][0]["fact"] == "second"


COURT = "Supreme Court"
COURT_TEXT = f"{COURT} denies it."


def save_court(records: Any, number: int, country: str | None) -> None:
    span = Span(0, len(COURT))
    claim = ClaimValue(
        "denies", Span(14, 20), (Span(14, 23),), Stance.DENIES, False, False,
        speaker="e1", speaker_text=COURT, speaker_span=span,
    )  # fmt: skip
    entity = LocalEntity("e1", COURT, EntityType.AGENCY, country=country, ground=Ground.HEAD)
    found = Annotations((Mention(span, COURT, entity.type, "e1"),), (entity,), (claim,))
    page = capture(f"https://paper.example/{number}", str(number).encode())
    records.save(page, fingerprint(page), done(article(f"H {number}", COURT_TEXT), found), Marks())


def test_a_court_of_no_country_has_no_page_and_its_claims_show(records: Any) -> None:
    save_court(records, 0, None)
    save_court(records, 1, "PE")
    rows = {row.country: row for row in models.Entity.objects.all()}
    assert not rows[""].public
    assert rows[""].public_reason.startswith("bodies of several countries")
    assert rows["PE"].public
    page = gate.article("h-0")
    assert page is not None
    assert page.mentions == ()
    assert gate.counts().claims == 2
