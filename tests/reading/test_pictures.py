from __future__ import annotations

import pytest

from careo.reading.html import read_html
from careo.reading.pictures import captioned, with_words
from careo.values import Image
from inventing import capture

LEAD = "https://a.example/up/harbour-quay.jpg"
WORDS = (
    "The harbour office of Port Amber said on Monday that it had found two boats without "
    "lights, and that nobody had asked for them since. "
)


@pytest.mark.parametrize(
    ("words", "caption", "credit"),
    [
        ("The quay at six. Photo: Rosa Quint", "The quay at six", "Rosa Quint"),
        ("El muelle (Foto: Rosa Quint)", "El muelle", "Rosa Quint"),
        ("The quay at six.", "The quay at six.", ""),
        ("", "", ""),
    ],
)
def test_the_credit_is_told_apart_from_the_caption(words: str, caption: str, credit: str) -> None:
    assert captioned(LEAD, words) == Image(LEAD, caption, credit)


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (LEAD, True),
        ("https://cdn.example/w_600/harbour-quay.jpg?x=1", True),
        ("https://a.example/up/harbour-quay-300x200.jpg", True),
        ("https://a.example/up/harbour-lamp.jpg", False),
    ],
)
def test_the_lead_image_takes_the_words_under_the_same_picture(shown: str, found: bool) -> None:
    pictures = [("https://a.example/logo.png", "Logo"), (shown, "The quay. Photo: Rosa Quint")]
    lead = with_words(Image(LEAD, alt="Grey water"), pictures)
    expected = Image(LEAD, "The quay", "Rosa Quint", "Grey water")
    assert lead == (expected if found else Image(LEAD, alt="Grey water"))


def test_short_file_names_do_not_tell_pictures_apart() -> None:
    lead = Image("https://a.example/7/1.jpg")
    assert with_words(lead, [("https://a.example/8/1.jpg", "Another")]) == lead


def test_without_a_lead_image_or_with_its_own_words_nothing_is_taken() -> None:
    assert with_words(None, [(LEAD, "The quay.")]) is None
    assert with_words(Image(LEAD, "Own."), [(LEAD, "The quay.")]) == Image(LEAD, "Own.")


def test_a_pages_lead_image_has_the_caption_that_stands_above_the_text() -> None:
    page = (
        f'<html lang="en"><head><title>Two boats</title><meta property="og:image" content="{LEAD}">'
        f"</head><body><article><h1>Two boats</h1><figure><img src='{LEAD}'><figcaption>The quay. "
        f"Photo: Rosa Quint</figcaption></figure><p>{WORDS * 2}</p><p>{WORDS}</p></article></body>"
    )
    found = read_html(page, capture())
    assert found.lead_image == Image(LEAD, "The quay", "Rosa Quint")
    assert "quay" not in found.text
