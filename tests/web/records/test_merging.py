"""Two rows become one identity, everywhere at once, and can be parted again."""

from __future__ import annotations

from typing import Any

import pytest

from careo.errors import RecordError
from careo.pipeline import fingerprint
from careo.resolving.scoring import Decision
from careo.values import EntityType
from careo.web.records import gate, judging, models, publishing
from careo.web.records.models.judging import DECISIONS
from careo.web.records.public import Filter
from careo.web.records.search.documents import article_documents, entity_documents
from inventing import TEXT, Marks, annotations, article, capture, done

OTHER = "The Gente del Faro said nothing more, and Puerto Lirio was calm."
FARO, GENTE = "name/group/-/banda del faro", "name/group/-/gente del faro"
HOMBRES = "name/group/-/hombres del faro"


GANGS = {f"{kind} del Faro": (EntityType.GROUP, None) for kind in ("Gente", "Hombres")}


def save(records: Any, number: int, text: str = TEXT) -> None:
    page = capture(f"https://paper.example/{number}", f"{number} {text}".encode())
    worked = done(article(f"Headline {number}", text), annotations(text, **GANGS))
    records.save(page, fingerprint(page), worked, Marks())


@pytest.fixture
def archive(records: Any) -> Any:
    """Three articles: two call the gang by one name, the third by another."""
    save(records, 0)
    save(records, 1)
    save(records, 2, OTHER)
    return records


def one(left: str, right: str) -> models.Entity:
    """Somebody says that the two are one; returns what leads them now."""
    judging.judge(left, right, Decision.SAME, "desk")
    row = models.Entity.objects.get(key=left)
    return row.redirect_to or row


def two(left: str, right: str) -> None:
    """Somebody says that the two are not one."""
    judging.judge(left, right, Decision.DIFFERENT, "desk")


def shown(slug: str) -> tuple[int, int, set[str]]:
    """Articles and mentions of an entity's page, and what it is called there."""
    found = gate.entity(slug)
    assert found is not None
    return found.article_count, found.mention_count, {name.text for name in found.names}


def test_the_articles_and_names_of_both_are_shown_as_one(archive: Any) -> None:
    leader = one(GENTE, FARO)
    assert leader.slug == "banda-del-faro"
    assert shown("banda-del-faro") == (3, 3, {"Banda del Faro", "Gente del Faro"})
    assert gate.entity("gente-del-faro") is None
    assert gate.moved_entity("gente-del-faro") == "banda-del-faro"
    assert gate.articles(Filter(entity="banda-del-faro")).total == 3
    assert gate.mentions("banda-del-faro").total == 3
    (named,) = gate.entities(type="GROUP").items
    assert (named.slug, named.article_count) == ("banda-del-faro", 3)


def test_an_article_links_the_name_it_uses_to_the_identity(archive: Any) -> None:
    one(GENTE, FARO)
    record = gate.article("headline-2")
    assert record is not None
    assert "banda-del-faro" in {mention.entity for mention in record.mentions}
    assert "gente-del-faro" not in {mention.entity for mention in record.mentions}


def test_the_search_index_is_told_of_both_and_of_their_articles(archive: Any) -> None:
    models.Outbox.objects.all().delete()
    leader = one(GENTE, FARO)
    told = set(models.Outbox.objects.values_list("kind", "key"))
    assert {("entity", FARO), ("entity", GENTE)} <= told
    assert {key for kind, key in told if kind == "article"} == set(
        models.Article.objects.values_list("key", flat=True)
    )
    ids = list(models.Entity.objects.values_list("id", flat=True))
    (document,) = [d for d in entity_documents(ids) if d.title == "Banda del Faro"]
    assert document.names == ("Gente del Faro",)
    assert document.weight == 3
    assert document.id == leader.id
    articles = article_documents(models.Article.objects.values_list("id", flat=True))
    assert all("banda-del-faro" in document.facets["entity"] for document in articles)


def test_what_is_parted_again_is_as_it_was(archive: Any) -> None:
    before = (shown("banda-del-faro"), shown("gente-del-faro"))
    one(GENTE, FARO)
    two(GENTE, FARO)
    assert (shown("banda-del-faro"), shown("gente-del-faro")) == before
    assert gate.moved_entity("gente-del-faro") is None


def test_an_article_read_later_joins_the_identity(archive: Any) -> None:
    one(GENTE, FARO)
    save(archive, 3, OTHER)
    assert shown("banda-del-faro")[:2] == (4, 4)
    save(archive, 3, "Puerto Lirio was calm.")
    assert shown("banda-del-faro")[:2] == (3, 3)
    two(GENTE, FARO)
    assert shown("gente-del-faro")[:2] == (1, 1)


def test_an_article_that_uses_both_names_counts_once(archive: Any) -> None:
    save(archive, 3, f"{TEXT}\n\n{OTHER}")
    one(GENTE, FARO)
    assert shown("banda-del-faro")[:2] == (4, 5)


def test_the_one_in_the_authority_leads_whichever_is_older(archive: Any) -> None:
    models.Entity.objects.filter(key=GENTE).update(authority="gang-faro")
    assert one(FARO, GENTE).key == GENTE
    assert gate.moved_entity("banda-del-faro") == "gente-del-faro"


def test_a_third_joins_the_identity_and_not_one_of_its_rows(archive: Any) -> None:
    save(archive, 3, "The Hombres del Faro came back.")
    one(FARO, GENTE)
    leader = one(GENTE, HOMBRES)
    assert leader.key == FARO
    redirects = models.Entity.objects.filter(redirect_to__isnull=False)
    assert set(redirects.values_list("redirect_to__key", flat=True)) == {FARO}
    assert shown("banda-del-faro")[0] == 4


def test_a_decision_about_the_identity_holds_for_all_its_rows(archive: Any) -> None:
    one(GENTE, FARO)
    models.Judgement.objects.create(subject=f"entity:{FARO}", verdict="rejected", who="desk")
    publishing.weigh()
    assert not models.Entity.objects.filter(key__in=[FARO, GENTE], public=True).exists()
    record = gate.article("headline-2")
    assert record is not None
    assert not {m.entity for m in record.mentions} & {"banda-del-faro", "gente-del-faro"}


def test_a_guess_that_is_merged_into_what_is_known_is_shown_with_it(archive: Any) -> None:
    models.Entity.objects.filter(key=GENTE).update(ground="model")
    publishing.weigh()
    assert gate.entity("gente-del-faro") is None
    one(GENTE, FARO)
    assert shown("banda-del-faro")[0] == 3
    two(GENTE, FARO)
    assert gate.entity("gente-del-faro") is None


def test_a_word_that_cannot_be_is_refused_and_changes_nothing(archive: Any) -> None:
    person = models.Entity.objects.get(type="PERSON").key
    with pytest.raises(RecordError, match="a person is nothing else"):
        one(FARO, person)
    with pytest.raises(RecordError, match="no such entity"):
        one(FARO, "name/group/-/nobody")
    with pytest.raises(RecordError, match="no pair"):
        one(FARO, FARO)
    assert not models.IdentityJudgement.objects.exists()
    assert not models.Entity.objects.filter(redirect_to__isnull=False).exists()


def test_the_third_goes_when_it_was_held_by_the_one_that_is_parted(archive: Any) -> None:
    save(archive, 3, "The Hombres del Faro came back.")
    one(FARO, GENTE)
    one(GENTE, HOMBRES)
    two(FARO, GENTE)
    assert shown("banda-del-faro")[0] == 2
    assert shown("gente-del-faro")[2] == {"Gente del Faro", "Hombres del Faro"}
    assert gate.moved_entity("hombres-del-faro") == "gente-del-faro"


def test_a_person_overrules_the_machine_whoever_spoke_last(archive: Any) -> None:
    two(FARO, GENTE)
    models.IdentityJudgement.objects.create(
        left=FARO, right=GENTE, decision="same", by="careo", machine=True, score=0.99
    )
    assert judging.apply() == 0
    assert gate.moved_entity("gente-del-faro") is None


def test_what_the_machine_holds_for_one_is_made_one(archive: Any) -> None:
    models.IdentityJudgement.objects.create(
        left=FARO, right=GENTE, decision="same", by="careo", machine=True, score=0.99
    )
    assert judging.apply() == 1
    assert judging.apply() == 0
    assert shown("banda-del-faro")[0] == 3
    models.IdentityJudgement.objects.create(
        left=FARO, right=GENTE, decision="unsure", by="careo", machine=True, score=0.5
    )
    assert judging.apply() > 0
    assert shown("banda-del-faro")[0] == 2


def test_the_machine_says_nothing_twice(archive: Any) -> None:
    models.Name.objects.create(
        entity=models.Entity.objects.get(key=GENTE), text="Banda del Faro", kind="alias"
    )
    assert judging.propose() == 1
    assert judging.propose() == 0
    row = models.IdentityJudgement.objects.get()
    assert (row.left, row.right, row.machine) == (FARO, GENTE, True)
    assert "names" in row.why


def test_the_decisions_of_the_rows_are_those_of_resolving() -> None:
    assert [word for word, _ in DECISIONS] == [str(decision) for decision in Decision]
