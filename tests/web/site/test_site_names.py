"""P22: names that the authority knows in Spanish are shown so in the Spanish edition."""

from __future__ import annotations

from typing import Any

import pytest

from careo.authority.loader import authority
from careo.web.site.views.search import marked_words
from web.site.invented import COUNTERPART
from web.site.test_site_pages import by, text, tree

SLUG = "puerto-ceniza"
ARTICLE = f"/es/noticias/{COUNTERPART.slug}/?"


@pytest.fixture
def known(client: Any) -> tuple[str, str]:
    """The invented port under the name of a place that is known in both languages."""
    from careo.web.records.models import Entity

    entry = next(e for e in authority().values() if e.type == "PLACE" and e.es != e.en)
    row = Entity.objects.get(slug=SLUG)
    row.authority, row.name, row.article_count = entry.id, entry.en, 2
    row.save()
    return entry.en, entry.es


def test_p22_a_profile_has_the_name_of_its_edition(client: Any, known: tuple[str, str]) -> None:
    english, spanish = known
    for path, shown, other in (
        (f"/database/{SLUG}/?", english, spanish),
        (f"/es/base-de-datos/{SLUG}/?", spanish, english),
    ):
        page = tree(client, path)
        assert text(by(page, "//h1")[0]) == shown
        assert by(page, "//title")[0].text.startswith(shown)
        assert by(page, '//meta[@property="og:title"]/@content') == [shown]
        assert text(by(page, '//nav[@class="crumbs"]//li')[-1]).strip() == shown
        if other != shown:
            assert other in text(by(page, '//div[@class="page-head"]')[0])


def test_p22_both_profiles_link_each_other(client: Any, known: tuple[str, str]) -> None:
    page = tree(client, f"/es/base-de-datos/{SLUG}/")
    assert by(page, '//link[@hreflang="en"]/@href') == [f"https://tide.example/database/{SLUG}/"]


def test_p22_lists_and_mentions_have_the_name_of_their_edition(
    client: Any, known: tuple[str, str]
) -> None:
    _, spanish = known
    page = tree(client, ARTICLE)
    assert spanish in by(page, f'//ul[@class="names"]//a[contains(@href, "{SLUG}")]/text()')
    assert spanish in by(page, f'//div[@class="prose"]//a[contains(@href, "{SLUG}")]/@data-name')
    assert spanish in by(tree(client, "/es/base-de-datos/?"), "//main//li//a/text()")


def test_p22_search_finds_either_name_and_shows_the_editions_own(
    client: Any, known: tuple[str, str]
) -> None:
    from careo.web.records.models import Entity
    from careo.web.records.search import feeding
    from careo.web.records.search.documents import entity_documents

    english, spanish = known
    index = feeding.engine()
    index.put(entity_documents([Entity.objects.get(slug=SLUG).id]))
    index.commit()
    for asked in (english, spanish):
        page = tree(client, f"/es/buscar/?q={asked}&in=names")
        assert spanish in [text(a) for a in by(page, "//main//h2/a")]
        page = tree(client, f"/search/?q={asked}&in=names")
        assert english in [text(a) for a in by(page, "//main//h2/a")]


def test_a_word_that_was_asked_for_is_marked_whatever_its_accents() -> None:
    pieces = marked_words("Cártel de Río Seco", "cartel RIO")
    assert "".join(p.text for p in pieces) == "Cártel de Río Seco"
    assert [p.text for p in pieces if p.marked] == ["Cártel", "Río"]
