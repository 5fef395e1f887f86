"""Replays answers recorded from a WordPress 6.1 that held seven posts of invented
words, and a made-up one for what that site did not do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from careo.errors import FetchError, SourceError
from careo.sources import FileCursor, MemoryCursor, SourceOptions, open_source
from careo.sources.wordpress import WordPressSource
from careo.values import Capture, Item
from sources.giving import FIXTURES, captures, client_for, rejections, reply, terms

SITE = "https://newsroom.example"
RECORDED: dict[str, Any] = json.loads((FIXTURES / "wordpress/rest.json").read_text())


def recorded(request: httpx.Request) -> httpx.Response:
    known = RECORDED.get(request.url.raw_path.decode())
    if known is None:
        return reply("{}", 404)
    return reply(known["body"], known["status"], known["headers"])


def recorded_without_users(request: httpx.Request) -> httpx.Response:
    return reply("{}", 401) if "/users" in str(request.url) else recorded(request)


def source(answer: Any = recorded, address: str = SITE, **options: Any) -> WordPressSource:
    chosen = SourceOptions(rate=0, **options)
    return WordPressSource(address, chosen, client_for(answer, chosen), per_page=2)


@pytest.fixture(scope="module")
def imported() -> list[Item]:
    return list(source().items())


def test_every_published_post_and_page_comes_once(imported: list[Item]) -> None:
    keys = [c.key for c in captures(imported)]
    assert len(keys) == len(set(keys)) == 7
    assert keys[0] == f"{SITE}/news/article-0000/"
    assert keys[-1] == f"{SITE}/about/"


def test_a_post_is_kept_as_the_api_gave_it(imported: list[Item]) -> None:
    pages = [page["body"].encode() for page in RECORDED.values()]
    for capture in captures(imported):
        assert any(capture.body in page for page in pages)
        assert json.loads(capture.body)["link"] == capture.url
        assert capture.media_type == "application/json"
        assert "x-wp-totalpages" in dict(capture.headers)


def test_a_post_states_names_for_numbers(imported: list[Item]) -> None:
    first, second = (c.stated for c in captures(imported)[:2])
    assert first.authors == ("Author 0",)
    assert first.section == ("News", "Brief")
    assert first.tags == ("Donguro Pubo", "Pala Lucenfuma")
    assert first.published == "2023-01-01T09:00:00"
    assert (first.type, first.lead_image) == ("", None)
    assert second.lead_image is not None
    assert (second.lead_image.caption, second.lead_image.alt) == (
        "A black square",
        "Nothing but black",
    )
    assert captures(imported)[-1].stated.type == "page"


def test_terms_and_authors_come_with_descriptions(imported: list[Item]) -> None:
    found = {(t.kind, t.name): t.description for t in terms(imported)}
    assert found["category", "News"] == "Short pieces & notes"
    assert found["tag", "Cebara Lelucuco"] == "A tag that somebody described"
    assert ("author", "Author 2") in found


def test_a_guarded_post_is_told_of(imported: list[Item]) -> None:
    assert [r.reason for r in rejections(imported)] == ["protected by a password"]


def test_export_and_api_state_the_same() -> None:
    by_export = {
        c.key: c.stated
        for c in captures(open_source(f"wxr:{FIXTURES}/wordpress/export.xml").items())
    }
    by_api = {c.key: c.stated for c in captures(source().items())}
    assert by_export.keys() == by_api.keys()
    for key, one in by_export.items():
        two = by_api[key]
        for name in (
            "title",
            "authors",
            "published",
            "modified",
            "section",
            "tags",
            "standfirst",
            "type",
        ):
            assert getattr(one, name) == getattr(two, name), (key, name)


def test_a_site_without_pretty_addresses_is_read_too() -> None:
    found = source(address=f"{SITE}/?rest_route=/").items()
    assert len(captures(found)) == 7


def test_the_other_place_is_tried_when_the_first_is_closed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return reply(status=404) if "wp-json" in request.url.path else recorded(request)

    assert len(captures(source(answer).items())) == 7


def test_the_api_is_found_where_the_page_says_it_is() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        if path == "/blog/":
            return reply("<p>x", headers={"link": f'<{SITE}/wp-json/>; rel="https://api.w.org/"'})
        return reply(status=404) if path.startswith("/blog/") else recorded(request)

    assert len(captures(source(answer, f"{SITE}/blog").items())) == 7


def test_a_site_that_is_no_wordpress_says_so() -> None:
    with pytest.raises(SourceError, match=r"no WordPress REST API answers here"):
        list(source(lambda _: reply("<p>x"), "https://other.example").items())


def test_hidden_authors_are_taken_from_the_posts() -> None:
    made = source(recorded_without_users)
    found = captures(made.items())
    assert len(found) == 7
    assert found[0].stated.authors == ("Author 0",)
    assert made.passed_over == {"users hidden by the site": 1}


def test_only_what_changed_after_a_date_is_asked_for() -> None:
    found = captures(source(modified_after="2023-01-05").items())
    assert [c.key.rsplit("/", 2)[1] for c in found] == ["article-0004", "classic"]


# --- stopping and going on -----------------------------------------------


@pytest.mark.parametrize("stop", range(1, 29))
def test_stopped_anywhere_it_goes_on_and_loses_nothing(stop: int, tmp_path: Path) -> None:
    cursor = FileCursor(tmp_path / "state.json")
    items = source(cursor=cursor).items()
    stored = [item for item, _ in zip(items, range(stop), strict=False)]
    del items  # as if the process had been killed
    again = list(source(cursor=FileCursor(tmp_path / "state.json")).items())
    keys = {c.key for c in captures(stored)} | {c.key for c in captures(again)}
    assert len(keys) == 7


def test_a_second_run_asks_only_for_the_last_second() -> None:
    cursor = MemoryCursor()
    list(source(cursor=cursor).items())
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        path = request.url.raw_path.decode()
        return (
            reply("[]", headers={"x-wp-totalpages": "0"})
            if "modified_after" in path
            else recorded(request)
        )

    assert captures(source(answer, cursor=cursor).items()) == []
    assert sum("/posts" in a for a in asked) == 1


def test_another_start_date_begins_anew() -> None:
    cursor = MemoryCursor()
    list(source(cursor=cursor).items())
    assert len(captures(source(cursor=cursor, modified_after="2023-01-05").items())) == 2


class Made:
    """A WordPress of our making: posts, and how it misbehaves."""

    def __init__(self, posts: list[dict[str, Any]], *, old: bool = False) -> None:
        self.posts, self.old = posts, old
        self.before_page: Callable[[int], None] = lambda count: None
        self.count = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/wp-json/":
            return reply('{"namespaces": ["wp/v2"]}')
        if not path.endswith("/posts"):
            return reply("[]" if "wp/v2" in path else "", 200 if "wp/v2" in path else 404)
        self.count += 1
        self.before_page(self.count)
        return self._listing(parse_qs(request.url.query.decode()))

    def _listing(self, query: dict[str, list[str]]) -> httpx.Response:
        after = "" if self.old else query.get("modified_after", [""])[0]
        size, page = int(query["per_page"][0]), int(query["page"][0])
        fit = sorted(
            (p for p in self.posts if p["modified"] > after), key=lambda p: (p["modified"], p["id"])
        )
        pages = -(-len(fit) // size)
        if page > max(pages, 1):
            return reply('{"code": "rest_post_invalid_page_number"}', 400)
        part = fit[(page - 1) * size : page * size]
        return reply(json.dumps(part), headers={"x-wp-totalpages": str(pages)})


def post(number: int, modified: str) -> dict[str, Any]:
    return {
        "id": number,
        "modified": modified,
        "date": modified,
        "link": f"{SITE}/{number}/",
        "title": {"rendered": f"Post {number}"},
        "content": {"rendered": "<p>Words.</p>"},
    }


def walk(made: Made, **options: Any) -> list[Capture]:
    return captures(source(made, post_types=("posts",), **options).items())


def test_posts_of_the_same_second_are_all_read() -> None:
    made = Made(
        [post(n, "2020-01-01T00:00:00") for n in range(7)] + [post(9, "2020-01-02T00:00:00")]
    )
    assert sorted(c.stated.title for c in walk(made)) == [
        f"Post {n}" for n in (0, 1, 2, 3, 4, 5, 6, 9)
    ]


def test_a_post_edited_while_we_read_shifts_no_other_out_of_sight() -> None:
    posts = [post(n, f"2020-01-{n:02}T00:00:00") for n in range(1, 10)]
    made = Made(posts)

    def edit(count: int) -> None:
        if count == 2:
            posts[0]["modified"] = "2020-02-01T00:00:00"

    made.before_page = edit
    found = walk(made)
    assert {c.key for c in found} == {f"{SITE}/{n}/" for n in range(1, 10)}
    assert found[-1].key == f"{SITE}/1/"


def test_a_site_that_ignores_modified_after_is_read_by_pages() -> None:
    made = Made([post(n, f"2020-01-{n:02}T00:00:00") for n in range(1, 10)], old=True)
    assert {c.key for c in walk(made)} == {f"{SITE}/{n}/" for n in range(1, 10)}
    assert made.count < 12


def test_a_site_that_fails_midway_ends_in_one_line_and_can_be_gone_on_with() -> None:
    posts = [post(n, f"2020-01-{n:02}T00:00:00") for n in range(1, 10)]
    made, cursor = Made(posts), MemoryCursor()
    failing = lambda r: reply(status=502) if made.count == 3 and "posts" in str(r.url) else made(r)  # noqa: E731
    stored: set[str] = set()
    with pytest.raises(FetchError, match="status 502"):
        for item in source(failing, post_types=("posts",), cursor=cursor).items():
            stored.add(item.key)  # type: ignore[union-attr]
    assert 0 < len(stored) < 9
    stored |= {c.key for c in walk(made, cursor=cursor)}
    assert len(stored) == 9


@pytest.mark.parametrize("body", ["<html>busy</html>", "", '{"a": 1}'])
def test_an_answer_that_is_no_list_is_one_clear_line(body: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return reply(body) if "/posts" in str(request.url) else Made([])(request)

    with pytest.raises(FetchError, match="no JSON list"):
        list(source(answer).items())


def test_one_broken_record_in_an_answer_spoils_only_itself() -> None:
    body = json.dumps([post(1, "2020-01-01T00:00:00"), post(2, "2020-01-02T00:00:00")])
    broken = body.replace('"Post 1"', "Post 1")

    def answer(request: httpx.Request) -> httpx.Response:
        return reply(broken) if "/posts" in str(request.url) else Made([])(request)

    found = list(source(answer, post_types=("posts",)).items())
    assert [c.stated.title for c in captures(found)] == ["Post 2"]
    assert "not valid JSON" in rejections(found)[0].reason


def test_translations_share_a_key_and_know_their_language() -> None:
    one = post(4, "2020-01-01T00:00:00") | {"lang": "es", "translations": {"es": 4, "en": 9}}
    two = post(9, "2020-01-02T00:00:00") | {"lang": "en", "translations": {"es": 4, "en": 9}}
    found = walk(Made([one, two]))
    assert [c.stated.language for c in found] == ["es", "en"]
    assert found[0].stated.translation_key == found[1].stated.translation_key != ""
