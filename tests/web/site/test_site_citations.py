from __future__ import annotations

import json
import re

from careo.web.site.citations import bibtex, csl_json, ris
from careo.web.site.values import Shown


def shown(**changes: object) -> Shown:
    given = {
        "title": "Talks With {the} 100% “Clockmaker” & Co_",
        "url": "https://tide.example/news/talks/",
        "permalink": "https://tide.example/news/talks/v/2/",
        "published": "2021-03-14",
        "modified": "2021-03-14",
        "language": "en",
        "authors": ("Nadia Ferrant", "Tobías Quell Ibarra"),
        "publisher": "The Tidewater Record",
        "tags": ("Valdoria",),
    }
    return Shown(**(given | changes))  # type: ignore[arg-type]


def test_bibtex_escapes_what_tex_would_read_and_keeps_names_whole() -> None:
    entry = bibtex(shown())
    assert entry.startswith("@misc{ferrant2021talks,\n")
    assert "author = {{Nadia Ferrant} and {Tobías Quell Ibarra}}" in entry
    assert r"\textbraceleft{}the\textbraceright{} 100\% “Clockmaker” \& Co\_" in entry
    assert "url = {https://tide.example/news/talks/v/2/}" in entry
    assert entry.count("{") == entry.count("}")


def test_a_title_cannot_break_out_of_its_field() -> None:
    entry = bibtex(shown(title="}}, evil = {x}\n@misc{other,"))
    assert entry.count("\n@") == 0
    assert entry.count("{") == entry.count("}")
    record = ris(shown(title="x\r\nER  - \r\nTY  - BOOK"))
    assert record.count("\r\nER  -") == 1
    assert re.findall(r"^TY  -", record, re.M) == ["TY  -"]


def test_ris_has_its_tags_in_order_and_its_line_ends() -> None:
    lines = ris(shown()).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "AU  - Ferrant, Nadia" in lines
    assert "AU  - Tobías Quell Ibarra" in lines
    assert "DA  - 2021/03/14/" in lines
    assert "UR  - https://tide.example/news/talks/v/2/" in lines
    assert lines[-2] == "ER  - "


def test_dates_known_to_the_month_or_year_stay_that_vague() -> None:
    assert json.loads(csl_json(shown(published="2021-03")))[0]["issued"] == {
        "date-parts": [[2021, 3]]
    }
    assert "DA  - 2021/03//\r\n" in ris(shown(published="2021-03"))
    assert "issued" not in json.loads(csl_json(shown(published="")))[0]


def test_csl_json_splits_only_names_of_two_words() -> None:
    item = json.loads(csl_json(shown()))[0]
    assert item["type"] == "article-newspaper"
    assert item["author"] == [
        {"given": "Nadia", "family": "Ferrant"},
        {"literal": "Tobías Quell Ibarra"},
    ]


def test_an_article_without_author_or_date_can_still_be_cited() -> None:
    bare = shown(authors=(), published="", title="¿?")
    assert bibtex(bare).startswith("@misc{careo,")
    assert "AU" not in ris(bare)
