from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careo.errors import QueryError
from careo.pipeline import fingerprint
from careo.web.records import models, publishing
from careo.web.records.search import feeding
from careo.web.records.search.finding import find
from careo.web.records.search.port import Kind, Query
from inventing import TEXT, Marks, article, capture, done


def save(records: Any, number: int = 0, body: bytes = b"one", **changes: Any) -> None:
    page = capture(f"https://paper.example/{number}", body)
    made = article(changes.pop("title", f"Headline {number}"), changes.pop("text", TEXT), **changes)
    records.save(page, fingerprint(page), done(made), Marks())


def found(text: str, **more: Any) -> list[str]:
    return [item.card.slug for item in find(Query(text, **more)).listing.items]


def test_what_is_saved_can_be_found_once_the_outbox_is_drained(records: Any) -> None:
    save(records)
    assert feeding.pending() > 0
    records.finish()
    assert feeding.pending() == 0
    assert found("fluvial") == ["headline-0"]
    assert found("faro", kind=Kind.ENTITY) == ["banda-del-faro"]
    assert found("lirio", facets={"entity": "banda-del-faro"}) == ["headline-0"]


def test_a_private_person_is_not_found(records: Any) -> None:
    save(records)
    records.finish()
    assert found("tamboril", kind=Kind.ENTITY) == []
    assert found("", facets={"entity": "aurelio-tamboril"}) == []
    assert found("tamboril") == ["headline-0"]


def test_an_edit_is_found_and_what_it_replaced_no_more(records: Any) -> None:
    save(records)
    records.finish()
    save(records, body=b"two", text="Something about lanterns.")
    feeding.drain()
    assert found("lanterns") == ["headline-0"]
    assert found("fluvial") == []
    # Nobody is named any more, so the entity is out too.
    assert found("faro", kind=Kind.ENTITY) == []


def test_what_is_taken_down_is_not_found_even_before_the_index_knows(records: Any) -> None:
    save(records)
    records.finish()
    models.Judgement.objects.create(
        subject="article:https://paper.example/0", verdict="rejected", who="desk"
    )
    publishing.weigh()
    assert found("fluvial") == []
    feeding.drain()
    assert find(Query("fluvial")).listing.total == 0


def test_a_lost_index_is_made_anew_from_the_records(records: Any, tmp_path: Path) -> None:
    save(records)
    records.finish()
    shutil.rmtree(tmp_path / "index")
    feeding.engine.cache_clear()
    assert found("fluvial") == ["headline-0"]


def test_rebuilding_gives_what_feeding_gave(records: Any) -> None:
    for number in range(3):
        save(records, number)
    records.finish()
    fed = feeding.engine().count()
    assert feeding.rebuild() == fed == 6
    assert len(found("fluvial")) == 3


def test_a_row_changed_while_the_index_is_told_stays_in_the_outbox(
    records: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(records)
    records.finish()
    save(records, body=b"two", title="Second")
    told = feeding._tell

    def edited_meanwhile(index: Any, rows: Any) -> None:
        told(index, rows)
        monkeypatch.setattr(feeding, "_tell", told)
        save(records, body=b"three", text="A third text about lanterns.")

    monkeypatch.setattr(feeding, "_tell", edited_meanwhile)
    feeding.drain()
    assert found("lanterns") == ["headline-0"]
    assert feeding.pending() == 0


def test_the_excerpt_shows_the_words_and_else_the_start(records: Any) -> None:
    save(records)
    records.finish()
    [hit] = find(Query("fluvial")).listing.items
    assert [s.text for s in hit.excerpt if s.marked] == ["Fluvial"]
    [plain] = find(Query("", facets={"tag": "river"})).listing.items
    assert plain.excerpt[0].text.startswith("Agents of")


def test_the_queries_of_a_search_do_not_grow_with_the_hits(records: Any) -> None:
    counts = []
    for numbers in (range(1), range(1, 8)):
        for number in numbers:
            save(records, number)
        records.finish()
        with CaptureQueriesContext(connection) as caught:
            assert found("fluvial")
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 4


def test_a_query_nobody_can_answer_is_the_readers_to_mend(records: Any) -> None:
    save(records)
    records.finish()
    with pytest.raises(QueryError):
        find(Query("x" * 1000))
