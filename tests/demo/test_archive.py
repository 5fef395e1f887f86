"""The demo archive keeps its promises: sourced facts, pairs, links that lead somewhere.

The articles are data, so nothing else would notice when one of them loses a date
or its counterpart. Prose is checked by people; this checks what a machine can.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import careo
from careo.reading.reader import read
from careo.sources import open_source
from careo.values import Article, BlockKind, Capture

DEMO = Path(careo.__file__).parent / "demo"
LANGUAGES = ("en", "es")
ENGLISH, PAIRS = 40, 24
"""Forty English articles; twenty-four of them, the investigation among them, with a Spanish one."""

REQUIRED = {
    "title": str,
    "slug": str,
    "language": str,
    "type": str,
    "section": list,
    "primary_tag": str,
    "tags": list,
    "authors": list,
    "published": dt.date,
    "standfirst": str,
    "licence": str,
    "record": list,
}
TYPES = {
    "Analysis",
    "Brief",
    "Feature",
    "Interview",
    "Investigation",
    "News",
    "Profile",
    "The Organization",
    "Work With Us",
}
ABOUT_US = {"The Organization", "Work With Us"}
"""Posts about the archive itself assert nothing that a public record could hold."""

SHORTEST, LONGEST = 180, 350
SEE_ALSO = {"en": "SEE ALSO: ", "es": "VER TAMBIÉN: "}
ANALYSIS = {"en": "## Analysis", "es": "## Análisis"}
SECTIONS = {"en": {"News", "Investigations"} | ABOUT_US, "es": {"Noticias", "Investigaciones"}}


@dataclass(frozen=True)
class Demo:
    """One demo article: its file, front matter and body."""

    path: Path
    front: dict[str, Any]
    body: str

    @property
    def language(self) -> str:
        return self.path.parent.name

    @property
    def key(self) -> str | None:
        return self.front.get("translation_key")

    @property
    def paragraphs(self) -> list[str]:
        return [p.strip() for p in self.body.split("\n\n") if p.strip()]

    def see_also(self) -> list[str]:
        mark = SEE_ALSO[self.language]
        return [p.removeprefix(mark) for p in self.paragraphs if p.startswith(mark)]


def load(path: Path) -> Demo:
    """The article in a file; fails the test when it has no front matter."""
    text = path.read_text(encoding="utf-8")
    found = re.fullmatch(r"---\n(.+?)\n---\n(.+)", text, re.DOTALL)
    assert found, f"{path.name}: no front matter between two lines of three hyphens"
    front = yaml.safe_load(found[1])
    assert isinstance(front, dict), f"{path.name}: the front matter is no mapping"
    return Demo(path, front, found[2])


def earliest(date: str) -> dt.date:
    """The first day of a date that may stop at its year or month; ValueError for any other form."""
    whole = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if whole is None:
        raise ValueError(f"no date: {date}")
    year, month, day = (int(part or 1) for part in whole.groups())
    return dt.date(year, month, day)


def paths(language: str = "*") -> list[Path]:
    return sorted(DEMO.glob(f"{language}/*.md"))


@cache
def archive(language: str) -> tuple[Demo, ...]:
    return tuple(load(p) for p in paths(language))


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


every_article = pytest.mark.parametrize("path", paths(), ids=named)


@cache
def articles(language: str) -> dict[str, Article]:
    """What Careo itself reads from the files, by file name."""
    captures = [
        item for item in open_source(str(DEMO / language)).items() if isinstance(item, Capture)
    ]
    return {PurePosixPath(c.locator).name: read(c) for c in captures}


@every_article
def test_careo_reads_from_the_file_what_its_front_matter_says(path: Path) -> None:
    demo = load(path)
    article = articles(demo.language)[path.name]
    assert article.title == demo.front["title"]
    assert article.language == demo.language
    assert article.published == demo.front["published"].isoformat()
    assert article.authors == ("Careo demo desk",)
    assert article.translation_key == (demo.key or "")
    assert (article.analysis_start is not None) == (ANALYSIS[demo.language] in demo.paragraphs)
    inserts = [b for b in article.blocks if b.kind is BlockKind.SEE_ALSO]
    assert len(inserts) == len(demo.see_also())


@every_article
def test_has_the_required_fields_and_no_empty_one(path: Path) -> None:
    front = load(path).front
    for name, kind in REQUIRED.items():
        assert isinstance(front.get(name), kind), name
        assert front[name] or name == "record", name


@every_article
def test_front_matter_says_what_the_folder_and_the_vocabulary_say(path: Path) -> None:
    demo = load(path)
    assert demo.front["language"] == demo.language
    assert demo.front["type"] in TYPES
    assert demo.front["section"][0] in SECTIONS[demo.language]
    assert demo.front["authors"] == ["Careo demo desk"]
    assert demo.front["licence"] == "CC BY 4.0"
    assert demo.front["primary_tag"] in demo.front["tags"]
    assert len(demo.front["tags"]) == len(set(demo.front["tags"])) >= 2


@every_article
def test_slug_can_stand_in_an_address(path: Path) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", load(path).front["slug"])


@every_article
def test_each_fact_has_a_source_and_a_date_before_publication(path: Path) -> None:
    front = load(path).front
    assert front["record"] or front["type"] in ABOUT_US, "no record fact"
    for fact in front["record"]:
        assert set(fact) == {"fact", "source", "date"}
        assert len(fact["fact"].split()) >= 3
        assert len(fact["source"].split()) >= 2
        assert earliest(fact["date"]) <= front["published"]


@pytest.mark.parametrize("date", ["", "92", "1992-6", "1992-13", "1992-06-31", "June 1992"])
def test_a_date_that_is_not_iso_is_refused(date: str) -> None:
    with pytest.raises(ValueError):
        earliest(date)


def test_a_date_may_stop_at_its_year_or_month() -> None:
    assert earliest("1992") == dt.date(1992, 1, 1)
    assert earliest("1992-06") == dt.date(1992, 6, 1)
    assert earliest("1992-06-15") == dt.date(1992, 6, 15)


@every_article
def test_body_is_short_but_not_too_short(path: Path) -> None:
    assert SHORTEST <= len(load(path).body.split()) <= LONGEST


@every_article
def test_headings_are_no_deeper_than_two_and_none_is_the_title(path: Path) -> None:
    demo = load(path)
    headings = [p for p in demo.paragraphs if p.startswith("#")]
    assert all(re.fullmatch(r"## \S.*", h) for h in headings)
    assert f"## {demo.front['title']}" not in headings


@every_article
def test_analysis_is_headed_in_the_language_of_the_article(path: Path) -> None:
    demo = load(path)
    (foreign,) = (h for language, h in ANALYSIS.items() if language != demo.language)
    assert foreign not in demo.paragraphs
    assert demo.paragraphs.count(ANALYSIS[demo.language]) <= 1
    assert demo.paragraphs[-1] != ANALYSIS[demo.language], "an empty analysis"


@every_article
def test_see_also_names_another_article_of_the_same_language(path: Path) -> None:
    demo = load(path)
    titles = {d.front["title"] for d in archive(demo.language)} - {demo.front["title"]}
    assert set(demo.see_also()) <= titles
    other = "es" if demo.language == "en" else "en"
    assert not any(p.startswith(SEE_ALSO[other]) for p in demo.paragraphs)


@every_article
def test_links_are_whole_and_lead_to_a_public_site_by_https(path: Path) -> None:
    body = load(path).body
    links = re.findall(r"\[([^\]]*)\]\(([^)]*)\)", body)
    assert body.count("](") == len(links), "a broken link"
    for words, target in links:
        parts = urlsplit(target)
        assert words.strip()
        assert parts.scheme == "https"
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", parts.netloc)


@every_article
def test_text_holds_no_markup_that_a_reader_would_see(path: Path) -> None:
    body = load(path).body
    assert not re.search(r"<[a-zA-Z/!]|\*\*|\{\{|\t|\ufffd|  +\S", body)


def test_there_are_as_many_articles_as_promised() -> None:
    assert len(archive("en")) == ENGLISH
    assert len(archive("es")) == PAIRS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slug_title_or_translation_key_is_used_twice(language: str) -> None:
    for name in ("slug", "title", "translation_key"):
        used = Counter(d.front[name] for d in archive(language) if name in d.front)
        assert [value for value, times in used.items() if times > 1] == []


def test_every_translation_has_its_counterpart_both_ways() -> None:
    english = {d.key for d in archive("en")} - {None}
    spanish = {d.key for d in archive("es")}
    assert english == spanish
    assert len(spanish) == PAIRS


@pytest.mark.parametrize("key", sorted({d.key or "" for d in archive("es")}))
def test_counterparts_agree_in_what_does_not_depend_on_language(key: str) -> None:
    (english,) = (d for d in archive("en") if d.key == key)
    (spanish,) = (d for d in archive("es") if d.key == key)
    for name in ("type", "published", "authors", "licence"):
        assert english.front[name] == spanish.front[name], name
    for name in ("section", "tags", "record"):
        assert len(english.front[name]) == len(spanish.front[name]), name
    dates = [[fact["date"] for fact in d.front["record"]] for d in (english, spanish)]
    assert dates[0] == dates[1]
    assert english.front["slug"] != spanish.front["slug"]


@pytest.mark.parametrize("key", sorted({d.key or "" for d in archive("es")}))
def test_counterparts_have_the_same_shape_and_the_same_links(key: str) -> None:
    (english,) = (d for d in archive("en") if d.key == key)
    (spanish,) = (d for d in archive("es") if d.key == key)
    assert _shape(english) == _shape(spanish)
    target = re.compile(r"\]\(([^)]*)\)")
    assert target.findall(english.body) == target.findall(spanish.body)
    keys = {d.front["title"]: d.key for language in LANGUAGES for d in archive(language)}
    assert [keys[t] for t in english.see_also()] == [keys[t] for t in spanish.see_also()]


def test_a_series_has_every_chapter_once() -> None:
    chapters: dict[tuple[str, str, int], list[int]] = {}
    for demo in (*archive("en"), *archive("es")):
        if series := demo.front.get("series"):
            group = (demo.language, series["key"], series["of"])
            chapters.setdefault(group, []).append(series["chapter"])
    assert chapters, "the demo archive needs an investigation in chapters"
    for (_, _, of), numbers in chapters.items():
        assert sorted(numbers) == list(range(1, of + 1))


def test_an_opening_has_a_deadline_after_its_publication() -> None:
    openings = [d for d in archive("en") if d.front["type"] == "Work With Us"]
    assert openings
    for demo in openings:
        assert demo.front["deadline"] > demo.front["published"]


def test_the_archive_mixes_types_and_holds_analyses_in_both_languages() -> None:
    for language in LANGUAGES:
        types = {d.front["type"] for d in archive(language)}
        assert {"Brief", "Analysis", "Feature", "Profile"} <= types
        with_analysis = [d for d in archive(language) if ANALYSIS[language] in d.paragraphs]
        assert 1 < len(with_analysis) < len(archive(language))


def _shape(demo: Demo) -> list[str]:
    """What kind of block each paragraph is, in order."""
    marks = {">": "quote", "#": "heading", "-": "list"}
    see_also = SEE_ALSO[demo.language]
    return [
        "see_also" if p.startswith(see_also) else marks.get(p[0], "paragraph")
        for p in demo.paragraphs
    ]
