"""Bytes into text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.encoding import decode, mend

SENTENCE = "La policía de Ñuñoa detuvo a “El Zorro” — según la señora Peña."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-16-be"])
def test_nothing_declared_is_still_read(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
     (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")],
)  # fmt: skip
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    assert decode(mark + SENTENCE.encode(encoding), "latin-1") == SENTENCE


def test_valid_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(SENTENCE.encode(), "iso-8859-1") == SENTENCE


def test_a_declared_charset_is_used() -> None:
    russian = "Полиция задержала двух человек"
    assert decode(russian.encode("koi8-r"), "koi8-r") == russian


def test_latin1_means_windows_1252() -> None:
    assert decode("“así”".encode("cp1252"), "ISO-8859-1") == "“así”"


def test_the_page_itself_may_declare_it() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body>Полиция</body></html>'
    assert "Полиция" in decode(page.encode("koi8-r"))


@pytest.mark.parametrize("declared", ["base64", "no-such", "zlib", "", "utf-8\x00"])
def test_a_nonsense_declaration_is_passed_over(declared: str) -> None:
    assert decode("El señor".encode("cp1252"), declared) == "El señor"


def test_mojibake_is_mended_and_the_rest_left_alone() -> None:
    broken = SENTENCE.encode().decode("latin-1")
    assert mend(f"Año nuevo\n{broken}\nFin") == f"Año nuevo\n{SENTENCE}\nFin"
    assert mend(SENTENCE) == SENTENCE


def test_a_cut_off_character_costs_only_itself() -> None:
    assert decode((SENTENCE + "á").encode()[:-1]).startswith(SENTENCE)


@given(st.binary(max_size=400), st.none() | st.text(max_size=12))
def test_nothing_fails_and_no_control_survives(body: bytes, declared: str | None) -> None:
    text = decode(body, declared)
    assert "\x00" not in text
    assert "\x1b" not in text


@given(st.text(max_size=200).filter(lambda t: not t.startswith("\ufeff")))
def test_utf8_comes_back_as_it_was_but_for_controls_and_mojibake(text: str) -> None:
    plain = "".join(c for c in text if c.isprintable())
    assert decode(plain.encode("utf-8", "ignore")) == mend(plain.encode("utf-8", "ignore").decode())
