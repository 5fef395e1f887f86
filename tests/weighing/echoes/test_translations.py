"""Translations found by names, numbers, links and their order. All names are invented."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from careo.weighing.echoes.comparing import EchoKind
from careo.weighing.echoes.finding import find_echoes
from careo.weighing.echoes.translations import likeness, marks_of
from weighing.echo_texts import ENGLISH, SPANISH, link, text

OTHER_STORY = """\
Aurelio Tamboril negó ayer ante el juez Ulises Brand que conozca la Banda del Faro. En Puerto \
Lirio, unas 80 personas pidieron el 2 de abril de 2031 su libertad. Nadia Perdomo presentó un \
recurso de 64 páginas. La Policía Fluvial no respondió. En Monte Pardo hay 900 presos, y el \
director, Celso Marbella, dice que caben 400. Marbella asumió en 2030, tras Irene Cobre."""


def test_a_translation_is_found_and_stands_after_its_original() -> None:
    texts = [
        text("es", SPANISH, language="es", published="2031-03-16"),
        text("other", OTHER_STORY, language="es", published="2031-04-03"),
        text("en", ENGLISH, language="en", published="2031-03-15"),
    ]
    (echo,) = find_echoes(texts)
    assert (echo.left, echo.right, echo.kind) == ("en", "es", EchoKind.TRANSLATION)
    assert echo.left_shared == ()


def test_the_same_people_in_another_story_make_no_translation() -> None:
    found = likeness(text("en", ENGLISH, language="en"), text("o", OTHER_STORY, language="es"))
    assert not found.is_echo


def test_the_same_names_in_another_order_make_no_translation() -> None:
    sentences = SPANISH.replace("\n\n", " ").split(". ")
    turned = ". ".join(reversed(sentences))
    found = likeness(text("en", ENGLISH, language="en"), text("es", turned, language="es"))
    assert found.shared >= 12
    assert not found.is_echo


def test_without_a_language_nothing_is_a_translation() -> None:
    assert find_echoes([text("a", ENGLISH), text("b", SPANISH)]) == ()


def test_numbers_compare_whatever_stands_between_their_thousands() -> None:
    assert marks_of(text("a", "They took 1,250 kilos, 1.250.000 in all, for 2.5 million.")) == (
        "1250",
        "1250000",
        "2/5",
    )


def test_a_word_that_only_begins_sentences_is_no_name() -> None:
    assert marks_of(text("a", "Yesterday it rained. Officers left. In Lirio nobody did.")) == (
        "lirio",
    )


def test_links_off_the_site_are_marks_and_its_own_are_not() -> None:
    one = text("a", "See this and that.", url="https://harrow-gazette.example/en/a")
    links = (link("https://court.example/ruling", 4), link("https://harrow-gazette.example/b", 13))
    assert marks_of(replace(one, links=links)) == ("court.example/ruling",)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_the_comparison(one: str, other: str) -> None:
    forth = likeness(text("a", one, language="en"), text("b", other, language="es"))
    assert 0 <= forth.left_in_right <= 1
    assert 0 <= forth.in_order <= 1
    assert forth.turned().turned() == forth
