"""Which language a text is in."""

from __future__ import annotations

import pytest

from careo.reading.language import FEWEST_LETTERS, detect, normal_code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The judge said on Monday that the two men had been released without charge.", "en"),
        ("La jueza dijo el lunes que los dos hombres habían sido liberados sin cargos.", "es"),
        ("A juíza disse na segunda-feira que os dois homens não foram acusados.", "pt"),
        ("MINISTER DENIES KNOWING THE OWNER OF THE WAREHOUSE", "en"),
    ],
)
def test_sentences_are_recognised(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "Ana Ruiz", "1,234,567 — 89%", "x" * (FEWEST_LETTERS - 1)])
def test_a_text_too_short_to_tell_has_no_language(text: str) -> None:
    assert detect(text) is None


def test_letters_of_no_language_are_not_guessed() -> None:
    assert detect("qzxv jkwq zzxq vvkq wxzj kkqv xqzw jjvx") is None


def test_the_middle_of_a_long_text_decides() -> None:
    spanish = "El fiscal pidió que el acusado volviera a la cárcel de la ciudad. " * 400
    assert detect("Breaking news: live updates here. " + spanish) == "es"


@pytest.mark.parametrize(
    ("stated", "code"),
    [("es-MX", "es"), ("en_US", "en"), ("Español", "es"), ("SPANISH", "es"), ("spa", "es"),
     ("EN", "en"), ("", None), ("??", None), ("latin", None)],
)  # fmt: skip
def test_stated_languages_become_codes(stated: str, code: str | None) -> None:
    assert normal_code(stated) == code
