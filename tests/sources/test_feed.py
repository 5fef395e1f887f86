from __future__ import annotations

import datetime as dt
import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import FetchError
from careo.sources import MemoryCursor, SourceOptions, open_source
from careo.sources.feed import FeedBody, FeedSource, feed_items
from careo.values import Item, Rejection
from sources.giving import MARKUP, captures, client_for, rejections, reply, site
from support import shared

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Daily Invention</title><language>es-MX</language>
<item><title>One &amp; only</title><link>https://paper.example/1?utm_source=rss</link>
<guid isPermaLink="false">g-1</guid><dc:creator>Ana Ruiz</dc:creator>
<pubDate>Wed, 21 Mar 2012 10:00:00 GMT</pubDate><category>Oro</category><category>Minas</category>
<description>What it is about.</description>
<content:encoded><![CDATA[<p>The <b>whole</b> text.</p>]]></content:encoded>
<media:content url="https://paper.example/1.jpg" medium="image"/></item>
<item><title>Two</title><guid>https://paper.example/2</guid>
<description>Only a summary.</description></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A</title>
<entry><title type="html">&lt;i&gt;Slanted&lt;/i&gt;</title><id>tag:paper.example,2020:1</id>
<link href="/rel/1"/><updated>2020-01-02T03:04:05Z</updated><author><name>Berto Gil</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div></content></entry></feed>
"""
NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def read(body: str | bytes, place: str = "f.xml", **options: Any) -> list[Item]:
    data = body if isinstance(body, bytes) else body.encode()
    return list(feed_items(FeedBody(data, place, NOW, place), SourceOptions(**options)))


def test_an_entry_of_rss_states_what_it_carries() -> None:
    one, two = captures(read(RSS))
    stated = one.stated
    assert (one.key, one.url) == ("https://paper.example/1",) * 2
    assert (stated.title, stated.authors, stated.tags) == (
        "One & only",
        ("Ana Ruiz",),
        ("Oro", "Minas"),
    )
    assert (stated.published, stated.modified) == ("Wed, 21 Mar 2012 10:00:00 GMT", "")
    assert (stated.content, stated.content_type) == ("<p>The <b>whole</b> text.</p>", "text/html")
    assert (stated.standfirst, stated.language) == ("What it is about.", "es")
    assert stated.lead_image is not None
    assert stated.lead_image.url == "https://paper.example/1.jpg"
    assert stated.extra == {"outlet": "The Daily Invention"}
    assert (two.url, two.stated.content) == ("https://paper.example/2", "Only a summary.")


def test_an_entry_is_its_own_bytes() -> None:
    for capture in captures(read(RSS)):
        assert capture.body.decode() in RSS
        assert capture.body.startswith(b"<item>")
    assert [c.locator for c in captures(read(RSS))] == ["f.xml:5", "f.xml:11"]


def test_atom_entries_resolve_their_links() -> None:
    (found,) = captures(read(ATOM, "https://paper.example/feed"))
    assert found.url == "https://paper.example/rel/1"
    assert found.stated.title == "Slanted"
    assert found.stated.authors == ("Berto Gil",)
    assert "<p>Words</p>" in (found.stated.content or "")


def test_json_feeds_are_read() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en-US",
            "authors": [{"name": "Desk"}],
            "items": [{"id": "1", "url": "https://paper.example/1", "title": "T",
                       "content_html": "<p>x</p>", "tags": ["a"], "date_published": "2020-01-01"},
                      {"id": "2", "content_text": "plain"}, "odd"]}  # fmt: skip
    found = read(json.dumps(feed), "f.json")
    one, two = captures(found)
    assert (one.url, one.stated.authors, one.stated.language) == (
        "https://paper.example/1",
        ("Desk",),
        "en",
    )
    assert (two.key, two.stated.content_type) == ("f.json#2", "text/plain")
    assert [r.locator for r in rejections(found)] == ["f.json:item 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    body = RSS.replace("UTF-8", encoding).replace("One &amp; only", "Extradición").encode(encoding)
    assert captures(read(body))[0].stated.title == "Extradición"


def test_a_cut_off_feed_gives_its_whole_entries_and_the_line() -> None:
    found = read(RSS[: RSS.index("Only a")])
    assert [c.stated.title for c in captures(found)] == ["One & only"]
    assert [(r.locator, "cut off" in r.reason) for r in rejections(found)] == [("f.xml:11", True)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        ("words", "not readable as a feed"),
        ("<html><body>x</body></html>", "not readable as a feed"),
        ("{", "not valid JSON: line 1, column "),
        ("<rss><x", "not readable as a feed: the markup breaks at line 1, column "),
        ('{"a": 1}', "has no items"),
        (b"\x00\x01\x02\x00", "binary"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]>' + RSS[39:], "entities"),
    ],
)
def test_what_is_no_feed_is_one_clear_line(body: str | bytes, reason: str) -> None:
    (found,) = read(body)
    assert isinstance(found, Rejection)
    assert reason in found.reason
    assert found.locator.startswith("f.xml")
    assert "\n" not in found.reason


@given(st.lists(st.sampled_from(MARKUP), max_size=12).map("".join))
def test_broken_markup_gives_items_and_never_an_error(text: str) -> None:
    read(f"<rss><channel><item>{text}</item></channel></rss>")
    read(f"<feed>{text}</feed>")


@given(st.binary(max_size=200))
def test_noise_gives_items_and_never_an_error(data: bytes) -> None:
    read(data)
    read(b"<rss><channel><item>" + data + b"</item></channel></rss>")
    read(b'{"items": [' + data + b"]}")


# --- live ----------------------------------------------------------------


def live(answer: Any, **options: Any) -> FeedSource:
    chosen = SourceOptions(rate=0, **options)
    return FeedSource("https://paper.example/feed", chosen, client_for(answer, chosen))


def test_an_unchanged_feed_is_not_sent_again() -> None:
    cursor = MemoryCursor()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-none-match") == '"v1"':
            return reply(status=304)
        return (
            reply(RSS, headers={"etag": '"v1"'})
            if request.url.path == "/feed"
            else reply(status=404)
        )

    assert len(captures(live(answer, cursor=cursor).items())) == 2
    again = live(answer, cursor=cursor)
    assert list(again.items()) == []
    assert again.passed_over == {"unchanged feeds": 1}


def test_a_feed_that_was_not_read_to_its_end_is_sent_again() -> None:
    cursor = MemoryCursor()
    pages = {"/feed": lambda: reply(RSS, headers={"etag": '"v1"'})}
    next(iter(live(site(pages), cursor=cursor).items()))
    assert cursor.states == {}


def test_following_fetches_the_page_behind_an_entry() -> None:
    pages = {"/feed": reply(RSS), "/1": reply("<p>The page", headers={"content-type": "text/html"})}
    found = list(live(site(pages), follow=True).items())
    (page,) = captures(found)
    assert (page.key, page.body) == ("https://paper.example/1", b"<p>The page")
    assert (page.stated.title, page.stated.content) == ("One & only", None)
    assert [r.reason for r in rejections(found)] == ["the site answers with status 404"]


def test_a_feed_that_is_gone_is_one_clear_error() -> None:
    with pytest.raises(FetchError, match=r"paper\.example/feed: the site answers with status 404"):
        list(live(site({})).items())


# --- real feeds ----------------------------------------------------------


def test_real_feeds_are_read_to_the_last_entry() -> None:
    for path in sorted(shared("formats/feeds").rglob("*.*")):
        if path.name.startswith(("sitemap", "ORIGIN")):
            continue
        found = list(open_source(f"feed:{path}").items())
        assert captures(found), path.name
        assert rejections(found) == [], path.name
        assert all(c.url or c.stated.content for c in captures(found))
