"""P18: chapters of a series. P32: openings that close by themselves."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from web.site.invented import COUNTERPART, HOSTILE, MAIN
from web.site.test_site_pages import by, text, tree

URL = f"/news/{MAIN.slug}/?"
TITLE = f"The Clock {HOSTILE}"


def state(slug: str, **extra: Any) -> None:
    """What the source states of an article, as the store would have kept it."""
    from careo.web.records.models import Article
    from careo.web.records.stating import series_of

    row = Article.objects.select_related("current").get(slug=slug)
    row.current.extra = extra
    row.current.save()
    series = series_of(extra)
    row.series_key = series.key if series else ""
    row.chapter = series.chapter if series else None
    row.save()


@pytest.fixture
def chapters(client: Any) -> list[str]:
    """Three chapters in English, the main article the second, and one in Spanish."""
    from careo.web.records.models import Article

    others = Article.objects.filter(language="en", type="brief").exclude(slug=MAIN.slug)
    first, third = others.order_by("id").values_list("slug", flat=True)[:2]
    for number, slug in enumerate((first, MAIN.slug, third), 1):
        state(slug, series={"key": "the-clock", "title": TITLE, "chapter": number, "of": 5})
    spanish = {"key": "the-clock", "title": "El reloj", "chapter": 1, "of": 5}
    state(COUNTERPART.slug, series=spanish)
    return [first, MAIN.slug, third]


def test_p18_a_chapter_says_where_it_stands_and_lists_the_others(
    client: Any, chapters: list[str]
) -> None:
    page = tree(client, URL)
    assert "chapter 2 of 5" in text(by(page, "//article/header")[0])
    listed = by(page, '//nav[contains(@class,"chapter-list")]//li')
    assert len(listed) == 3
    assert [li.xpath("string(span[@class='count'])") for li in listed] == ["1", "2", "3"]
    assert by(page, '//nav[contains(@class,"chapter-list")]//li//*[@aria-current="page"]')
    before, after = (f"/news/{chapters[n]}/" for n in (0, 2))
    assert by(page, '//a[@rel="prev"]/@href') == [before]
    assert by(page, '//a[@rel="next"]/@href') == [after]


def test_p18_the_first_chapter_has_none_before_it(client: Any, chapters: list[str]) -> None:
    page = tree(client, f"/news/{chapters[0]}/?")
    assert not by(page, '//a[@rel="prev"]')
    assert by(page, '//a[@rel="next"]/@href') == [URL.rstrip("?")]


def test_p18_search_engines_learn_of_the_series(client: Any, chapters: list[str]) -> None:
    script = by(tree(client, URL), '//script[@type="application/ld+json"]')[0].text
    news = json.loads(script)["@graph"][0]
    assert news["position"] == 2
    assert news["isPartOf"]["@type"] == "CreativeWorkSeries"
    assert news["isPartOf"]["name"] == TITLE
    assert news["isPartOf"]["url"].endswith("/series/the-clock/")


def test_p18_a_series_lists_its_chapters_in_their_order_and_links_its_counterpart(
    client: Any, chapters: list[str]
) -> None:
    page = tree(client, "/series/the-clock/")
    hrefs = by(page, '//ol[contains(@class,"chapters")]//h2/a/@href')
    assert hrefs == [f"/news/{slug}/" for slug in chapters]
    assert "3 of 5 chapters so far" in text(page)
    other = by(page, '//link[@rel="alternate"][@hreflang="es"]/@href')
    assert other == ["https://tide.example/es/serie/the-clock/"]
    back = by(tree(client, "/es/serie/the-clock/"), '//link[@hreflang="en"]/@href')
    assert back == ["https://tide.example/series/the-clock/"]
    assert "1 de 5 capítulos" in text(tree(client, "/es/serie/the-clock/"))
    assert "/series/the-clock/" in by(tree(client, "/series/"), "//main//a/@href")
    assert "/series/the-clock/" in by(tree(client, "/type/investigation/?"), "//main//a/@href")


def test_p18_a_series_of_one_edition_leads_there_from_the_other(client: Any) -> None:
    state(MAIN.slug, series={"key": "lone", "title": "Alone", "chapter": 1})
    response = client.get("/es/serie/lone/")
    assert (response.status_code, response["Location"]) == (302, "/series/lone/")
    assert client.get("/series/none/").status_code == 404


def test_p18_an_article_without_a_series_shows_nothing_of_one(client: Any) -> None:
    assert not by(tree(client, URL), '//nav[contains(@class,"chapter-list")]')


@pytest.mark.parametrize(
    ("today", "words"),
    [("2026-12-30", "Apply by 31 Dec 2026"), ("2026-12-31", "Apply by"), ("2027-01-01", "Closed")],
)
def test_p32_an_opening_closes_on_the_day_after_its_deadline(
    client: Any, monkeypatch: pytest.MonkeyPatch, today: str, words: str
) -> None:
    day = dt.date.fromisoformat(today)
    monkeypatch.setattr("careo.web.site.presenting.timezone.localdate", lambda: day)
    state("opening-archivist", deadline="2026-12-31")
    for url in ("/news/opening-archivist/?", "/type/work-with-us/?", f"{URL}"):
        found = by(tree(client, url), '//*[@class="deadline"]')
        assert len(found) == 1
        assert words in " ".join(text(found[0]).split())


def test_p32_only_posts_about_the_newsroom_have_a_deadline(client: Any) -> None:
    state(MAIN.slug, deadline="2026-12-31")
    assert not by(tree(client, URL), '//header//*[@class="deadline"]')


def test_p32_a_deadline_that_is_no_day_is_not_shown(client: Any) -> None:
    state("opening-archivist", deadline=HOSTILE)
    assert not by(tree(client, "/news/opening-archivist/?"), '//*[@class="deadline"]')
