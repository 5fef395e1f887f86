"""The pages as a reader gets them. P-numbers are those of the parity list."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from careo.web.site import assets
from careo.web.site.editions import EDITIONS, EN, ES
from web.site.invented import COUNTERPART, MAIN

URL = f"/news/{MAIN.slug}/"
URL_ES = f"/es/noticias/{COUNTERPART.slug}/"


def tree(client: Any, url: str, status: int = 200) -> Any:
    response = client.get(url)
    assert response.status_code == status, response
    return lxml_html.fromstring(response.content.decode())


def text(node: Any) -> str:
    return " ".join(node.text_content().split())


def by(page: Any, path: str) -> list[Any]:
    return list(page.xpath(path))


@pytest.fixture
def article(client: Any) -> Any:
    return tree(client, URL)


# --- the article -----------------------------------------------------------


def test_p1_the_breadcrumb_leads_from_home_by_the_sections_to_the_title(article: Any) -> None:
    crumbs = by(article, '//nav[contains(@class,"crumbs")]//li')
    assert [text(c) for c in crumbs] == ["Home", "News", "Brief", MAIN.title]
    assert by(article, '//nav[contains(@class,"crumbs")]//a/@href') == [
        "/",
        "/news/",
        "/type/brief/",
    ]


def test_p2_the_type_leads_to_its_listing(article: Any) -> None:
    link = by(article, '//article/header//p[contains(@class,"label")]/a')[0]
    assert (text(link), link.get("href")) == ("Brief", "/type/brief/")


def test_p3_title_standfirst_and_the_picture_with_caption_and_credit(article: Any) -> None:
    assert text(by(article, "//h1")[0]) == MAIN.title
    assert text(by(article, '//p[@class="standfirst"]')[0]) == MAIN.standfirst
    caption = text(by(article, '//figure[@class="picture"]/figcaption')[0])
    assert caption.startswith("Ansel Torvane in 2014. Picture: A. Nobody")


def test_p4_one_line_links_tag_authors_and_both_editions(article: Any) -> None:
    line = by(article, '//article/header/p[@class="meta"]')[0]
    assert text(line) == "The Clockmaker / 14 Mar 2021 by Nadia Ferrant, Tobías Quell Ibarra EN ES"
    assert by(line, ".//a/@href") == [
        "/tag/the-clockmaker/", "/author/nadia-ferrant/", "/author/tobias-quell-ibarra/",
        "/", URL_ES,
    ]  # fmt: skip


def test_p5_the_body_has_every_kind_of_block_in_its_place(article: Any) -> None:
    body = by(article, '//div[@class="prose"]')[0]
    assert [node.tag for node in body] == [
        "p", "p", "blockquote", "p", "p", "ul", "p", "figure", "section",
    ]  # fmt: skip
    link = by(body, './p[1]//a[not(@class="entity")]')[0]
    assert link.get("href") == "https://example.org/interview?a=1&b=2"
    assert text(link) == "a former port official said"
    assert [text(li) for li in by(body, "./ul/li")][1] == "what he would pay"


def test_p5_pictures_and_films_kept_elsewhere_are_named_and_linked_but_not_loaded(
    article: Any,
) -> None:
    assert by(article, "//img | //iframe | //video | //source") == []
    figure = by(article, '//div[@class="prose"]/figure')[0]
    assert by(figure, ".//a/@href") == ["https://img.example.org/yard.jpg"]
    film = by(article, '//p[@class="embed"]')[0]
    assert text(film) == "Video: the interview in full Open at video.example.org"


def test_p6_the_see_also_insert_is_a_link_inside_the_body(article: Any) -> None:
    insert = by(article, '//div[@class="prose"]/p[@class="see-also"]')[0]
    assert text(insert) == "See alsoLantern Circle News and Profile"
    assert by(insert, ".//a/@href") == ["https://example.org/lantern-circle"]


def test_p6_inserts_without_links_find_the_profile_tag_or_article_they_name(article: Any) -> None:
    links = by(article, '//section[@class="analysis"]/p[@class="see-also"]/a/@href')
    assert links == [
        "/database/valdoria-port-authority/", "/tag/customs/", "/news/how-we-correct/",
    ]  # fmt: skip


def test_p7_the_analysis_stands_apart_under_the_sources_own_heading(article: Any) -> None:
    section = by(article, '//section[@class="analysis"]')[0]
    assert text(by(section, "./h2")[0]) == "Newsroom Analysis"
    assert text(by(section, "./p[1]")[0]).startswith("Although the official")
    assert len(by(section, './p[not(@class="see-also")]')) == 2


def test_p8_sharing_needs_no_script_and_loads_nothing(article: Any) -> None:
    share = by(article, '//p[@class="share"]')[0]
    names = [text(a) for a in by(share, "./a")]
    assert names == ["X", "Facebook", "WhatsApp", "Telegram", "E-mail"]
    for link in by(share, "./a"):
        assert f"https://tide.example{URL}" in unquote(link.get("href"))
    assert all(button.get("hidden") is not None for button in by(share, "./button"))


def test_p12_the_terms_and_the_package_for_republishing(client: Any, article: Any) -> None:
    box = by(article, '//section[@aria-labelledby="reuse"]')[0]
    assert by(box, './/a[@rel="license"]/@href') == ["https://creativecommons.org/licenses/by/4.0/"]
    page = tree(client, f"{URL}republish/")
    address = f"https://tide.example{URL}"
    as_html = by(page, '//textarea[@id="as-html"]')[0].text
    as_text = by(page, '//textarea[@id="as-text"]')[0].text
    for package in (as_html, as_text):
        assert package.count(address) >= 2
        first, last = package.index(address), package.rindex(address)
        byline = package.index("By Nadia Ferrant and Tobías Quell Ibarra, The Tidewater Record")
        assert first < byline < package.index("Prosecutors") < last
        assert "creativecommons.org/licenses/by/4.0/" in package[last:]
    inner = lxml_html.fromstring(f"<div>{as_html}</div>")
    assert by(inner, "//script | //img") == []
    assert [text(h) for h in by(inner, "//h2")] == ["Newsroom Analysis"]
    assert "Newsroom Analysis\n\nAlthough" in as_text
    assert "<" not in as_text


def test_p13_three_related_articles_none_of_them_itself_or_its_translation(article: Any) -> None:
    band = by(article, '//section[@aria-labelledby="related"]')[0]
    links = by(band, ".//h3/a/@href")
    assert len(links) == len(set(links)) == 3
    assert URL not in links
    assert URL_ES not in links
    for excerpt in by(band, './/p[@class="excerpt"]'):
        assert len(text(excerpt)) <= 160
        assert re.search(r"\w…$|[.!?]$", text(excerpt))
    assert len(by(band, './/p[@class="meta"]')) == 3


def test_p14_the_newest_posts_about_the_newsroom_stand_below(article: Any) -> None:
    band = by(article, '//section[@aria-labelledby="about"]')[0]
    assert [text(h) for h in by(band, ".//h3")] == ["How We Correct", "Open Position: Archivist"]
    assert [text(p) for p in by(band, './/p[@class="label"]')] == [
        "The Organization", "Work With Us",
    ]  # fmt: skip


def test_p14_an_edition_without_posts_of_its_own_shows_the_others(client: Any) -> None:
    band = by(tree(client, URL_ES), '//section[@aria-labelledby="about"]')[0]
    assert by(band, ".//h3/a/@href")[0] == "/news/how-we-correct/"
    assert by(band, ".//article/@lang") == ["en", "en"]


def test_p15_structured_data_names_the_article_and_its_breadcrumb(article: Any) -> None:
    data = json.loads(by(article, '//script[@type="application/ld+json"]')[0].text)
    news, crumbs = data["@graph"]
    assert news["@type"] == "NewsArticle"
    assert news["headline"] == MAIN.title
    assert news["datePublished"] == "2021-03-14"
    assert [a["name"] for a in news["author"]] == list(MAIN.authors)
    assert news["url"] == f"https://tide.example{URL}"
    assert news["workTranslation"] == {"@id": f"https://tide.example{URL_ES}"}
    assert [i["name"] for i in crumbs["itemListElement"]] == ["Home", "News", "Brief", MAIN.title]
    assert crumbs["itemListElement"][1]["item"] == "https://tide.example/news/"


def test_p15_canonical_open_graph_and_the_pair_of_languages(client: Any, article: Any) -> None:
    assert by(article, '//link[@rel="canonical"]/@href') == [f"https://tide.example{URL}"]
    assert by(article, '//meta[@property="og:title"]/@content') == [MAIN.title]
    pairs = {a.get("hreflang"): a.get("href") for a in by(article, "//link[@hreflang]")}
    assert pairs == {"en": f"https://tide.example{URL}", "es": f"https://tide.example{URL_ES}"}
    spanish = tree(client, URL_ES)
    back = {a.get("hreflang"): a.get("href") for a in by(spanish, "//link[@hreflang]")}
    assert back == pairs


@pytest.mark.parametrize(
    ("form", "kind", "words"),
    [
        ("bib", "application/x-bibtex", "@misc{ferrant2021port,"),
        ("ris", "application/x-research-info-systems", "TY  - NEWS\r\n"),
        ("json", "application/vnd.citationstyles.csl+json", "article-newspaper"),
    ],
)
def test_p15_the_citation_can_be_taken_along(client: Any, form: str, kind: str, words: str) -> None:
    response = client.get(f"{URL}cite.{form}")
    assert response.headers["Content-Type"].startswith(kind)
    assert words in response.content.decode()
    assert f"{URL}v/1/" in response.content.decode()
    assert client.get(f"{URL}cite.exe").status_code == 404


def test_p15_the_permanent_address_keeps_the_words_of_its_version(client: Any) -> None:
    from careo.values import Block, BlockKind
    from web.site.invented import Piece, add

    old = tree(client, f"{URL}v/1/")
    assert by(old, '//link[@rel="canonical"]/@href') == [f"https://tide.example{URL}"]
    assert by(old, '//meta[@name="robots"]/@content') == ["noindex"]
    add(Piece(MAIN.slug, "Newer", (Block(BlockKind.PARAGRAPH, "Newer words."),), key=MAIN.key))
    kept = tree(client, f"{URL}v/1/")
    assert text(by(kept, "//h1")[0]) == MAIN.title
    assert "version 1 of 2" in text(by(kept, '//p[@class="old-version"]')[0])
    assert text(by(tree(client, URL), "//h1")[0]) == "Newer"
    assert client.get(f"{URL}v/3/").status_code == 404
    assert client.get(f"{URL}v/0/").status_code == 404


def test_names_in_the_text_lead_to_their_page_and_say_that_a_machine_read_them(
    article: Any,
) -> None:
    names = by(article, '//div[@class="prose"]//a[@class="entity"]')
    facts = [a for a in names if not by(a, 'ancestor::section[@class="analysis"]')]
    hrefs = [a.get("href") for a in facts]
    assert len(hrefs) == len(set(hrefs)) == 4
    assert "/database/ansel-torvane/" in hrefs
    assert all(a.get("data-mark") == "machine-read, not reviewed" for a in names)
    rail = by(article, '//aside[contains(@class,"rail")]')[0]
    assert by(rail, './/span[@class="machine"]')


def test_a_name_that_a_person_confirmed_loses_the_mark(client: Any) -> None:
    from careo.web.records.models import Judgement

    Judgement.objects.create(subject="entity:ansel-torvane", verdict="accepted", who="editor")
    page = tree(client, URL)
    link = by(page, '//a[@class="entity"][@href="/database/ansel-torvane/"]')[0]
    assert link.get("data-mark") is None
    profile = tree(client, "/database/ansel-torvane/")
    assert not by(profile, '//div[@class="page-head"]//span[@class="machine"]')
    # Those named beside it are still unreviewed, and say so.
    assert by(profile, '//aside//span[@class="machine"]')


def test_an_article_lives_in_the_edition_of_its_language(client: Any) -> None:
    for suffix in ("", "v/1/", "republish/"):
        response = client.get(f"/news/{COUNTERPART.slug}/{suffix}")
        assert response.status_code == 301
        assert response.headers["Location"].startswith(URL_ES)


def test_what_may_not_be_seen_is_not_there(client: Any) -> None:
    from careo.web.records.models import Article, Entity

    Article.objects.filter(slug=MAIN.slug).update(public=False)
    Entity.objects.filter(slug="ansel-torvane").update(public=False)
    for url in (
        URL,
        f"{URL}v/1/",
        f"{URL}republish/",
        f"{URL}cite.bib",
        "/database/ansel-torvane/",
    ):
        assert client.get(url).status_code == 404
    for url in ("/", "/news/", "/tag/valdoria/", "/database/"):
        content = unescape(client.get(url).content.decode())
        assert MAIN.title not in content
        assert "/database/ansel-torvane/" not in content


# --- listings --------------------------------------------------------------


def test_p17_listings_hold_ten_a_page_and_lead_on(client: Any) -> None:
    seen: list[str] = []
    url = "/news/"
    while url:
        page = tree(client, url)
        links = by(page, '//div[contains(@class,"listing")]//h2/a/@href')
        assert len(links) <= 10
        seen += links
        url = next(iter(by(page, '//nav[@class="pager"]//a[@rel="next"]/@href')), "")
    assert len(seen) == len(set(seen)) == 25
    assert by(tree(client, "/news/page/2/"), '//a[@rel="prev"]/@href') == ["/news/"]


@pytest.mark.parametrize(
    "url",
    [
        "/news/page/4/",
        "/news/page/0/",
        "/news/page/9999999/",
        "/news/page/x/",
        "/news/page/02/",
        "/archive/1999/1/",
        "/archive/2020/13/",
        "/search/?q=torvane&page=99",
    ],
)
def test_p17_pages_that_there_are_not_are_not_found(client: Any, url: str) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/news/", "News"), ("/type/brief/", "Briefs"), ("/type/analysis/", "Analysis"),
        ("/type/investigation/", "Investigations"), ("/tag/valdoria/", "Valdoria"),
        ("/author/nadia-ferrant/", "Nadia Ferrant"), ("/archive/2020/3/", "March 2020"),
        ("/section/news/", "News"), ("/section/news/brief/", "Brief"),
        ("/es/noticias/", "Noticias"), ("/es/tipo/breve/", "Breves"),
        ("/es/archivo/2021/3/", "marzo de 2021"),
    ],
)  # fmt: skip
def test_p17_every_kind_of_listing_has_articles(client: Any, url: str, heading: str) -> None:
    page = tree(client, url)
    assert text(by(page, "//h1")[0]) == heading
    assert by(page, '//div[contains(@class,"listing")]//h2/a/@href')


def test_news_leaves_out_what_the_newsroom_says_of_itself(client: Any) -> None:
    assert "How We Correct" not in client.get("/news/page/3/").content.decode()
    assert "How We Correct" in client.get("/type/the-organization/").content.decode()


def test_a_kind_is_found_under_every_word_for_it(client: Any) -> None:
    assert client.get("/type/breve/").headers["Location"] == "/type/brief/"
    assert client.get("/es/tipo/brief/").headers["Location"] == "/es/tipo/breve/"
    assert client.get("/type/unheard-of/").status_code == 404


def test_an_empty_listing_says_so_and_leads_on(client: Any) -> None:
    page = tree(client, "/es/tipo/entrevista/")
    assert by(page, '//div[@class="empty"]//a/@href') == ["/es/noticias/", "/type/interview/"]


@pytest.mark.parametrize(
    "url", ["/tag/none/", "/author/none/", "/section/none/", "/archive/2020/13/"]
)
def test_listings_of_nothing_known_are_not_found(client: Any, url: str) -> None:
    assert client.get(url).status_code == 404


def test_the_archive_counts_every_month(client: Any) -> None:
    page = tree(client, "/archive/")
    counts = [int(text(span)) for span in by(page, '//p[@class="chips"]//span')]
    assert sum(counts) == 27
    assert by(page, '//p[@class="chips"]/a/@href')[-1].startswith("/archive/2020/")


def test_the_front_page_leads_with_the_newest_and_leads_everywhere(client: Any) -> None:
    page = tree(client, "/")
    assert by(page, '//article[contains(@class,"lead")]//h2/a/@href') == [URL]
    for label in ("latest", "investigations", "database", "subjects", "about"):
        assert by(page, f'//section[@aria-labelledby="{label}"]//a')
    shown = by(page, "//article//h2/a/@href | //article//h3/a/@href")
    assert len(shown) == len(set(shown))


def test_a_reprint_under_the_same_title_is_shown_once_on_the_front_page(client: Any) -> None:
    from web.site.invented import Piece, add

    add(Piece("reprint", MAIN.title, MAIN.blocks[:1], published="2021-03-14"))
    page = tree(client, "/")
    titles = [text(h) for h in by(page, "//article//h2 | //article//h3")]
    assert titles.count(MAIN.title) == 1


def test_an_empty_edition_points_to_the_other(client: Any) -> None:
    from careo.web.records.models import Article

    Article.objects.filter(language="en").update(public=False)
    assert "1 article in the Español edition" in text(tree(client, "/"))


def test_a_tag_leads_to_the_name_it_is_called_like(client: Any) -> None:
    from web.site.invented import Piece, add, paragraph

    body = (paragraph("The Lantern Circle again."),)
    add(Piece("circle", "Circle", body, tag="Lantern Circle", tags=("Lantern Circle",)))
    page = tree(client, "/tag/lantern-circle/")
    assert by(page, '//a[@href="/database/lantern-circle/"]')
    assert not by(tree(client, "/tag/customs/"), '//div[@class="page-head"]/p/a')


def test_listings_name_a_counterpart_only_where_it_holds_something(client: Any) -> None:
    shared = tree(client, "/tag/valdoria/")
    assert by(shared, "//link[@hreflang='es']/@href") == [
        "https://tide.example/es/etiqueta/valdoria/"
    ]
    for url in ("/tag/customs/", "/author/oto-brandwijk/", "/news/page/2/"):
        assert by(tree(client, url), "//link[@hreflang]") == []


def test_without_the_front_end_build_a_page_asks_for_nothing_built(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "built", lambda name: "")
    page = tree(client, URL)
    assert by(page, "//script[@src]") == []
    assert not any("built" in href for href in by(page, "//link/@href"))


# --- names and search --------------------------------------------------------


def test_an_entity_shows_its_names_and_each_article_with_the_sentence(client: Any) -> None:
    page = tree(client, "/database/ansel-torvane/")
    assert text(by(page, "//h1")[0]) == "Ansel Torvane"
    assert "El Relojero" in text(by(page, '//p[@class="lede"]')[0])
    assert "Mexico" in text(by(page, '//dl[@class="facts"]')[0])
    assert by(page, '//div[@class="page-head"]//span[@class="machine"]')
    evidence = by(page, '//article[@class="evidence"]')
    assert len(evidence) == 2
    assert text(by(evidence[0], ".//mark")[0]) == "Ansel Torvane"
    assert by(evidence[0], './/p[@class="source"]/a/@href')[0] in (URL, URL_ES)
    assert by(evidence[0], './/p[@class="source"]/time/@datetime') == ["2021-03-14"]


def test_an_entity_named_often_has_pages(client: Any) -> None:
    page = tree(client, "/database/lantern-circle/")
    assert by(page, '//a[@rel="next"]/@href') == ["/database/lantern-circle/page/2/"]
    assert len(by(tree(client, "/database/lantern-circle/page/3/"), "//article")) == 4
    assert client.get("/database/lantern-circle/page/4/").status_code == 404


def test_a_merged_entity_leads_to_the_one_it_became(client: Any) -> None:
    from careo.web.records.models import Entity

    kept = Entity.objects.get(slug="ansel-torvane")
    Entity.objects.create(
        key="old", slug="old-name", name="Old", type="PERSON", public=True, redirect_to=kept
    )
    response = client.get("/database/old-name/")
    assert (response.status_code, response.headers["Location"]) == (301, "/database/ansel-torvane/")


def test_the_index_of_names_is_narrowed_by_kind_in_both_editions(client: Any) -> None:
    people = tree(client, "/database/type/people/")
    assert by(people, '//ul[@class="names"]//a/@href') == [
        "/database/ansel-torvane/", "/database/mirela-castano-duarte/",
    ]  # fmt: skip
    assert by(people, "//link[@hreflang='es']/@href") == [
        "https://tide.example/es/base-de-datos/tipo/personas/"
    ]
    assert client.get("/es/base-de-datos/tipo/personas/").status_code == 200
    assert client.get("/database/type/personas/").status_code == 404
    assert client.get("/database/type/none/").status_code == 404


def test_search_marks_what_was_looked_for_without_regard_to_accents(client: Any) -> None:
    page = tree(client, "/search/?q=tobias+nobody")
    assert "Nothing found" in text(page)
    page = tree(client, "/search/?q=castano+lawyer")
    assert by(page, '//div[contains(@class,"listing")]//h2/a/@href') == [URL]
    assert "Castaño" in [text(m) for m in by(page, "//mark")]


def test_search_finds_names_by_their_aliases(client: Any) -> None:
    page = tree(client, "/search/?q=relojero&in=names")
    assert by(page, '//div[contains(@class,"listing")]//h2/a/@href') == ["/database/ansel-torvane/"]
    assert by(page, '//div[contains(@class,"listing")]//span[@class="machine"]')


def test_search_results_page_and_narrow_by_their_address(client: Any) -> None:
    page = tree(client, "/search/?q=ledger")
    assert by(page, '//a[@rel="next"]/@href') == ["/search/?q=ledger&page=2"]
    second = tree(client, "/search/?q=ledger&page=2")
    assert len(by(second, '//div[contains(@class,"listing")]//article')) == 10
    narrowed = tree(client, "/search/?q=ledger&type=analysis&sort=date")
    count = text(by(narrowed, '//p[contains(@class,"result-line")]')[0])
    assert count.startswith("8 results")
    assert by(narrowed, '//a[@aria-current="true"]/@href') == ["/search/?q=ledger&sort=date"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=", 200), ("q=%00", 200), ("q=-only", 400), ("q=" + "x" * 900, 400), ('q=a"b', 200),
        ("q=ledger&page=x", 200), ("q=ledger&page=99999999999999999999", 200),
        ("q=ledger&type='", 200),
        ("q=%28%29%2A%5B", 400), ("q=ledger&year=20x", 200), ("q=AND+OR+NOT", 200),
        ("q=ledger&page=90000", 400), ("q=%F0%9F%90%8D", 400),
    ],
)  # fmt: skip
def test_no_query_is_a_fault(client: Any, query: str, status: int) -> None:
    response = client.get(f"/search/?{query}")
    assert response.status_code == status
    assert b"<h1>Search</h1>" in response.content


# --- editions, errors --------------------------------------------------------


def test_both_editions_answer_every_kind_of_page_in_their_own_words(client: Any) -> None:
    for edition in EDITIONS:
        for name in ("home", "news", "tags", "archive", "database", "search"):
            response = client.get(edition.address(name))
            assert response.status_code == 200
            assert response.headers["Content-Language"] == edition.code
            assert f'<html lang="{edition.code}">' in response.content.decode()


def test_the_two_editions_share_no_word_in_their_addresses_that_could_be_mistaken() -> None:
    assert EN.words.keys() == ES.words.keys()
    assert all(a != b for a, b in zip(EN.words.values(), ES.words.values(), strict=True))


@pytest.mark.parametrize(
    ("url", "words"), [("/nope/", "There is no such page"), ("/es/nope/", "Esa página no existe")]
)
def test_a_missing_page_says_so_in_the_language_of_its_address(
    client: Any, url: str, words: str
) -> None:
    page = tree(client, url, 404)
    assert text(by(page, "//h1")[0]) == words
    assert by(page, "//form//input[@name='q']")


def test_a_bad_host_is_a_bad_request_without_a_page_of_ours_to_reflect_it(client: Any) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.content


@pytest.mark.parametrize(("url", "words"), [("/", "our side"), ("/es/", "nuestro lado")])
def test_a_fault_of_ours_is_admitted_without_details(
    client: Any, monkeypatch: pytest.MonkeyPatch, url: str, words: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("careo.web.site.reads.news", broken)
    client.raise_request_exception = False
    response = client.get(url)
    assert response.status_code == 500
    assert words in response.content.decode()
    assert b"secret detail" not in response.content
    assert b"secret detail" not in client.get(url).content


def test_only_reading_is_answered(client: Any) -> None:
    assert client.post(URL).status_code in (403, 405)
    assert client.head(URL).status_code == 200


# --- one address a page ---------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("/news/page/1/", "/news/"),
        ("/es/noticias/pagina/1/", "/es/noticias/"),
        ("/tag/valdoria/page/1/", "/tag/valdoria/"),
        ("/database/page/1/", "/database/"),
        ("/archive/2020/03/", "/archive/2020/3/"),
    ],
)
def test_p17_another_way_to_write_an_address_leads_to_the_one(
    client: Any, url: str, wanted: str
) -> None:
    response = client.get(url)
    assert (response.status_code, response.get("Location")) == (301, wanted)


# --- what stands below an article -------------------------------------------------


def test_p14_a_post_about_the_newsroom_is_not_offered_below_itself(client: Any) -> None:
    page = tree(client, "/news/how-we-correct/?")
    below = by(page, '//section[@aria-labelledby="about"]//h3/a/@href')
    assert below
    assert "/news/how-we-correct/" not in below


def test_p13_nothing_stands_both_under_related_and_under_about(client: Any) -> None:
    for slug in ("how-we-correct", "opening-archivist", MAIN.slug):
        page = tree(client, f"/news/{slug}/?")
        related = by(page, '//section[@aria-labelledby="related"]//h3/a/@href')
        about = by(page, '//section[@aria-labelledby="about"]//h3/a/@href')
        assert not set(related) & set(about)


# --- marks --------------------------------------------------------------------------


def test_t3_a_list_of_confirmed_names_carries_no_mark_and_a_mixed_one_marks_each_other(
    client: Any,
) -> None:
    from careo.web.records.models import Entity, Judgement

    first, *others = Entity.objects.filter(public=True, article_count__gt=0)
    listed = '//div[contains(@class,"name-columns")]//li'
    for accepted, unconfirmed in (([first], len(others)), (others, 0)):
        Judgement.objects.bulk_create(
            Judgement(subject=f"entity:{e.key}", verdict="accepted", who="editor") for e in accepted
        )
        page = tree(client, "/database/?fresh")
        assert not by(page, '//p[@class="machine-line"]/span[@class="machine"]')
        assert len(by(page, f"{listed}[.//span[@class='machine']]")) == unconfirmed
    for url in ("/?fresh", "/database/?fresh", f"{URL}?fresh"):
        assert not by(tree(client, url), '//main//span[@class="machine"]')


# --- the language switch -------------------------------------------------------------

SWITCH = '//div[@class="tools"]/a/@href'


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("/search/?q=torvane&in=names", "/es/buscar/?q=torvane&in=names"),
        ("/es/buscar/?q=a%22b&type=breve&year=2021&page=1", "/search/?q=a%22b&year=2021"),
        ("/search/", "/es/buscar/"),
        (f"{URL}v/1/", f"/es/noticias/{COUNTERPART.slug}/"),
        (URL, f"/es/noticias/{COUNTERPART.slug}/"),
    ],
)
def test_p22_the_switch_keeps_the_question_and_the_article(
    client: Any, url: str, wanted: str
) -> None:
    page = tree(client, url)
    assert by(page, SWITCH) == [wanted]
    assert "" not in by(page, '//link[@rel="alternate"]/@href')
