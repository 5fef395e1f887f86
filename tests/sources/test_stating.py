from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import ConfigError
from careo.sources.stating import (
    check_columns,
    content_type_of,
    date_of,
    guess_mapping,
    level,
    names_of,
    record_key,
    section_of,
    state,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Fecha de Publicación", "fecha_de_publicacion"), ("publishedAt", "published_at"),
     (" TÍTULO ", "titulo"), ("Content-Text", "content_text"), ("url", "url")],
)  # fmt: skip
def test_column_names_are_levelled(name: str, expected: str) -> None:
    assert level(name) == expected


@pytest.mark.parametrize(
    ("names", "mapping"),
    [
        (
            ["periodico", "titulo", "cuerpo", "fecha", "categoria"],
            {"outlet": "periodico", "title": "titulo", "content": "cuerpo", "published": "fecha",
             "section": "categoria"},
        ),
        (
            ["Headline", "Body", "Byline", "Date", "Keywords", "Link"],
            {"title": "Headline", "content": "Body", "authors": "Byline", "published": "Date",
             "tags": "Keywords", "url": "Link"},
        ),
        (
            ["titular", "contenido_texto", "fecha_publicacion", "autor", "medio",
             "etiquetas_fuente"],
            {"title": "titular", "content": "contenido_texto", "published": "fecha_publicacion",
             "authors": "autor", "outlet": "medio", "tags": "etiquetas_fuente"},
        ),
    ],
)  # fmt: skip
def test_columns_are_recognised_in_english_and_spanish(
    names: list[str], mapping: dict[str, str]
) -> None:
    assert dict(guess_mapping(names, {}).columns) == mapping


def test_the_better_of_two_names_wins_wherever_it_stands() -> None:
    for names in (["text", "content"], ["content", "text"]):
        assert guess_mapping(names, {}).of("content") == "content"


def test_what_the_user_names_wins_and_is_not_used_twice() -> None:
    mapping = guess_mapping(["title", "body", "notes"], {"content": "notes", "standfirst": "body"})
    assert mapping.of("content") == "notes"
    assert mapping.of("standfirst") == "body"


def test_a_field_that_does_not_exist_is_refused_with_the_list() -> None:
    with pytest.raises(ConfigError, match="no field is called 'headline'; the fields are title"):
        check_columns({"headline": "x"})


def test_a_record_without_text_is_no_article() -> None:
    assert not guess_mapping(["country", "rate", "year"], {}).holds_articles
    assert guess_mapping(["cuerpo"], {}).holds_articles


def fields(**record: Any) -> Any:
    return state(record, guess_mapping(record, {}))


def test_what_has_no_field_of_its_own_is_kept() -> None:
    stated = fields(
        title="T", content="words", pais="MX", nothing=None, medio="El Faro de Ayer"
    ).stated
    assert stated.extra == {"pais": "MX", "outlet": "El Faro de Ayer"}


@pytest.mark.parametrize("blank", [None, "", "  ", "NaN", "null", [], {}])
def test_the_spellings_of_nothing_are_nothing(blank: Any) -> None:
    stated = fields(title="T", content="words", author=blank, date=blank, tags=blank).stated
    assert (stated.authors, stated.published, stated.tags) == ((), "", ())


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Coca, Minería ilegal;Oro|Perú", ("Coca", "Minería ilegal", "Oro", "Perú")),
        (["a", "b", "a"], ("a", "b")),
        ([{"name": "Gold"}, {"nombre": "Plata"}], ("Gold", "Plata")),
        ('["x", "y"]', ("x", "y")),
        ("['x', 'y']", ("x", "y")),
    ],
)
def test_tags_come_as_lines_lists_and_objects(value: Any, names: tuple[str, ...]) -> None:
    assert names_of(value, split=True) == names


def test_a_byline_is_left_whole() -> None:
    assert fields(content="x", author="Ana Pérez, Berto Gil and Ciro Paz*").stated.authors == (
        "Ana Pérez, Berto Gil and Ciro Paz*",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [("News > Brief", ("News", "Brief")), ("Justicia", ("Justicia",)), (["A", "B"], ("A", "B")),
     ("Sociedad y Justicia", ("Sociedad y Justicia",)), ("", ()), (None, ())],
)  # fmt: skip
def test_a_section_is_a_path(value: Any, expected: tuple[str, ...]) -> None:
    assert section_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1700000000, "2023-11-14T22:13:20+00:00"), (1700000000000, "2023-11-14T22:13:20+00:00"),
     ("1700000000", "2023-11-14T22:13:20+00:00"), ({"$date": "2020-01-02"}, "2020-01-02"),
     ("3 de mayo de 2020", "3 de mayo de 2020"), ("20200103", "20200103"), (True, "")],
)  # fmt: skip
def test_dates_stay_as_written_but_epochs_become_iso(value: Any, expected: str) -> None:
    assert date_of(fields(content="x", date=value).stated.published) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [("<p>x</p>", "text/html"), ("a <b and c> d", "text/plain"), ("x<br/>y", "text/html"),
     ("plain", "text/plain")],
)  # fmt: skip
def test_markup_is_told_from_plain_text(content: str, expected: str) -> None:
    assert content_type_of(content) == expected


def test_the_key_is_the_address_then_the_id_then_title_and_date() -> None:
    with_all = fields(content="x", title="T", url="https://a.example/1#top", id="7", date="2020")
    assert record_key(with_all, "t.csv", "t.csv#1") == "https://a.example/1"
    assert record_key(fields(content="x", title="T", id=7), "t.csv", "t.csv#1") == "t.csv#7"
    assert record_key(fields(content="x"), "t.csv", "dir/t.csv#9") == "dir/t.csv#9"


def test_the_key_by_title_and_date_survives_an_edit_but_not_another_date() -> None:
    def key(**record: Any) -> str:
        return record_key(fields(**record), "t.csv", "t.csv#1")

    first = key(title="T", date="2020-01-01", content="one")
    assert key(title="T", date="2020-01-01", content="two") == first
    assert key(title="T", date="2020-01-02", content="one") != first
    assert key(title="T", content="one") != key(title="T", content="two")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


COLUMNS = ["title", "body", "tags", "author", "date", "section", "image", "url", "zzz"]


@given(st.dictionaries(st.sampled_from(COLUMNS), JSON))
def test_no_value_breaks_stating(record: dict[str, Any]) -> None:
    read = state(record, guess_mapping(record, {}))
    assert isinstance(read.stated.title, str)
    assert all(isinstance(t, str) for t in (*read.stated.tags, *read.stated.authors))
    record_key(read, "t", "t#1")


def test_a_line_of_names_in_a_list_of_one_is_split_and_a_place_with_its_state_is_not() -> None:
    assert names_of(["peces, barcas, puertos"], split=True) == ("peces", "barcas", "puertos")
    assert names_of(["Port Amber, Tideland"], split=True) == ("Port Amber, Tideland",)
    assert names_of(["Ruiz, A, B"], split=False) == ("Ruiz, A, B",)
