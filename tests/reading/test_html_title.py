from __future__ import annotations

import pytest

from careo.reading.html_title import fold, site_names, strip_site, title_of
from reading.pages import page, parsed

HEADLINE = "Three clerks charged in the port of Valdemora"


def title(body: str, head: str = "") -> str:
    return title_of(parsed(page(body, head)))


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


SITE = '<meta property="og:site_name" content="The Ostramar Courier">'


def test_the_headline_wins_over_a_shortened_social_title() -> None:
    assert title(f"<h1>{HEADLINE}</h1>", og("Three clerks charged in Valdemora")) == HEADLINE


def test_a_logo_in_an_h1_is_no_title() -> None:
    body = f'<h1 class="logo">The Ostramar Courier</h1><h1>{HEADLINE}</h1>'
    assert title(body, SITE + og(f"{HEADLINE} | The Ostramar Courier")) == HEADLINE


@pytest.mark.parametrize(
    "stated",
    [
        f"{HEADLINE} | The Ostramar Courier",
        f"{HEADLINE} - The Ostramar Courier",
        f"The Ostramar Courier — {HEADLINE}",
        f"{HEADLINE} – Ostramar",
    ],
)
def test_the_name_of_the_site_is_taken_off(stated: str) -> None:
    html = page("", SITE + og(stated))
    assert title_of(parsed(html, "https://www.ostramar.example/1")) == HEADLINE


def test_a_dash_inside_a_title_is_kept() -> None:
    sites = frozenset({"the ostramar courier"})
    assert strip_site("Port of fear - a story in parts", sites) == "Port of fear - a story in parts"


def test_a_kicker_in_an_element_of_its_own_is_cut() -> None:
    body = f"<h1><span>Courts</span>{HEADLINE}</h1>"
    assert title(body, og(HEADLINE)) == HEADLINE


def test_a_longer_headline_is_not_cut_to_the_stated_title() -> None:
    longer = f"{HEADLINE} as containers went missing"
    assert title(f"<h1>{longer}</h1>", og(HEADLINE)) == longer


def test_a_heading_inside_the_text_is_no_title() -> None:
    body = "<h1>Our tips:</h1><h1>Where to eat</h1>"
    assert title(body, og("A week on the coast of Valdemora")) == "A week on the coast of Valdemora"


def test_a_slogan_in_the_only_h1_is_no_title() -> None:
    body = "<h1>back to the first page of today</h1>"
    stated = "A ship without captain drifts towards Ostramar"
    assert title(body, og(stated)) == stated


def test_a_lone_heading_wins_over_a_title_written_for_search_engines() -> None:
    assert title(f"<h1>{HEADLINE}</h1>", og("Customs clerks: port corruption case")) == HEADLINE


def test_a_title_cut_by_a_quotation_mark_is_mended_from_the_title_element() -> None:
    whole = 'Mayor calls the filing "a fairy tale"'
    head = '<meta property="og:title" content="Mayor calls the filing">'
    assert title("", f"{head}<title>{whole}</title>") == whole


def test_a_page_without_a_title_has_an_empty_one() -> None:
    assert title("<p>Nothing here</p>") == ""


def test_folding_ignores_case_accents_and_punctuation() -> None:
    assert fold("¡Él, «Pedro»!") == fold("el pedro")


def test_names_of_the_site_come_from_its_data_and_its_host() -> None:
    head = (
        SITE + '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"publisher":{"name":"Courier Group"}}</script>'
    )
    names = site_names(parsed(page("", head), "https://www.courier.example/x"))
    assert {"the ostramar courier", "courier group", "courier"} <= names


def test_markup_typed_into_a_title_is_left_out_of_it() -> None:
    typed = "Harbour &lt;i&gt;of&lt;/i&gt; Ostramar &lt;script&gt;f(1)&lt;/script&gt;closes"
    assert title("<p>Words.</p>", og(typed)) == "Harbour of Ostramar closes"


def test_a_title_of_angle_brackets_that_are_no_markup_stays() -> None:
    assert title("<p>Words.</p>", og("Why 3 &lt; 4 and 5 &gt; 2")) == "Why 3 < 4 and 5 > 2"
    assert title("<p>Words.</p>", og("&lt;br&gt;")) == "<br>"
