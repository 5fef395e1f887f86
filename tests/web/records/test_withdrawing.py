"""What is withdrawn takes along what only it named (T3, T7)."""

from __future__ import annotations

from typing import Any

import pytest

from careo.pipeline import fingerprint
from careo.web.records import gate, models, publishing
from careo.web.records.public import Filter
from inventing import TEXT, Marks, article, capture, done

OTHER = "The Policía Fluvial said nothing more."


def save(records: Any, number: int, text: str = TEXT) -> None:
    page = capture(f"https://paper.example/{number}", f"{number} {text}".encode())
    records.save(page, fingerprint(page), done(article(f"Headline {number}", text)), Marks())


def judge(slug: str, verdict: str) -> None:
    key = models.Article.objects.get(slug=slug).key
    models.Judgement.objects.create(subject=f"article:{key}", verdict=verdict, who="desk")
    publishing.weigh()


def test_a_name_that_only_a_withdrawn_article_has_is_shown_nowhere(records: Any) -> None:
    save(records, 0)
    save(records, 1, OTHER)
    slug = models.Entity.objects.get(name="Banda del Faro").slug
    assert gate.entity(slug) is not None
    judge("headline-0", "rejected")
    assert gate.entity(slug) is None
    assert gate.entity_called("Banda del Faro", slug) is None
    assert gate.entity_cards_by_id([models.Entity.objects.get(slug=slug).id]) == {}
    assert slug not in {card.slug for card in gate.entities().items}
    police = gate.entity(models.Entity.objects.get(authority="agency-fluvial").slug)
    assert police is not None
    assert police.article_count == 1
    judge("headline-0", "accepted")
    assert gate.entity(slug) is not None


def test_counts_hold_when_a_withdrawn_article_is_edited_and_given_back(records: Any) -> None:
    save(records, 0)
    judge("headline-0", "rejected")
    save(records, 0, OTHER)
    assert not models.Entity.objects.filter(article_count__gt=0).exists()
    judge("headline-0", "accepted")
    counts = dict(models.Entity.objects.values_list("authority", "article_count"))
    assert counts["agency-fluvial"] == 1
    assert not models.Entity.objects.filter(article_count__lt=0).exists()
    assert models.Entity.objects.get(name="Banda del Faro").article_count == 0


def test_a_name_that_a_correction_took_out_has_no_page_and_no_link_from_the_old_version(
    records: Any,
) -> None:
    save(records, 0)
    slug = models.Entity.objects.get(name="Banda del Faro").slug
    save(records, 0, OTHER)
    assert gate.entity(slug) is None
    old = gate.article("headline-0", 1)
    assert old is not None
    assert slug not in {mention.entity for mention in old.mentions}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_withdrawn_chapter_leaves_its_series(records: Any, language: str) -> None:
    series = {"key": "canal", "title": "The Canal", "of": 2}
    for number in (2, 1):
        page = capture(f"https://paper.example/{number}", str(number).encode())
        extra = {"series": series | {"chapter": number}}
        made = article(f"Headline {number}", TEXT, extra=extra, language=language)
        records.save(page, fingerprint(page), done(made), Marks())
    chapters = gate.chapters(Filter(languages=(language,), series="canal"))
    assert [card.slug for card in chapters] == ["headline-1", "headline-2"]
    shown = gate.article("headline-2")
    assert shown is not None
    assert (shown.series.chapter, shown.series.of) == (2, 2)
    assert [card.slug for card in shown.chapters] == ["headline-1", "headline-2"]
    assert [(x.series.title, x.count) for x in gate.series(Filter())] == [("The Canal", 2)]
    judge("headline-1", "rejected")
    assert [card.slug for card in gate.chapters(Filter(series="canal"))] == ["headline-2"]
    assert gate.series(Filter())[0].count == 1


def test_chapters_and_other_wordings_are_not_offered_as_related(records: Any) -> None:
    texts = [f"{TEXT} It was the {word} time." for word in ("first", "second", "third", "fourth")]
    changes: list[dict[str, Any]] = [
        {"extra": {"series": {"key": "canal", "title": "The Canal", "chapter": 1}}},
        {"extra": {"series": {"key": "canal", "title": "The Canal", "chapter": 2}}},
        {"translation_key": "same"},
        {"translation_key": "same"},
    ]
    for number, (text, more) in enumerate(zip(texts, changes, strict=True)):
        page = capture(f"https://paper.example/{number}", text.encode())
        words = " ".join(f"{word}{number}" for word in ["alpha", "beta", "gamma", "delta"] * 12)
        made = article(f"Headline {number}", f"{TEXT}\n\n{words}", **more)
        records.save(page, fingerprint(page), done(made), Marks())
    assert "headline-1" not in {card.slug for card in gate.related("headline-0")}
    assert "headline-3" not in {card.slug for card in gate.related("headline-2")}
    assert gate.related("headline-2")
