from __future__ import annotations

from careo.reading.html_date import published_of
from reading.pages import page, parsed

HEADLINE = "<h1>Three clerks charged in the port of Valdemora</h1>"


def published(
    body: str = "", head: str = "", url: str | None = None, language: str = "en"
) -> str | None:
    html = page(f"<article>{HEADLINE}{body}</article>", head)
    return published_of(parsed(html, url), language)


def meta(value: str) -> str:
    return f'<meta property="article:published_time" content="{value}">'


def test_the_stated_moment_gives_the_day() -> None:
    assert published(head=meta("2021-05-03T10:00:00-05:00")) == "2021-05-03"


def test_the_printed_day_wins_over_a_stated_one_in_another_time_zone() -> None:
    body = '<time class="date">May 3, 2021</time>'
    assert published(body, meta("2021-05-04T02:30:00Z")) == "2021-05-03"


def test_the_date_in_the_head_of_the_page_is_not_the_article_s() -> None:
    html = page(
        '<div class="date">Wednesday, May 5, 2021</div>'
        f'<article>{HEADLINE}<span class="date">May 4, 2021</span></article>',
        meta("2021-05-04T20:00:00Z"),
    )
    assert published_of(parsed(html, None), "en") == "2021-05-04"


def test_an_update_is_not_the_publication() -> None:
    body = '<span class="date">Published May 3, 2021</span><span class="updated">May 9, 2021</span>'
    assert published(body) == "2021-05-03"


def test_an_update_is_taken_when_the_page_prints_no_other_day() -> None:
    body = '<span class="date">Updated May 9, 2021</span>'
    assert published(body, meta("2021-05-03T10:00:00+00:00")) == "2021-05-09"


def test_a_teaser_far_below_does_not_correct_the_stated_day() -> None:
    body = "<p>Text.</p>" * 400 + '<span class="date">May 4, 2021</span>'
    assert published(body, meta("2021-05-03T10:00:00-05:00")) == "2021-05-03"


def test_dates_of_comments_do_not_count() -> None:
    body = '<div class="comments"><time datetime="2021-06-01">June 1, 2021</time></div>'
    assert published(body, meta("2021-05-31T10:00:00+00:00")) == "2021-05-31"


def test_the_address_tells_the_first_publication_of_a_renewed_page() -> None:
    url = "https://courier.example/2017/7/12/coast"
    assert published(head=meta("2019-06-17T18:28:00+02:00"), url=url) == "2017-07-12"


def test_a_spanish_dateline_is_read() -> None:
    body = '<p class="fecha">3 de mayo de 2021</p>'
    assert published(body, language="es") == "2021-05-03"


def test_an_unmarked_line_beside_the_headline_is_read() -> None:
    assert published("<p>May 3, 2021</p>") == "2021-05-03"


def test_a_copyright_year_is_no_date() -> None:
    assert published("<p>Nothing here says when.</p><footer>© 2019 Courier</footer>") is None


def test_a_page_without_a_date_has_none() -> None:
    assert published("<p>Nothing here says when.</p>") is None
