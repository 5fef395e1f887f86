from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from careo.errors import RecordError
from careo.pipeline import fingerprint
from careo.values import Annotations, EntityType, Mention, Rejection, Span, Stated, Term
from careo.web.records import entity_rows, gate, models
from careo.working import Done
from inventing import TEXT, Marks, annotations, article, capture, done
from web.records.dumping import dump


def save(records: Any, key: str = "https://paper.example/a", **given: Any) -> str:
    page = capture(key, given.pop("body", b"<p>one</p>"))
    marks = given.pop("marks", Marks())
    return records.save(page, fingerprint(page), given.pop("done", None) or done(), marks)


def test_a_first_save_makes_article_version_and_entities(records: Any) -> None:
    assert save(records) == "new"
    row = models.Article.objects.get()
    assert (row.slug, row.current.number, row.section_path) == (
        "arrest-in-puerto-lirio",
        1,
        "news/brief",
    )
    assert row.current.text == TEXT
    assert [x.tag.slug for x in row.current.tag_links.all()] == ["river", "harbour"]
    assert [x.author.slug for x in row.current.author_links.all()] == [
        "nadia-perdomo",
        "ulises-brand",
    ]
    assert models.Mention.objects.count() == 4
    assert set(models.Entity.objects.values_list("article_count", flat=True)) == {1}


def test_every_mention_is_the_words_at_its_span(records: Any) -> None:
    save(records)
    for mention in models.Mention.objects.select_related("version"):
        assert mention.version.text[mention.start : mention.end] == mention.text


def test_claims_events_and_relations_keep_their_evidence(records: Any) -> None:
    save(records)
    claim = models.Claim.objects.get()
    assert [TEXT[e.start : e.end] for e in claim.contents.all()] == ["denies it"]
    assert claim.speaker.name == "Banda del Faro"
    event = models.Event.objects.get()
    assert [e.name for e in event.who.all()] == ["Aurelio Tamboril"]
    assert TEXT[event.evidence.start : event.evidence.end].endswith("Lirio.")
    assert models.Relation.objects.get().target.name == "Puerto Lirio"


def test_saving_the_same_again_changes_nothing(records: Any) -> None:
    save(records)
    before, generation = dump(), gate.generation()
    assert save(records) == "unchanged"
    assert dump() == before
    assert gate.generation() == generation


def test_an_edited_article_is_a_new_version_and_the_old_one_stays(records: Any) -> None:
    save(records)
    old = models.ArticleVersion.objects.values().get()
    edited = done(article(text=TEXT + "\n\nAurelio Tamboril was released."))
    assert save(records, body=b"<p>two</p>", done=edited) == "updated"
    row = models.Article.objects.get()
    assert row.current.number == 2
    assert models.ArticleVersion.objects.filter(number=1).values().get() == old
    assert models.Mention.objects.filter(version__number=1).count() == 4
    assert models.Mention.objects.filter(version__number=2).count() == 5


def test_counts_follow_the_current_version(records: Any) -> None:
    save(records)
    gone = done(article(text="Nobody was named in the end."))
    save(records, body=b"<p>two</p>", done=gone)
    assert set(models.Entity.objects.values_list("article_count", flat=True)) == {0}


def test_other_bytes_with_the_same_content_make_no_version(records: Any) -> None:
    save(records)
    assert save(records, body=b"<p>one</p><!-- banner -->") == "unchanged"
    assert models.ArticleVersion.objects.count() == 1
    assert models.Capture.objects.count() == 2


def test_an_older_capture_read_by_a_newer_reader_does_not_undo_an_edit(records: Any) -> None:
    save(records)
    edited = done(article("Second headline"))
    save(records, body=b"<p>two</p>", done=edited)
    reread = done(article("First headline, read better"))
    assert save(records, done=reread, marks=Marks("r2")) == "unchanged"
    assert models.Article.objects.get().current.title == "Second headline"


def test_a_newer_annotator_replaces_what_the_older_one_read(records: Any) -> None:
    save(records)
    nothing = done(found=Annotations())
    assert save(records, done=nothing, marks=Marks(annotator=("invented", "2"))) == "annotated"
    assert models.Mention.objects.count() == models.Claim.objects.count() == 0
    assert models.Evidence.objects.count() == 0


def test_an_older_capture_annotated_anew_leaves_the_current_version_alone(records: Any) -> None:
    save(records)
    edited = done(article(text="Nobody was named in the end."))
    save(records, body=b"<p>two</p>", done=edited)
    assert save(records, marks=Marks(annotator=("invented", "2"))) == "unchanged"
    assert models.Mention.objects.filter(version__number=2).count() == 0
    assert models.Mention.objects.filter(version__number=1).count() == 4


def test_known_tells_what_is_left_to_do(records: Any) -> None:
    page = capture()
    mark = fingerprint(page)
    assert records.known(page.key, mark, Marks()) == ("new", "")
    save(records)
    assert records.known(page.key, mark, Marks()) == ("done", "")
    assert records.known(page.key, mark, Marks("r2")) == ("new", "")
    assert records.known(page.key, mark, Marks(annotator=("invented", "2"))) == ("new", "")
    records.save_rejected(page, mark, "no text", Marks("r2"))
    assert records.known(page.key, mark, Marks("r2")) == ("rejected", "no text")


def test_a_key_longer_than_a_column_is_still_one_article(records: Any) -> None:
    long = "https://paper.example/" + "x" * 3000
    assert save(records, long) == "new"
    assert save(records, long) == "unchanged"
    assert save(records, long + "y") == "new"


def test_two_articles_with_one_title_get_two_slugs(records: Any) -> None:
    for number in range(3):
        save(records, f"https://paper.example/{number}")
    assert list(models.Article.objects.order_by("id").values_list("slug", flat=True)) == [
        "arrest-in-puerto-lirio",
        "arrest-in-puerto-lirio-2",
        "arrest-in-puerto-lirio-3",
    ]


def test_the_bytes_of_a_capture_can_be_had_back(records: Any) -> None:
    save(records, body=b"\x00\xff bytes")
    row = models.Capture.objects.get()
    assert records.captures.read(row.sha256) == b"\x00\xff bytes"
    assert row.size == 8


def test_what_a_source_stated_can_be_had_back_too(records: Any) -> None:
    page = replace(capture(), stated=Stated(title="As the source has it", tags=("a",)))
    records.save(page, fingerprint(page), done(), Marks())
    kept = json.loads(records.captures.read(models.Capture.objects.get().stated_sha256))
    assert (kept["title"], kept["tags"]) == ("As the source has it", ["a"])


def test_a_mention_that_is_not_its_words_is_refused_whole(records: Any) -> None:
    good = done()
    wrong = Mention(Span(0, 6), "Nobody", EntityType.PERSON, good.annotations.entities[0].id)
    bad = done(found=Annotations((wrong,), good.annotations.entities))
    with pytest.raises(RecordError, match="is not at"):
        save(records, done=bad)
    assert models.Article.objects.count() == models.Entity.objects.count() == 0
    # What the rolled-back transaction made is not remembered either.
    assert save(records) == "new"


def test_a_rejected_record_keeps_its_bytes_and_is_listed_once(records: Any, tmp_path: Any) -> None:
    for _ in range(2):
        records.reject(Rejection("list.csv:3", "no\x00 text", b"a,b", "list"))
    records._rejected.write_index()
    [line] = (tmp_path / "rejected" / "index.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert (entry["locator"], entry["reason"]) == ("list.csv:3", "no text")
    assert (tmp_path / "rejected" / entry["file"]).read_bytes() == b"a,b"


def test_terms_describe_tags_and_authors(records: Any) -> None:
    records.save_term(Term("tag", "River", "river", "All about it."))
    generation = gate.generation()
    records.save_term(Term("tag", "River", "river", "All about it."))
    records.save_term(Term("author", "Nadia Perdomo", "", "Writes."))
    assert models.Tag.objects.get().description == "All about it."
    assert models.Author.objects.get().bio == "Writes."
    assert gate.generation() == generation + 1


def test_articles_without_annotations_are_offered_and_then_no_more(records: Any) -> None:
    page = capture()
    marks = Marks(annotator=None)
    records.save(page, fingerprint(page), Done(article()), marks)
    [(number, offered)] = records.unannotated(("invented", "1"))
    assert offered.text == TEXT
    assert offered.tags == ("River", "Harbour")
    records.save_annotations(number, done(), ("invented", "1"))
    assert list(records.unannotated(("invented", "1"))) == []
    assert models.Mention.objects.count() == 4


def test_resolving_anew_moves_mentions_to_the_identity_now_known(records: Any) -> None:
    save(records)
    run = models.AnnotationRun.objects.get()
    # As if an earlier version of resolving had called it by another key.
    old = models.Entity.objects.get(name="Banda del Faro")
    models.Entity.objects.filter(id=old.id).update(key="older/faro")
    run.entities = [
        data | ({"key": "older/faro"} if data["name"] == old.name else {}) for data in run.entities
    ]
    run.save()
    fresh = type(records)()
    assert fresh.resolve() == 1
    moved = models.Mention.objects.get(text="Banda del Faro").entity
    assert moved.key.startswith("name/group/")
    assert models.Claim.objects.get().speaker == moved
    assert models.Relation.objects.get().source == moved
    assert moved.article_count == 1
    assert models.Entity.objects.get(key="older/faro").article_count == 0
    assert fresh.resolve() == 0


def test_a_key_that_the_database_refuses_is_one_records_fault(records: Any) -> None:
    with pytest.raises(RecordError, match="the records refuse it"):
        records.known("half a character: \ud83d", "mark", Marks())


def test_an_entity_met_again_and_again_is_kept_however_many_others_come_between(
    records: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entity_rows, "REMEMBERED", 2)
    for number in range(12):
        other = f"Ramiro Quebracho {chr(65 + number)}"
        text = f"{TEXT} {other} saw it."
        found = annotations(text, **{other: (EntityType.PERSON, None)})
        given = capture(f"https://paper.example/{number}", text.encode())
        worked = done(article(f"Day {number}", text), found)
        assert records.save(given, fingerprint(given), worked, Marks()) == "new"
    names = models.Name.objects.filter(entity__name="Aurelio Tamboril")
    assert len(set(names.values_list("text", flat=True))) == names.count() > 0
    assert models.Entity.objects.get(name="Aurelio Tamboril").article_count == 12
