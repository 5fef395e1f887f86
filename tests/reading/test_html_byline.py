from __future__ import annotations

import pytest

from careo.reading.html_byline import authors_of, byline_names
from reading.pages import FIRST, page, parsed

HEADLINE = "<h1>Three clerks charged in the port of Valdemora</h1>"


def authors(body: str, head: str = "", sites: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return authors_of(parsed(page(f"<article>{HEADLINE}{body}</article>", head)), sites)


def ld(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":'
        + author
        + "}</script>"
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Marta Quillón", ["Marta Quillón"]),
        ("Por Marta Quillón | 3 de mayo de 2021", ["Marta Quillón"]),
        ("Publicado por: Marta Quillón", ["Marta Quillón"]),
        ("Written by Marta Quillón and Odo Brandt", ["Marta Quillón", "Odo Brandt"]),
        ("Von Odo Brandt -", ["Odo Brandt"]),
        ("Marta Quillón Updated May 4, 2021", ["Marta Quillón"]),
        ("Article by", []),
        ("By", []),
        ("https://example.org/author", []),
        (FIRST * 2, []),
    ],
)
def test_a_byline_gives_its_names(line: str, names: list[str]) -> None:
    assert byline_names(line) == names


def test_stated_people_win_over_the_organization_in_a_meta_element() -> None:
    head = ld('{"@type":"Person","name":"Marta Quillón"}')
    assert authors("", f'{head}<meta name="author" content="Ostramar Courier">') == (
        "Marta Quillón",
    )


def test_a_reference_in_the_data_is_followed() -> None:
    head = (
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#m"}},'
        '{"@type":"Person","@id":"#m","name":"Marta Quillón"}]}</script>'
    )
    assert authors("", head) == ("Marta Quillón",)


def test_the_printed_byline_completes_a_stated_first_name() -> None:
    head = ld('{"@type":"Person","name":"Marta"}')
    assert authors('<p class="byline">By Marta Quillón</p>', head) == ("Marta Quillón",)


def test_a_byline_in_pieces_is_put_together() -> None:
    body = (
        '<div class="byline">By <a rel="author">Marta Quillón</a> and '
        '<a rel="author">Odo Brandt</a>'
        "<span>Staff</span></div>"
    )
    assert authors(body) == ("Marta Quillón", "Odo Brandt")


def test_an_unmarked_byline_below_the_headline_is_found() -> None:
    assert authors(f"<p>By Marta Quillón</p><p>{FIRST}</p>") == ("Marta Quillón",)


def test_roles_behind_a_name_are_no_authors() -> None:
    head = '<meta name="author" content="Marta Quillón, Senior Fellow, Speech Project">'
    assert authors("", head) == ("Marta Quillón",)


def test_an_hcard_in_an_aside_of_the_article_is_a_byline() -> None:
    assert authors('<aside><address class="vcard">Marta Quillón</address></aside>') == (
        "Marta Quillón",
    )


def test_an_authority_is_no_author() -> None:
    assert authors('<div class="authority-control">Harbour Register</div>') == ()


def test_commenters_and_photographers_are_no_authors() -> None:
    body = (
        '<figure><span class="photo-author">Odo Brandt</span></figure>'
        '<div class="comments"><span class="comment-author">angry_user</span></div>'
    )
    assert authors(body) == ()


def test_the_name_of_the_site_is_the_author_only_when_nobody_else_is() -> None:
    sites = frozenset({"ostramar courier"})
    head = '<meta name="author" content="Ostramar Courier">'
    assert authors("", head, sites) == ("Ostramar Courier",)
    body = '<span class="author">Marta Quillón</span>'
    assert authors(body, head, sites) == ("Marta Quillón",)
