from __future__ import annotations

import gettext
import io

import pytest

from careo.web.site import messages


@pytest.fixture(params=messages.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_word_of_the_interface_is_translated(language: str) -> None:
    catalog = messages.read(language)
    wanted = {(str(m.id), m.context) for m in messages.template() if m.id}
    assert wanted == {(str(m.id), m.context) for m in catalog if m.id}
    assert messages.missing(catalog) == []


def test_the_compiled_file_says_what_the_written_one_says(language: str) -> None:
    path = messages.po_file(language).with_suffix(".mo")
    expected = gettext.GNUTranslations(io.BytesIO(messages.compiled(messages.read(language))))
    with path.open("rb") as file:
        kept = gettext.GNUTranslations(file)
    held, wanted = kept._catalog.copy(), expected._catalog.copy()  # type: ignore[attr-defined]
    held.pop(""), wanted.pop("")
    assert held == wanted


def test_translations_keep_the_places_that_are_filled_in(language: str) -> None:
    import re

    for message in messages.read(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        places = {tuple(sorted(re.findall(r"%\(\w+\)s", words))) for words in (*ids, *forms)}
        assert len(places) == 1, message.id
