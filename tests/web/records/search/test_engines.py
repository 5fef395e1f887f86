"""One suite for every adapter of the search port: a new one is added to `ENGINES`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careo.errors import QueryError, SearchError
from careo.web.records.search.port import (
    Document,
    Kind,
    Query,
    Search,
    Segment,
    Sort,
    clauses,
)
from careo.web.records.search.tantivy import TantivySearch

ENGINES: dict[str, Callable[[Path], Search]] = {"tantivy": TantivySearch}


@pytest.fixture
def engine_name() -> str:
    """These tests use no records."""
    return "default"


@pytest.fixture(params=sorted(ENGINES))
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Search:
    """An index that holds the invented documents."""
    made = ENGINES[request.param](tmp_path / "index")
    made.put(DOCUMENTS)
    made.commit()
    return made


def piece(number: int, title: str, body: str, language: str, **more: Any) -> Document:
    facets = {"language": (language,)} | more.pop("facets", {})
    return Document(Kind.ARTICLE, number, title, body, (), language, facets, **more)


DOCUMENTS = [
    piece(
        1,
        "La extradición de Tamboril",
        "El juez negó las extradiciones pedidas.",
        "es",
        facets={"tag": ("rio",), "year": ("2021",)},
        day=dt.date(2021, 3, 1).toordinal(),
    ),
    piece(
        2,
        "Boats seized on the river",
        "Agents seized two boats near Puerto Lirio. The river was high.",
        "en",
        facets={"tag": ("rio", "harbour"), "year": ("2024",)},
        day=dt.date(2024, 3, 1).toordinal(),
    ),
    piece(
        3,
        "A quiet harbour",
        "Lirio is a port; Puerto is another. <script>alert(1)</script> seizing",
        "en",
        facets={"tag": ("harbour",), "year": ("2024",)},
        day=dt.date(2024, 5, 1).toordinal(),
    ),
    piece(4, "Ein Fall", "Der Fluss war hoch; Ñandú & Söhne.", "de"),
    Document(
        Kind.ENTITY,
        1,
        "Banda del Faro",
        "",
        ("Los Fareros",),
        facets={"type": ("group",)},
        weight=3,
    ),
    Document(Kind.ENTITY, 2, "Faro Norte", facets={"type": ("place",)}, weight=1),
]


def ids(index: Search, text: str = "", **more: Any) -> list[int]:
    return [hit.id for hit in index.search(Query(text, **more)).hits]


@pytest.mark.parametrize(
    "text", ["extradición", "extradicion", "EXTRADICIONES", "extradición tamboril", "Tamboríl"]
)
def test_accents_case_and_inflection_make_no_difference(index: Search, text: str) -> None:
    assert ids(index, text) == [1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("seize", [2, 3]),
        ("boat rivers", [2]),
        ("boats AND rivers", [2]),
        ('"Puerto Lirio"', [2]),
        ("Puerto Lirio", [2, 3]),
        ("puerto -boats", [3]),
        ('lirio -"puerto lirio"', [3]),
        ("fluss ñandu", [4]),
        ("faro", []),
        ("nothingofthekind", []),
    ],
)
def test_all_words_must_be_there(index: Search, text: str, found: list[int]) -> None:
    assert sorted(ids(index, text)) == found


def test_a_hit_in_the_title_comes_first(index: Search) -> None:
    assert ids(index, "harbour")[0] == 3
    assert ids(index, "river")[0] == 2


def test_entities_are_found_by_any_of_their_names(index: Search) -> None:
    assert ids(index, "fareros", kind=Kind.ENTITY) == [1]
    assert ids(index, "faro", kind=Kind.ENTITY) == [1, 2]


def test_facets_narrow_and_are_counted(index: Search) -> None:
    results = index.search(Query("", facets={"tag": "harbour"}))
    assert results.total == 2
    counted = {(f.name, f.value): f.count for f in results.facets}
    assert counted[("tag", "harbour")] == 2
    assert counted[("tag", "rio")] == 1
    assert counted[("year", "2024")] == 2
    assert ids(index, "", facets={"tag": "harbour", "language": "es"}) == []


def test_hits_can_be_sorted_by_date_and_paged(index: Search) -> None:
    assert ids(index, "", sort=Sort.DATE) == [3, 2, 1, 4]
    pages = [ids(index, "", sort=Sort.DATE, page=n, per_page=3) for n in (1, 2, 3)]
    assert pages == [[3, 2, 1], [4], []]
    assert index.search(Query("", per_page=3)).total == 4


def test_what_was_looked_for_is_marked_in_title_and_excerpt(index: Search) -> None:
    [hit] = index.search(Query("extradicion")).hits
    assert hit.title == (
        Segment("La "),
        Segment("extradición", marked=True),
        Segment(" de Tamboril"),
    )
    assert [s.text for s in hit.excerpt if s.marked] == ["extradiciones"]


def test_marked_text_is_plain_text(index: Search) -> None:
    [hit] = index.search(Query("another seizing")).hits
    assert "<script>" in "".join(s.text for s in hit.excerpt)
    assert all("<b>" not in s.text for s in hit.excerpt)


def test_marks_are_right_beside_letters_of_many_bytes(index: Search) -> None:
    [hit] = index.search(Query("sohne")).hits
    assert [s.text for s in hit.excerpt if s.marked] == ["Söhne"]


def test_a_document_put_again_replaces_the_old_one(index: Search) -> None:
    index.put([piece(2, "Nothing more", "Gone.", "en")])
    index.commit()
    assert ids(index, "boats") == []
    assert ids(index, "gone") == [2]
    assert index.count() == len(DOCUMENTS)


def test_removed_documents_are_not_found(index: Search) -> None:
    index.remove([(Kind.ARTICLE, 2), (Kind.ARTICLE, 99)])
    index.commit()
    assert ids(index, "boats") == []
    assert ids(index, "faro", kind=Kind.ENTITY) == [1, 2]


def test_another_reader_sees_what_was_committed(index: Search, tmp_path: Path) -> None:
    other = type(index)(tmp_path / "index")  # type: ignore[call-arg]
    assert ids(other, "boats") == [2]
    index.remove([(Kind.ARTICLE, 2)])
    index.commit()
    assert ids(other, "boats") == []


def test_an_index_that_is_not_there_says_so(index: Search, tmp_path: Path) -> None:
    missing = type(index)(tmp_path / "missing")  # type: ignore[call-arg]
    assert not missing.ready()
    with pytest.raises(SearchError, match="careo index"):
        missing.search(Query("x"))


def test_an_index_of_another_form_is_not_ready(index: Search, tmp_path: Path) -> None:
    assert index.ready()
    (tmp_path / "index" / "careo-form").write_text("0")
    assert not index.ready()


def test_a_damaged_index_is_an_error_of_ours(index: Search, tmp_path: Path) -> None:
    (tmp_path / "index" / "meta.json").write_text("{")
    with pytest.raises(SearchError):
        type(index)(tmp_path / "index").search(Query("x"))  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "text",
    [
        'a"b',
        '"',
        '"unclosed phrase',
        "AND",
        "boats AND",
        "OR NOT (",
        "title:boats^2~ [a TO b] {x} *:* \\ /re/",
        "ñ ö 漢字 🚤 \u202e\x00",
        "- -- -a",
        "«boats»",
        "a" * 499,
    ],
)
def test_no_query_breaks_the_search(index: Search, text: str) -> None:
    try:
        index.search(Query(text))
    except QueryError as error:
        assert error.reason


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query("a" * 10_000), "500 characters"),
        (Query("a " * 40), "24 words"),
        (Query("-boats"), "at least one word"),
        (Query("AND"), "at least one word"),
        (Query("a", facets={"shoe": "9"}), "narrow by 'shoe'"),
        (Query("a", page=0), "count from 1"),
        (Query("a", page=100_000), "narrow the query"),
    ],
)
def test_an_impossible_query_says_how_to_mend_it(index: Search, query: Query, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        index.search(query)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_whatever_a_reader_types_is_answered_or_declined(index: Search, text: str) -> None:
    try:
        results = index.search(Query(text))
    except QueryError:
        return
    assert results.total >= len(results.hits)


@given(st.text(max_size=80))
def test_clauses_keep_every_word_that_is_typed(text: str) -> None:
    kept = "".join(clause.words for clause in clauses(text)) if len(text.split()) < 20 else text
    letters = [c for c in text if c.isalnum()]
    assert len([c for c in kept if c.isalnum()]) + 3 * text.count("AND") >= len(letters)
