from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from careo.pipeline import fingerprint
from careo.values import EntityType
from careo.web.records import gate, models, publishing
from careo.web.records.public import Filter
from inventing import TEXT, Marks, annotations, article, capture, done


def save(records: Any, number: int = 0, *, text: str = TEXT, **changes: Any) -> None:
    page = capture(f"https://paper.example/{number}", f"{number} {text}".encode())
    made = article(changes.pop("title", f"Headline {number}"), text, **changes)
    records.save(page, fingerprint(page), done(made), Marks())


def slugs(listing: Any) -> list[str]:
    return [card.slug for card in listing.items]


# --- articles ------------------------------------------------------------------


def test_an_article_page_has_everything_in_its_order(records: Any) -> None:
    save(records)
    page = gate.article("headline-0")
    assert page is not None
    assert [x.slug for x in page.section] == ["news", "news/brief"]
    assert page.type is not None
    assert (page.type.slug, page.type.name) == ("brief", "Brief")
    assert [x.name for x in page.authors] == ["Nadia Perdomo", "Ulises Brand"]
    assert page.primary_tag is not None
    assert page.primary_tag.slug == "river"
    assert [page.text[m.start : m.end] for m in page.mentions] == [
        "Policía Fluvial",
        "Puerto Lirio",
        "Banda del Faro",
    ]


def test_a_private_person_is_neither_linked_nor_given_a_page(records: Any) -> None:
    save(records)
    page = gate.article("headline-0")
    assert page is not None
    assert "aurelio-tamboril" not in {m.entity for m in page.mentions}
    assert gate.entity("aurelio-tamboril") is None
    assert gate.mentions("aurelio-tamboril").total == 0
    # Nor do findings about that person show.
    assert gate.counts().events == gate.counts().claims == 0
    assert gate.counts().relations == 1


def test_a_judgement_opens_what_the_machine_alone_may_not(records: Any) -> None:
    save(records)
    person = models.Entity.objects.get(name="Aurelio Tamboril")
    models.Judgement.objects.create(
        subject=f"entity:{person.key}", verdict="accepted", who="desk", why="court record"
    )
    before = gate.generation()
    assert publishing.weigh() > 0
    shown = gate.entity("aurelio-tamboril")
    assert shown is not None
    assert shown.reviewed
    assert gate.counts().events == 1
    assert gate.generation() > before
    assert publishing.weigh() == 0


def test_the_newest_judgement_holds(records: Any) -> None:
    save(records)
    for verdict in ("accepted", "rejected"):
        models.Judgement.objects.create(
            subject=f"entity:{models.Entity.objects.get(name='Banda del Faro').key}",
            verdict=verdict,
            who="desk",
        )
    publishing.weigh()
    assert gate.entity("banda-del-faro") is None


def test_under_the_reviewed_policy_nothing_machine_read_shows(records: Any) -> None:
    with override_settings(CAREO_POLICY="reviewed"):
        save(records)
        assert gate.counts().entities == 0
        page = gate.article("headline-0")
        assert page is not None
        assert page.mentions == ()


def test_a_change_of_policy_takes_effect_when_it_is_weighed(records: Any) -> None:
    save(records)
    publishing.ensure_weighed()
    assert gate.counts().entities == 3
    with override_settings(CAREO_POLICY="reviewed"):
        publishing.ensure_weighed()
        assert gate.counts().entities == 0
    publishing.ensure_weighed()
    assert gate.counts().entities == 3


def test_an_article_taken_down_is_gone_everywhere(records: Any) -> None:
    save(records, 0)
    save(records, 1)
    models.Judgement.objects.create(
        subject="article:https://paper.example/0", verdict="rejected", who="desk"
    )
    publishing.weigh()
    assert gate.article("headline-0") is None
    assert slugs(gate.articles(Filter())) == ["headline-1"]
    assert gate.mentions("banda-del-faro").total == 1
    assert {t.slug: t.count for t in gate.tags()}["river"] == 1
    assert gate.related("headline-1") == ()


def test_an_older_version_can_still_be_seen(records: Any) -> None:
    save(records, title="First")
    page = capture("https://paper.example/0", b"edited")
    records.save(page, fingerprint(page), done(article("Second")), Marks())
    now, then = gate.article("first"), gate.article("first", 1)
    assert now is not None
    assert then is not None
    assert (now.title, now.version, then.title, then.latest) == ("Second", 2, "First", 2)
    assert gate.article("first", 3) is None


def test_counterparts_are_the_other_languages_only(records: Any) -> None:
    save(records, 0, language="en", translation_key="pair")
    save(records, 1, language="es", translation_key="pair")
    save(records, 2, language="en")
    page = gate.article("headline-0")
    assert page is not None
    assert [c.slug for c in page.counterparts] == ["headline-1"]
    lone = gate.article("headline-2")
    assert lone is not None
    assert lone.counterparts == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(languages=("es",)), {1}),
        (Filter(other_than=("es",)), {0, 2}),
        (Filter(type="analysis"), {2}),
        (Filter(section="news"), {0, 1, 2}),
        (Filter(section="news/brief"), {0, 1}),
        (Filter(section="new"), set()),
        (Filter(tag="harbour"), {0, 1}),
        (Filter(tag="sea"), {2}),
        (Filter(author="nadia-perdomo"), {0, 1}),
        (Filter(year=2023), {2}),
        (Filter(year=2024, month=4), {0, 1}),
        (Filter(year=2024, month=5), set()),
        (Filter(entity="banda-del-faro"), {0, 1}),
        (Filter(tag="harbour", languages=("es",)), {1}),
    ],
)
def test_a_listing_shows_what_its_filter_describes(
    records: Any, wanted: Filter, found: set[int]
) -> None:
    save(records, 0)
    save(records, 1, language="es")
    save(
        records,
        2,
        text="Nothing about anybody.",
        type="Analysis",
        section=("News", "Analysis"),
        tags=("Sea",),
        primary_tag=None,
        authors=("Somebody Else",),
        published="2023-01-02",
    )
    assert set(slugs(gate.articles(wanted))) == {f"headline-{n}" for n in found}


def test_listings_come_newest_first_ten_a_page(records: Any) -> None:
    for number in range(12):
        save(records, number, published=f"2024-01-{number + 1:02}")
    first, second = gate.articles(Filter()), gate.articles(Filter(), 2)
    assert slugs(first)[:2] == ["headline-11", "headline-10"]
    assert slugs(second) == ["headline-1", "headline-0"]
    assert (first.total, first.pages, first.has_next, second.has_next) == (12, 2, True, False)
    assert slugs(gate.articles(Filter(), 3)) == []


def test_months_types_sections_tags_and_authors_are_counted(records: Any) -> None:
    save(records, 0)
    save(records, 1, published="2024-03")
    assert [(m.year, m.month, m.count) for m in gate.months()] == [(2024, 4, 1), (2024, 3, 1)]
    assert [(t.slug, t.name, t.count) for t in gate.types()] == [("brief", "Brief", 2)]
    assert [(s.slug, s.name, s.count) for s in gate.sections()] == [("news/brief", "Brief", 2)]
    assert {t.slug: t.count for t in gate.tags()} == {"river": 2, "harbour": 2}
    assert {a.slug: a.count for a in gate.authors(("en",))} == {
        "nadia-perdomo": 2,
        "ulises-brand": 2,
    }
    assert gate.authors(("es",)) == ()


def test_terms_of_older_versions_are_not_listed(records: Any) -> None:
    save(records, tags=("River", "Gone"))
    page = capture("https://paper.example/0", b"edited")
    records.save(page, fingerprint(page), done(article(tags=("River",))), Marks())
    assert gate.tag("gone") is None
    assert {t.slug for t in gate.tags()} == {"river"}
    assert gate.tag("river") is not None


def test_related_articles_are_about_the_same_and_no_copies(records: Any) -> None:
    own = "The Banda del Faro moved its boats at night, said people who live by the water."
    save(records, 0)
    save(records, 1)  # a copy
    save(records, 2, text=own, tags=(), primary_tag=None)
    save(records, 3, text="Nothing about anybody at all.", tags=(), primary_tag=None)
    save(records, 4, text=own.replace("moved", "hid") + " Nothing more.", tags=(), language="es")
    assert [card.slug for card in gate.related("headline-0")] == ["headline-2"]


# --- entities ----------------------------------------------------------------------


def test_an_entity_page_has_names_counts_and_companions(records: Any) -> None:
    save(records, 0, published="2020-01-01")
    save(records, 1, published="2024-01-01", text=TEXT + " The Banda del Faro again.")
    page = gate.entity("banda-del-faro")
    assert page is not None
    assert page.type is EntityType.GROUP
    assert [(n.text, n.kind) for n in page.names] == [("Banda del Faro", "name")]
    assert (page.article_count, page.mention_count) == (2, 3)
    assert (page.first_published, page.last_published) == ("2020-01-01", "2024-01-01")
    assert {(c.slug, c.article_count) for c in page.companions} == {
        ("policia-fluvial", 2),
        ("puerto-lirio", 2),
    }


def test_mentions_come_with_their_sentence_newest_article_first(records: Any) -> None:
    save(records, 0, published="2020-01-01")
    save(records, 1, published="2024-01-01")
    listing = gate.mentions("banda-del-faro")
    assert listing.total == 2
    first = listing.items[0]
    assert first.article.slug == "headline-1"
    assert (first.before, first.text, first.after) == ("The ", "Banda del Faro", " denies it.")


def test_an_entity_merged_into_another_leads_there(records: Any) -> None:
    save(records)
    old = models.Entity.objects.get(slug="puerto-lirio")
    old.redirect_to = models.Entity.objects.get(slug="banda-del-faro")
    old.save()
    assert gate.entity("puerto-lirio") is None
    assert gate.moved_entity("puerto-lirio") == "banda-del-faro"
    assert gate.moved_entity("banda-del-faro") is None


def test_entities_are_listed_by_how_many_articles_name_them(records: Any) -> None:
    save(records, 0)
    save(records, 1, text="The Banda del Faro again.")
    listing = gate.entities()
    assert next(e.slug for e in listing.items) == "banda-del-faro"
    assert [e.slug for e in gate.entities(type="PLACE").items] == ["puerto-lirio"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: gate.articles(Filter()),
        lambda: gate.articles(Filter(tag="river")),
        lambda: gate.article("headline-0"),
        lambda: gate.related("headline-0"),
        lambda: gate.entity("banda-del-faro"),
        lambda: gate.mentions("banda-del-faro"),
        gate.entities,
        gate.tags,
        gate.counts,
    ],
)
def test_queries_do_not_grow_with_the_rows(records: Any, ask: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert ask() is not None
        return len(caught)

    distinct = "Only the Banda del Faro and Puerto Lirio figure in report number {}."
    save(records, 0)
    save(records, 1, text=distinct.format("one and no other at all"))
    few = queries()
    for number in range(2, 9):
        save(records, number, text=distinct.format(" ".join([str(number)] * 9)))
    assert queries() == few <= 12


def test_the_generation_is_one_small_query(records: Any) -> None:
    save(records)
    with CaptureQueriesContext(connection) as caught:
        assert gate.generation() == 1
    assert len(caught) == 1


def test_annotations_in_these_tests_are_sound() -> None:
    assert all(m.span.of(TEXT) == m.text for m in annotations().mentions)
