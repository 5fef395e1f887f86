"""No page runs, loads or leaks anything that it should not."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, override_settings

from web.site.invented import HOSTILE, MAIN

PAGES = (
    "/", "/es/", "/news/", "/news/hostile/", "/news/hostile/v/1/", "/news/hostile/republish/",
    f"/news/{MAIN.slug}/", "/type/brief/", "/tags/", "/tag/tag-scriptalertxscript/",
    "/author/author-scriptalertxscript/", "/archive/", "/archive/2021/3/", "/database/",
    "/database/ansel-torvane/", "/search/", "/search/?q=hostile", "/search/?q=torvane&in=names",
    "/nope/",
)  # fmt: skip

# Where a browser would load something from, by element and attribute.
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction"}


class Page(HTMLParser):
    """What a browser would run and load."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.styles = 0
        self._in: str | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.handlers += [name for name in given if name.startswith("on")]
        self.styles += ("style" in given) + (tag == "style")
        self.loads += [given[name] or "" for name in LOADING & given.keys()]
        if tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.loads.append(given["href"] or "")
        elif tag == "a":
            self.links.append(given.get("href") or "")
        self._in = tag if tag == "script" else None
        if tag == "script" and "src" not in given:
            assert given.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._in = None

    def handle_data(self, data: str) -> None:
        if self._in == "script" and data.strip():
            self.inline.append(data)


@pytest.mark.parametrize("url", PAGES)
def test_nothing_inline_runs_and_nothing_comes_from_another_host(client: Any, url: str) -> None:
    markup = client.get(url).content.decode()
    page = Page(markup)
    assert page.handlers == []
    assert page.styles == 0
    assert all(load.startswith("/") and not load.startswith("//") for load in page.loads)
    assert HOSTILE not in markup
    assert "<script>alert" not in markup.lower()
    assert "<img src=x" not in markup.lower()
    for block in page.inline:
        assert "<" not in block
    for link in page.links:
        assert re.match(r"(/|#|\?|https?://|mailto:)", link), link


@pytest.mark.parametrize("url", PAGES)
def test_no_page_sets_a_cookie_and_all_carry_the_policy(client: Any, url: str) -> None:
    response = client.get(url)
    assert not response.cookies
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


REFLECTED = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)",
             "'-alert(1)-'", "{{7*7}}", "{% debug %}", "</title><script>x</script>")  # fmt: skip


@pytest.mark.parametrize("words", REFLECTED)
def test_what_is_asked_for_comes_back_only_as_words(client: Any, words: str) -> None:
    for url in (
        f"/search/?q={quote(words)}",
        f"/search/?q=x&type={quote(words)}&year={quote(words)}&in={quote(words)}",
        f"/{quote(words)}/",
        f"/news/{quote(words, safe='')}/",
        f"/section/{quote(words)}/",
        f"/?x={quote(words)}",
    ):
        markup = client.get(url).content.decode()
        page = Page(markup)
        assert page.handlers == []
        assert "<script>" not in markup
        assert "<img" not in markup
        assert not any(link.lower().startswith("javascript") for link in page.links)


def test_a_hostile_host_or_forwarding_header_does_not_move_the_links(client: Any) -> None:
    response = client.get(
        "/news/hostile/", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil"}
    )
    assert b"evil" not in response.content


def test_citations_cannot_carry_header_or_script(client: Any) -> None:
    for form in ("bib", "ris", "json"):
        response = client.get(f"/news/hostile/cite.{form}")
        assert response.headers["Content-Disposition"] == f'attachment; filename="hostile.{form}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "html" not in response.headers["Content-Type"]


def test_a_hostile_name_in_the_settings_is_only_words(client: Any) -> None:
    given = dict.fromkeys(("name", "tagline", "licence", "email", "logo"), HOSTILE)
    with override_settings(CAREO_SITE=given):
        assert HOSTILE not in Client().get("/").content.decode()


def test_the_logo_is_shown_and_may_do_nothing_but_be_seen(client: Any, tmp_path: Any) -> None:
    (tmp_path / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with override_settings(CAREO_SITE={"name": "Tide", "logo": "mark.svg"}, MEDIA_ROOT=tmp_path):
        reader = Client()
        assert '<img src="/logo" alt="Tide">' in reader.get("/").content.decode()
        answer = reader.get("/logo")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["", "../secret.svg", "/etc/passwd", "no.svg", "a.txt", "x\0.svg"])
def test_no_other_file_can_pass_for_the_logo(client: Any, tmp_path: Any, name: str) -> None:
    media = tmp_path / "media"
    media.mkdir()
    (tmp_path / "secret.svg").write_text("secret")
    (media / "a.txt").write_text("text")
    with override_settings(CAREO_SITE={"logo": name}, MEDIA_ROOT=media):
        assert Client().get("/logo").status_code == 404


def test_a_site_under_https_tells_browsers_to_stay_there(client: Any) -> None:
    assert "Strict-Transport-Security" not in client.get("/?a", secure=True)
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        assert client.get("/?a", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
        assert "Strict-Transport-Security" not in client.get("/?a")


def test_no_other_page_may_hold_on_to_ours(client: Any) -> None:
    assert client.get("/")["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(("path", "language"), [("/search/", "en"), ("/es/buscar/", "es")])
def test_a_form_from_elsewhere_gets_our_own_page_in_the_readers_language(
    filled: None, path: str, language: str
) -> None:
    response = Client(enforce_csrf_checks=True).post(path, {"q": HOSTILE})
    assert response.status_code == 403
    assert f'<html lang="{language}">' in response.content.decode()
    assert "<style" not in response.content.decode()
    assert HOSTILE not in response.content.decode()
