"""P17: articles by country."""

from __future__ import annotations

from typing import Any

import pytest

from web.site.invented import COUNTERPART, MAIN
from web.site.test_site_pages import by, text, tree


@pytest.fixture
def filed(client: Any) -> None:
    """Both wordings of the main article are filed under a country, each in its language."""
    from careo.web.records.models import Article, Tag, VersionTag

    for slug, name, word in (
        (MAIN.slug, "United States", "united-states"),
        (COUNTERPART.slug, "Estados Unidos", "estados-unidos"),
    ):
        tag = Tag.objects.create(slug=word, name=name)
        version = Article.objects.get(slug=slug).current
        VersionTag.objects.create(version=version, tag=tag, position=9)


@pytest.fixture
def named(client: Any) -> Any:
    """The invented port under the name of a country; it is named in several articles."""
    from careo.web.records.models import Entity

    row = Entity.objects.get(slug="puerto-ceniza")
    row.authority, row.name = "place-pa", "Panama"
    row.save()
    return row


def hrefs(client: Any, path: str) -> list[str]:
    return by(tree(client, path), '//div[contains(@class,"listing")]//h2/a/@href')


def test_p17_a_country_lists_what_is_filed_under_it_in_either_edition(
    client: Any, filed: None
) -> None:
    assert hrefs(client, "/country/united-states/") == [f"/news/{MAIN.slug}/"]
    assert hrefs(client, "/es/pais/estados-unidos/") == [f"/es/noticias/{COUNTERPART.slug}/"]
    page = tree(client, "/es/pais/estados-unidos/")
    assert text(by(page, "//h1")[0]) == "Estados Unidos"
    assert not by(page, '//main//span[@class="machine"]')
    other = by(page, '//link[@hreflang="en"]/@href')
    assert other == ["https://tide.example/country/united-states/"]


def test_p17_what_only_names_it_is_there_too_once_and_marked(client: Any, named: Any) -> None:
    found = hrefs(client, "/country/panama/")
    assert f"/news/{MAIN.slug}/" in found
    assert len(found) == len(set(found))
    page = tree(client, "/country/panama/?fresh")
    assert by(page, '//main//span[@class="machine"]')
    assert "/database/puerto-ceniza/" in by(page, "//main//a/@href")


def test_t3_what_names_it_is_left_out_where_the_name_may_not_be_shown(
    client: Any, named: Any
) -> None:
    named.public = False
    named.save()
    assert client.get("/country/panama/").status_code == 404
    assert "/country/panama/" not in by(tree(client, "/countries/"), "//main//a/@href")


def test_p17_the_countries_are_listed_in_the_words_of_the_edition(
    client: Any, filed: None, named: Any
) -> None:
    english = by(tree(client, "/countries/"), '//main//p[@class="chips"]/a/@href')
    assert english == ["/country/panama/", "/country/united-states/"]
    spanish = by(tree(client, "/es/paises/"), '//main//p[@class="chips"]/a/@href')
    assert spanish == ["/es/pais/estados-unidos/", "/es/pais/panama/"]


@pytest.mark.parametrize(
    "url",
    ["/country/atlantis/", "/country/us/", "/country/france/", "/es/pais/united-states/",
     "/country/united-states/page/2/"],
)  # fmt: skip
def test_p17_a_country_without_articles_is_no_page(client: Any, filed: None, url: str) -> None:
    assert client.get(url).status_code == 404
