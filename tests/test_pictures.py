"""From a source to the page: pictures of every kind of archive, over a real loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from careo import pipeline
from careo.errors import StoreError
from careo.pipeline import Summary
from careo.sources import SourceOptions, open_source
from careo.sources.pictures import Mode, finder_of
from careo.web.records import gate, models
from careo.web.records.public import Filter
from careo.working import WorkOptions, default_stages
from picturing import PAGE, SVG, jpeg, png

HERE = WorkOptions(default_stages(annotate=False), workers=0)
WORDS = (
    "The harbour office of Port Amber said on Monday that it had found two boats without "
    "lights, and that nobody had asked for them since. "
)


class Site:
    """A site on loopback: `pages` by path, whatever the query, and what it was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.base = ""

    def add(self, path: str, kind: str, body: bytes | str) -> None:
        given = body.encode() if isinstance(body, str) else body
        self.pages[path] = (kind, given)

    @property
    def pictures(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/img/")]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            kind, body = made.pages.get(self.path.partition("?")[0], ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.base = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def build(records: Any, spec: str, mode: Mode = Mode.AUTO, store: Any = None) -> Summary:
    options = SourceOptions(rate=0, allow_private=True)
    finders = partial(finder_of, mode=mode)
    source = open_source(spec, options)
    return pipeline.build([source], store or records, HERE, finder_of=finders)


def only() -> Any:
    """The one article there is, as its page has it."""
    (card,) = gate.articles(Filter()).items
    record = gate.article(card.slug)
    assert record is not None
    return record


def saved_page(extra: str = "", lead: str = "") -> str:
    head = f'<meta property="og:image" content="{lead}">' if lead else ""
    return (
        f'<html lang="en"><head><title>Two boats</title>{head}</head><body><article>'
        f"<h1>Two boats</h1><p>{WORDS * 2}</p>{extra}<p>{WORDS * 2}</p></article></body></html>"
    )


def shown(src: str, caption: str = "The quay.") -> str:
    return f'<figure><img src="{src}"><figcaption>{caption}</figcaption></figure>'


# --- files ------------------------------------------------------------------------


def test_a_saved_page_brings_the_pictures_beside_it(records: Any, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "boats_files").mkdir(parents=True)
    (pages / "boats.html").write_text(saved_page(shown("boats_files/quay.png")))
    (pages / "boats_files" / "quay.png").write_bytes(png(64, 48))
    summary = build(records, str(pages))
    assert (summary.new, summary.pictures, summary.no_picture) == (1, 1, {})
    (found,) = only().pictures.values()
    assert (found.width, found.height) == (64, 48)
    again = build(records, str(pages))
    assert (again.unchanged, again.pictures, again.no_picture) == (1, 0, {})


def test_local_files_fetch_nothing_unless_asked_to(
    records: Any, tmp_path: Path, site: Site
) -> None:
    site.add("/img/quay.jpg", "image/jpeg", jpeg())
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "boats.html").write_text(saved_page(shown(f"{site.base}/img/quay.jpg")))
    for mode in (Mode.AUTO, Mode.LOCAL, Mode.NONE):
        summary = build(records, str(pages), mode)
        assert summary.pictures == 0
        assert site.asked == []
    assert build(records, str(pages), Mode.FETCH).pictures == 1
    assert build(records, str(pages), Mode.FETCH).pictures == 0
    assert site.pictures == ["/img/quay.jpg"]
    (found,) = only().pictures.values()
    assert found.media_type == "image/jpeg"


def test_an_export_brings_its_attachments_when_asked_to(
    records: Any, tmp_path: Path, site: Site
) -> None:
    site.add("/img/lead.png", "image/png", png(80, 60))
    file = tmp_path / "export.xml"
    file.write_text(
        f"""<?xml version="1.0"?><rss version="2.0"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Paper</title>
        <item><title>Two boats</title><link>https://paper.example/boats</link>
        <content:encoded><![CDATA[<p>{WORDS * 3}</p>]]></content:encoded>
        <wp:post_id>1</wp:post_id><wp:post_date>2020-05-04 10:00:00</wp:post_date>
        <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
        <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>
        <wp:meta_value>7</wp:meta_value></wp:postmeta></item>
        <item><title>lead</title><excerpt:encoded><![CDATA[The quay.]]></excerpt:encoded>
        <wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type>
        <wp:status>inherit</wp:status>
        <wp:attachment_url>{site.base}/img/lead.png</wp:attachment_url></item>
        </channel></rss>"""
    )
    assert build(records, str(file)).no_picture == {
        "not beside the page, and not fetched (--pictures fetch)": 1
    }
    assert build(records, str(file), Mode.FETCH).pictures == 1
    record = only()
    assert record.lead_image.caption == "The quay."
    assert record.pictures[record.lead_image.url].width == 80


# --- addresses ---------------------------------------------------------------------


def feed(site: Site, *pictures: str, title: str = "Two boats") -> str:
    items = "".join(
        f"<item><title>{title} {number}</title><link>{site.base}/news/{number}</link>"
        f"<description><![CDATA[<p>{WORDS * 3}</p>{shown(picture)}]]></description></item>"
        for number, picture in enumerate(pictures)
    )
    rss = f'<rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'
    site.add("/feed", "application/rss+xml", rss)
    return f"feed:{site.base}/feed"


def test_a_feeds_pictures_are_fetched_once(records: Any, site: Site) -> None:
    site.add("/img/quay.png", "image/png", png())
    spec = feed(site, "/img/quay.png", f"{site.base}/img/quay.png")
    summary = build(records, spec)
    assert (summary.new, summary.pictures) == (2, 1)
    build(records, spec)
    assert site.pictures == ["/img/quay.png"]
    assert models.VersionPicture.objects.filter(picture__isnull=False).count() == 2
    kept = models.Picture.objects.get()
    assert kept.url == f"{site.base}/img/quay.png"
    assert ["content-type", "image/png"] in kept.headers


def test_pictures_that_are_none_are_listed_and_the_article_stays(
    records: Any, site: Site, tmp_path: Path
) -> None:
    bad = {"drawing.svg": SVG, "page.jpg": PAGE, "bomb.gif": b"GIF89a\xff\xff\xff\xff" + b"\0" * 40}
    for name, body in bad.items():
        site.add(f"/img/{name}", "image/jpeg", body)
    summary = build(records, feed(site, *(f"/img/{name}" for name in (*bad, "none.png"))))
    assert (summary.new, summary.pictures, sum(summary.no_picture.values())) == (4, 0, 4)
    assert gate.articles(Filter()).total == 4
    lines = (tmp_path / "rejected" / "index.jsonl").read_text().splitlines()
    reasons = {row["locator"].rsplit("/", 1)[1]: row["reason"] for row in map(json.loads, lines)}
    assert reasons == {
        "drawing.svg": "an SVG drawing: not kept, since it can hold scripts",
        "page.jpg": "a web page, not a picture",
        "bomb.gif": "a picture of too many pixels (65535 × 65535)",
        "none.png": "the site answers with status 404",
    }
    assert not list((tmp_path / "media").rglob("*.*"))
    before = len(site.pictures)
    build(records, f"feed:{site.base}/feed")
    assert len(site.pictures) == before


def test_a_live_wordpress_brings_its_featured_media(records: Any, site: Site) -> None:
    post = {
        "id": 5, "type": "post", "status": "publish", "slug": "boats",
        "link": f"{site.base}/boats", "date": "2020-05-04T10:00:00",
        "modified": "2020-05-04T10:00:00", "title": {"rendered": "Two boats"},
        "content": {"rendered": f"<p>{WORDS * 3}</p>", "protected": False},
        "excerpt": {"rendered": ""}, "featured_media": 9, "author": 1,
        "categories": [], "tags": [],
    }  # fmt: skip
    media = {
        "id": 9, "source_url": f"{site.base}/img/lead.png", "alt_text": "Two lamps",
        "caption": {"rendered": "<p>The quay.</p>"}, "title": {"rendered": "lead"},
    }  # fmt: skip
    site.add("/img/lead.png", "image/png", png(80, 60))
    answers = {"posts": [post], "media": [media], "pages": []}
    answers |= {"categories": [], "tags": [], "users": []}
    for name, records_ in answers.items():
        site.add(f"/wp-json/wp/v2/{name}", "application/json", json.dumps(records_))
    site.add("/wp-json/", "application/json", json.dumps({"namespaces": ["wp/v2"]}))
    summary = build(records, f"wordpress:{site.base}")
    assert (summary.new, summary.pictures, summary.faults) == (1, 1, [])
    record = only()
    assert (record.lead_image.alt, record.pictures[record.lead_image.url].width) == (
        "Two lamps",
        80,
    )


# --- interrupted --------------------------------------------------------------------


class Tired:
    """A store that fails after some pictures, as a full disk would."""

    def __init__(self, store: Any, after: int) -> None:
        self._store, self._left = store, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def save_picture(self, *given: Any) -> None:
        if not self._left:
            raise StoreError("the disk is full")
        self._left -= 1
        self._store.save_picture(*given)


def test_a_build_that_breaks_off_goes_on_where_it_was(records: Any, site: Site) -> None:
    names = [f"/img/{n}.png" for n in range(5)]
    for number, name in enumerate(names):
        site.add(name, "image/png", png(20 + number, 20))
    spec = feed(site, *names)
    with pytest.raises(StoreError):
        build(records, spec, store=Tired(records, 2))
    assert models.Picture.objects.count() == 2
    assert build(records, spec).pictures == 3
    assert models.Picture.objects.count() == 5
    assert sorted(site.pictures) == sorted([*names, names[2]])
