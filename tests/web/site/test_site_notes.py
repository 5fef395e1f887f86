from __future__ import annotations

from typing import Any

import pytest

from careo.web.site.notes import Note, notes_of
from web.site.invented import HOSTILE, MAIN


def test_a_note_has_a_fact_and_where_it_is_on_record() -> None:
    entry = {
        "fact": "It was  so.",
        "source": "No. 7",
        "date": "2020-01",
        "url": "https://a.example/",
    }
    assert notes_of({"record": [entry]}) == (
        Note("It was so.", "No. 7", "2020-01", "https://a.example/"),
    )


@pytest.mark.parametrize(
    "record",
    [None, "x", {"fact": "a"}, [1, "x", None], [{"fact": "a"}], [{"fact": 1, "source": 2}], [{}]],
)
def test_what_has_another_shape_is_passed_over(record: Any) -> None:
    assert notes_of({"record": record}) == ()


def test_an_address_that_may_not_be_linked_is_left_out() -> None:
    entry = {"fact": "a", "source": "b", "url": "javascript:alert(1)"}
    assert notes_of({"record": [entry]})[0].href == ""


def test_the_article_shows_its_notes(client: Any) -> None:
    from careo.web.records.models import ArticleVersion

    url = f"/news/{MAIN.slug}/?fresh"
    assert "On record" not in client.get(url).content.decode()
    stated = {"record": [{"fact": f"Fact {HOSTILE}", "source": "Docket 9"}]}
    ArticleVersion.objects.filter(article__slug=MAIN.slug).update(extra=stated)
    page = client.get(url).content.decode()
    assert "On record" in page
    assert "Fact &lt;script&gt;" in page
    assert "Docket 9" in page
