"""Pictures on the site: shown from the archive, and from nowhere else."""

from __future__ import annotations

import json
import socket
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from careo.values import Block, BlockKind, Image, Link
from careo.web.records import gate, models, publishing
from careo.web.records.captures import PictureFiles
from careo.web.site import picturing
from picturing import png
from web.site.invented import MAIN, keep_picture

URL = f"/news/{MAIN.slug}/"
LEAD = "https://img.example.org/lead.jpg"
YARD = "https://img.example.org/yard.jpg"
HOST = "https://tide.example"


@pytest.fixture
def media(tmp_path: Path) -> Any:
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def kept(media: Path, slug: str, position: int, url: str, body: bytes = b"") -> str:
    return keep_picture(slug, position, url, body or png(64, 40, grey=position), media)


def tree(client: Any, url: str) -> Any:
    response = client.get(url)
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def text(node: Any) -> str:
    return " ".join(node.text_content().split())


# --- on the page -------------------------------------------------------------------


def test_p3_the_lead_image_stands_with_caption_credit_and_size(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    figure = tree(client, URL).xpath('//article//figure[contains(@class,"picture")]')[0]
    (image,) = figure.xpath(".//img")
    assert dict(image.attrib) == {
        "src": src, "width": "64", "height": "40", "alt": "", "fetchpriority": "high",
    }  # fmt: skip
    assert text(figure) == "Ansel Torvane in 2014. Picture: A. Nobody"


def test_p5_a_picture_in_the_text_stands_in_its_place(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 1, YARD)
    (figure,) = tree(client, URL).xpath('//div[@class="prose"]/figure')
    assert figure.xpath("./img/@src") == [src]
    assert figure.xpath("./img/@loading") == ["lazy"]
    assert text(figure) == "The container yard of Puerto Ceniza in 2020."


def test_a_picture_that_is_not_kept_is_described_and_linked(client: Any, media: Path) -> None:
    page = tree(client, URL)
    assert page.xpath("//article//img") == []
    assert page.xpath("//article//figure//a/@href") == [LEAD, YARD]
    assert page.xpath('//meta[@property="og:image"]') == []


def test_a_picture_shows_as_soon_as_it_is_kept(client: Any, media: Path) -> None:
    assert not tree(client, URL).xpath("//article//img")
    kept(media, MAIN.slug, 0, LEAD)
    assert tree(client, URL).xpath("//article//img")


def test_p15_sharing_and_structured_data_name_the_picture(client: Any, media: Path) -> None:
    src = HOST + kept(media, MAIN.slug, 0, LEAD)
    page = tree(client, URL)
    assert page.xpath('//meta[@property="og:image"]/@content') == [src]
    assert page.xpath('//meta[@property="og:image:width"]/@content') == ["64"]
    graph = json.loads(page.xpath('//script[@type="application/ld+json"]/text()')[0])["@graph"]
    assert graph[0]["image"] == {
        "@type": "ImageObject", "url": src, "width": 64, "height": 40,
        "caption": "Ansel Torvane in 2014.", "creditText": "A. Nobody",
    }  # fmt: skip


def test_every_picture_of_a_page_is_one_of_the_sites_own(client: Any, media: Path) -> None:
    kept(media, MAIN.slug, 0, LEAD)
    kept(media, MAIN.slug, 1, YARD)
    for url in ("/", URL, "/news/", "/type/brief/"):
        assert all(src.startswith("/") for src in tree(client, url).xpath("//img/@src"))


def test_the_front_pages_lead_and_listings_have_a_picture(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    for url in ("/", "/news/", "/type/brief/", "/tag/the-clockmaker/"):
        assert tree(client, url).xpath('//article//img[@class="thumb"]/@src') == [src]


def test_a_card_shows_no_large_picture(client: Any, media: Path) -> None:
    kept(media, MAIN.slug, 0, LEAD, png() + b"\0" * picturing.CARD_BYTES)
    assert not tree(client, "/news/").xpath("//article//img")
    assert tree(client, URL).xpath("//article//img")


# --- the lead image and the text's first ----------------------------------------------


def record(client: Any, lead: Image | None, *urls: str) -> Any:
    from dataclasses import replace

    found = gate.article(MAIN.slug)
    assert found is not None
    blocks = tuple(
        Block(BlockKind.IMAGE, "The quay.", (Link(0, 9, url),)) if url else found.blocks[0]
        for url in urls
    )
    return replace(found, lead_image=lead, blocks=blocks)


@pytest.mark.parametrize(
    ("lead", "first", "same"),
    [
        ("https://a.example/q.jpg", "https://a.example/q.jpg", True),
        ("https://a.example/q.jpg", "http://a.example/q-300x200.jpg?x=1", True),
        ("https://a.example/q-scaled.jpg", "https://a.example/q-1024x683.jpg", True),
        ("https://a.example/q.jpg", "https://b.example/q.jpg", False),
        ("https://a.example/q.jpg", "https://a.example/q-2.jpg", False),
    ],
)
def test_the_lead_image_that_opens_the_text_is_shown_once(
    client: Any, lead: str, first: str, same: bool
) -> None:
    found = record(client, Image(lead), "", first, "")
    assert len(picturing.without_lead(found)) == (2 if same else 3)
    shown = picturing.lead(found)
    assert shown is not None
    assert shown.caption == ("The quay." if same else "")


def test_only_the_texts_first_picture_gives_way(client: Any) -> None:
    lead = "https://a.example/q.jpg"
    found = record(client, Image(lead), "https://a.example/other.jpg", lead)
    assert picturing.without_lead(found) == found.blocks
    assert picturing.without_lead(record(client, None, lead)) == record(client, None, lead).blocks


# --- served -----------------------------------------------------------------------------


def test_a_picture_is_served_as_what_it_is_and_can_do_nothing(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    response = client.get(src)
    body = response.content
    assert body == png(64, 40, grey=0)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == str(len(body))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert {"public", "immutable"} <= set(response["Cache-Control"].split(", "))


def test_a_picture_that_the_reader_has_is_not_sent_again(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    etag = client.get(src)["ETag"]
    again = client.get(src, headers={"If-None-Match": etag})
    assert (again.status_code, again["ETag"]) == (304, etag)
    assert client.get(src, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_gives_the_size_and_no_bytes(client: Any, media: Path) -> None:
    response = client.head(kept(media, MAIN.slug, 0, LEAD))
    assert (response.status_code, response.content) == (200, b"")
    assert int(response["Content-Length"]) == len(png(64, 40, grey=0))


def test_an_articles_own_policy_for_pictures_stays_strict(client: Any, media: Path) -> None:
    kept(media, MAIN.slug, 0, LEAD)
    assert "img-src 'self' data:;" in client.get(URL)["Content-Security-Policy"]


@pytest.mark.parametrize(
    "change", [("png", "jpeg"), ("png", "svg"), (".png", ""), ("/media/", "/media/../media/x")]
)
def test_another_name_is_no_picture(client: Any, media: Path, change: tuple[str, str]) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    assert client.get(src.replace(*change)).status_code == 404


def test_a_hash_that_no_article_shows_is_not_found(client: Any, media: Path) -> None:
    sha256 = PictureFiles(media).write(png(), "image/png")
    assert client.get(f"/media/{sha256}.png").status_code == 404


def test_a_picture_goes_with_its_article(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    key = models.Article.objects.get(slug=MAIN.slug).key
    models.Judgement.objects.create(subject=f"article:{key}", verdict="rejected", who="desk")
    publishing.weigh()
    assert client.get(src).status_code == 404
    assert not tree(client, "/news/").xpath("//article//img")


def test_a_picture_whose_file_is_gone_is_not_found(client: Any, media: Path) -> None:
    src = kept(media, MAIN.slug, 0, LEAD)
    for file in media.glob("pictures/*/*"):
        file.unlink()
    assert client.get(src).status_code == 404


def test_readers_on_a_slow_line_hold_up_nobody(served: Any) -> None:
    address = served.base.removeprefix("http://").split(":")
    with urllib.request.urlopen(f"{served.base}{URL}") as page:  # noqa: S310 - loopback
        html = lxml_html.fromstring(page.read().decode())
    src = html.xpath("//article//img/@src")[0]
    # Larger than what the system takes off the server's hands by itself.
    file = served.folder / "media" / "pictures" / src[7:9] / src[7:]
    whole = file.read_bytes()
    slow = []
    try:
        file.write_bytes(whole + b"\0" * 9_000_000)
        for _ in range(6):  # more than the server has threads
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect((address[0], int(address[1])))
            line.sendall(f"GET {src} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            slow.append(line)
        with urllib.request.urlopen(f"{served.base}/news/?x", timeout=10) as page:  # noqa: S310 - loopback
            assert page.status == 200
    finally:
        file.write_bytes(whole)
        for line in slow:
            line.close()
