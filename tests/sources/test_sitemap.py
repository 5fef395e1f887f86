from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import FetchError, RecordError, SourceError
from careo.sources import FileCursor, MemoryCursor, SourceOptions, open_source
from careo.sources.sitemap import Listed, SitemapSource, listed_in
from careo.values import Item
from sources.giving import captures, client_for, origin, rejections, reply, site
from support import shared

HOST = "https://paper.example"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*names: str, changed: str = "") -> str:
    stamp = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{HOST}/{n}</loc>{stamp}</url>" for n in names)
    return f'<?xml version="1.0"?><urlset {SPACE}>{urls}</urlset>'


def index(*names: str) -> str:
    maps = "".join(f"<sitemap><loc>{HOST}/{n}</loc></sitemap>" for n in names)
    return f"<sitemapindex {SPACE}>{maps}</sitemapindex>"


def page(words: str = "page") -> httpx.Response:
    return reply(f"<p>{words}", headers={"content-type": "text/html; charset=utf-8"})


def source(
    pages: dict[str, Any], where: Any = f"{HOST}/sitemap.xml", **options: Any
) -> SitemapSource:
    chosen = SourceOptions(rate=0, **options)
    return SitemapSource(where, chosen, client_for(site(pages), chosen))


def read(pages: dict[str, Any], **options: Any) -> list[Item]:
    return list(source(pages, **options).items())


def test_the_pages_listed_are_fetched_with_their_headers() -> None:
    (found,) = captures(read({"/sitemap.xml": reply(urlset("a")), "/a": page()}))
    assert (found.key, found.url, found.body) == (f"{HOST}/a", f"{HOST}/a", b"<p>page")
    assert dict(found.headers)["content-type"] == "text/html; charset=utf-8"
    assert found.media_type == "text/html"


def test_indexes_nested_ones_and_gzip_are_followed() -> None:
    pages = {
        "/sitemap.xml": reply(index("inner.xml", "packed.xml.gz")),
        "/inner.xml": reply(index("leaf.xml")),
        "/leaf.xml": reply(urlset("a")),
        "/packed.xml.gz": reply(gzip.compress(urlset("b").encode())),
        "/a": page(),
        "/b": page(),
    }
    assert [c.url for c in captures(read(pages))] == [f"{HOST}/a", f"{HOST}/b"]


def test_sitemaps_that_list_each_other_end() -> None:
    pages = {
        "/sitemap.xml": lambda: reply(index("other.xml")),
        "/other.xml": lambda: reply(index("sitemap.xml", "other.xml")),
    }
    assert read(pages) == []


def test_sitemaps_nested_without_end_are_given_up() -> None:
    pages = {"/sitemap.xml": reply(index("1.xml"))}
    pages |= {f"/{n}.xml": reply(index(f"{n + 1}.xml")) for n in range(1, 20)}
    (told,) = rejections(read(pages))
    assert "nested more than" in told.reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(status=404), "status 404"),
        (
            reply(b"%PDF", headers={"content-type": "application/pdf"}),
            "no page of text but application/pdf",
        ),
        (reply(" ", headers={"content-type": "text/html"}), "empty"),
        (reply(b"<p>\x00\x00", headers={"content-type": "text/html"}), "binary"),
    ],
)
def test_a_page_that_cannot_be_had_is_told_of_and_the_next_fetched(
    answer: httpx.Response, reason: str
) -> None:
    found = read({"/sitemap.xml": reply(urlset("bad", "good")), "/bad": answer, "/good": page()})
    assert [c.url for c in captures(found)] == [f"{HOST}/good"]
    (told,) = rejections(found)
    assert reason in told.reason
    assert told.locator == f"{HOST}/bad"


def test_pages_that_robots_forbid_are_told_of() -> None:
    pages = {
        "/robots.txt": reply("User-agent: *\nDisallow: /in/"),
        "/sitemap.xml": reply(urlset("in/a")),
    }
    (told,) = rejections(read(pages))
    assert "robots.txt" in told.reason


@pytest.mark.parametrize("own", ["https://paper.example/own", "https://elsewhere.example/own"])
def test_a_pages_own_address_counts_only_within_its_host(own: str) -> None:
    body = f'<link rel="canonical" href="{own}"><p>x'
    pages = {
        "/sitemap.xml": reply(urlset("a")),
        "/a": reply(body, headers={"content-type": "text/html"}),
    }
    (found,) = captures(read(pages))
    assert found.key == (own if "paper" in own else f"{HOST}/a")


def test_news_and_language_extensions_are_stated() -> None:
    body = f"""<urlset {SPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:xhtml="http://www.w3.org/1999/xhtml">
      <url><loc>{HOST}/en/a</loc><xhtml:link rel="alternate" hreflang="en" href="{HOST}/en/a"/>
      <xhtml:link rel="alternate" hreflang="es" href="{HOST}/es/a"/><news:news>
      <news:publication><news:name>P</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2020-01-02</news:publication_date><news:title>A title</news:title>
      </news:news></url>
      <url><loc>{HOST}/es/a</loc><xhtml:link rel="alternate" hreflang="es" href="{HOST}/es/a"/>
      <xhtml:link rel="alternate" hreflang="en" href="{HOST}/en/a"/></url></urlset>"""
    one, two = (entry for entry in listed_in(body.encode(), "s.xml") if isinstance(entry, Listed))
    assert (one.stated.title, one.stated.published, one.stated.language) == (
        "A title",
        "2020-01-02",
        "en",
    )
    assert two.stated.language == "es"
    assert one.stated.translation_key == two.stated.translation_key != ""


def test_a_list_of_addresses_is_a_sitemap_too() -> None:
    assert [e.address for e in listed_in(f"{HOST}/a\n{HOST}/b\n".encode(), "s.txt")  # type: ignore[union-attr]
            ] == [f"{HOST}/a", f"{HOST}/b"]  # fmt: skip


def test_a_site_is_asked_where_its_sitemap_is() -> None:
    pages = {
        "/robots.txt": reply(f"Sitemap: {HOST}/hidden/map.xml"),
        "/hidden/map.xml": reply(urlset("a")),
        "/a": page(),
    }
    assert len(captures(source(pages, f"{HOST}/").items())) == 1
    del pages["/robots.txt"]
    with pytest.raises(SourceError, match="names no sitemap"):
        list(source(pages, f"{HOST}/").items())
    usual = {"/wp-sitemap.xml": lambda: reply(urlset("a")), "/a": page()}
    assert len(captures(source(usual, HOST).items())) == 1


def test_a_sitemap_that_is_gone_is_one_clear_error() -> None:
    with pytest.raises(FetchError, match="status 404"):
        read({})


@pytest.mark.parametrize("body", ["", "<html>", "words", "<a><b/></a>"])
def test_what_is_no_sitemap_is_one_clear_line(body: str) -> None:
    with pytest.raises(RecordError, match="not readable as a sitemap"):
        list(listed_in(body.encode(), "s.xml"))


def test_a_packed_bomb_is_refused() -> None:
    with pytest.raises(RecordError, match=r"bomb|larger than"):
        list(listed_in(gzip.compress(bytes(150 * 2**20), 9), "s.xml.gz"))


def test_an_entity_bomb_is_refused() -> None:
    body = f'<!DOCTYPE urlset [<!ENTITY a "b">]>{urlset("a")}'
    with pytest.raises(RecordError, match="entities"):
        list(listed_in(body.encode(), "s.xml"))


@given(st.binary(max_size=200))
def test_noise_is_told_of_and_never_another_error(data: bytes) -> None:
    for body in (data, urlset("a").encode() + data, b"<urlset><url><loc>" + data + b"</loc></url>"):
        try:
            list(listed_in(body, "s.xml"))
        except RecordError as error:
            assert "\n" not in error.reason


# --- stopping and going on -----------------------------------------------


@pytest.mark.parametrize("stop", range(1, 6))
def test_stopped_anywhere_it_goes_on_and_fetches_no_page_twice(stop: int, tmp_path: Path) -> None:
    fetched: list[str] = []

    def counted(name: str) -> Any:
        def answer() -> httpx.Response:
            fetched.append(name)
            return page(name)

        return answer

    pages: dict[str, Any] = {
        "/sitemap.xml": lambda: reply(index("1.xml", "2.xml")),
        "/1.xml": lambda: reply(urlset("a", "b", "c")),
        "/2.xml": lambda: reply(urlset("d", "e", "f")),
        **{f"/{n}": counted(n) for n in "abcdef"},
    }
    items = source(pages, cursor=FileCursor(tmp_path / "c.json")).items()
    stored = {c.url for _, c in zip(range(stop), captures(items_of(items, stop)), strict=False)}
    stored |= {c.url for c in captures(read(pages, cursor=FileCursor(tmp_path / "c.json")))}
    assert stored == {f"{HOST}/{n}" for n in "abcdef"}
    assert len(fetched) <= 7  # the one under way may be fetched again


def items_of(items: Any, count: int) -> list[Item]:
    return [next(items) for _ in range(count)]


def test_a_second_run_passes_over_what_has_not_changed() -> None:
    cursor = MemoryCursor()
    pages: dict[str, Any] = {
        "/sitemap.xml": lambda: reply(urlset("a", changed="2020-01-01")),
        "/a": page,
    }
    assert len(captures(read(pages, cursor=cursor))) == 1
    again = source(pages, cursor=cursor)
    assert list(again.items()) == []
    assert again.passed_over == {"unchanged pages": 1}


# --- files ---------------------------------------------------------------


def test_a_sitemap_file_is_fetched_only_on_request(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_text(urlset("a"))
    (told,) = rejections(open_source(str(path)).items())
    assert "add it as sitemap:" in told.reason
    found = source({"/a": page()}, origin(path.read_bytes(), "sitemap.xml"))
    assert len(captures(found.items())) == 1
    assert isinstance(open_source(f"sitemap:{path}"), SitemapSource)


def test_real_sitemaps_are_understood() -> None:
    counts = {}
    for path in sorted(shared("formats/feeds/trafilatura").glob("sitemap*")):
        entries = list(listed_in(path.read_bytes(), path.name))
        counts[path.name] = len(entries)
        assert all(isinstance(e, Listed) for e in entries)
    assert counts["sitemap.xml"] > 20
    assert all(counts.values())
