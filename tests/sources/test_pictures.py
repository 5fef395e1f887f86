from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.sources import SourceOptions, open_source
from careo.sources.client import Client
from careo.sources.pictures import Beside, Both, Fetching, Mode, finder_of
from careo.sources.pixels import MAX_BYTES
from careo.values import NoPicture, Picture, Wish
from picturing import PAGE, SVG, gif, jpeg, png
from sources.giving import client_for, reply, site
from sources.test_warc import HTML, Archive

OPTIONS = SourceOptions(rate=0)


def wish(url: str, locator: str = "", page: str = "https://paper.example/news/boats") -> Wish:
    return Wish(1, url, page, locator)


def beside(root: Path, url: str, page: str = "https://paper.example/news/boats") -> Any:
    """What is found for a picture of `boats.html` in `root`."""
    (root / "boats.html").touch()
    asked = wish(url, str(root / "boats.html"), page)
    ((given, found),) = Beside(root, OPTIONS).find([asked])
    assert given is asked
    return found


def kept(path: Path, body: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body or png())
    return path


# --- beside the page -----------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("boats_files/quay 1.png", "boats_files/quay%201.png"),
        ("boats_files/quay.png", "https://paper.example/news/boats_files/quay.png"),
        ("img/quay.png", "https://paper.example/news/img/quay.png?w=300"),
        ("paper.example/img/quay.png", "https://paper.example/img/quay.png"),
        ("wp-content/uploads/2020/01/quay.png", "https://other.example/wp-content/uploads/2020/01/quay.png"),
        ("boats_archivos/quay.png", "https://cdn.example/deep/down/quay.png"),
        ("img/quay.png", "/img/quay.png"),
    ],
)  # fmt: skip
def test_a_picture_beside_the_page_is_found(tmp_path: Path, file: str, url: str) -> None:
    path = kept(tmp_path / file)
    page = "" if "//" not in url else "https://paper.example/news/boats"
    found = beside(tmp_path, url, page)
    assert isinstance(found, Picture)
    assert (found.capture.body, found.width, found.height) == (png(), 32, 20)
    assert (found.capture.media_type, found.capture.locator) == ("image/png", str(path))


def test_what_is_not_there_may_be_there_next_time(tmp_path: Path) -> None:
    found = beside(tmp_path, "https://paper.example/img/quay.png")
    assert found == NoPicture(
        "not beside the page, and not fetched (--pictures fetch)", final=False, fault=False
    )


@pytest.mark.parametrize(
    "url",
    [
        "../secret.png", "../../secret.png", "%2e%2e/secret.png", "/../secret.png",
        "https://paper.example/news/../../secret.png", "https://../secret.png", "boats_files/..",
        "..\\secret.png", "https://paper.example/%2e%2e/%2e%2e/secret.png", "a\0b.png", "https://[",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_folder(tmp_path: Path, url: str) -> None:
    kept(tmp_path / "secret.png")
    kept(tmp_path / "inner" / "boats.html", b"x")
    found = beside(tmp_path / "inner", url)
    assert isinstance(found, NoPicture)


@given(
    parts=st.lists(
        st.sampled_from(
            ["..", ".", "/", "//", "%2e%2e", "%2F", "\\", "secret.png", "inner", "boats_files",
             "https://", "file://", "paper.example", "?", "#", ":", "@", "\0", "é"]
        ),
        max_size=9,
    )
)  # fmt: skip
def test_no_address_of_any_form_leads_out_of_the_folder(
    parts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    outer = tmp_path_factory.getbasetemp() / "anything"
    kept(outer / "secret.png")
    kept(outer / "inner" / "inner" / "secret.png", gif())
    found = beside(outer / "inner", "".join(parts))
    assert isinstance(found, NoPicture) or found.capture.body == gif()


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    kept(tmp_path / "secret.png")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "quay.png").symlink_to(tmp_path / "secret.png")
    (inner / "up").symlink_to(tmp_path)
    (inner / "circle.png").symlink_to(inner / "circle.png")
    os.mkfifo(inner / "pipe.png")
    for url in ("quay.png", "up/secret.png", "circle.png", "pipe.png"):
        assert isinstance(beside(inner, url, ""), NoPicture)


@pytest.mark.parametrize(
    ("body", "reason"),
    [(SVG, "SVG"), (PAGE, "web page"), (png() + b"\0" * MAX_BYTES, "over the limit")],
)
def test_a_file_that_is_no_fit_picture_is_refused(tmp_path: Path, body: bytes, reason: str) -> None:
    kept(tmp_path / "quay.png", body)
    found = beside(tmp_path, "quay.png", "")
    assert isinstance(found, NoPicture)
    assert reason in found.reason
    assert (found.final, found.fault, found.body[:20]) == (True, True, body[:20])


def test_a_table_names_pictures_beside_it(tmp_path: Path) -> None:
    kept(tmp_path / "quay.png")
    (tmp_path / "rows.csv").write_text("title\n")
    asked = wish("quay.png", f"{tmp_path}/rows.csv:12", "")
    ((_, found),) = Beside(tmp_path, OPTIONS).find([asked])
    assert isinstance(found, Picture)


# --- web archives ---------------------------------------------------------------


def crawl() -> Archive:
    archive = Archive().response("boats", HTML)
    archive.response("img/quay.jpg", jpeg(64, 48), Content_Type="text/plain")
    archive.response("img/gone.jpg", jpeg(), status="404 Not Found", Content_Type="image/jpeg")
    return archive.response("img/fake.jpg", PAGE, Content_Type="image/jpeg")


def from_archive(file: Path, locator: str) -> dict[str, Picture | NoPicture]:
    names = ("quay.jpg", "gone.jpg", "fake.jpg", "other.jpg")
    wishes = [wish(f"/img/{name}", locator) for name in names]
    found = Beside(file.parent, OPTIONS).find([*wishes, wishes[0]])
    return {asked.url.rsplit("/", 1)[1]: answer for asked, answer in found}


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_pictures_are_records_of_the_same_web_archive(tmp_path: Path, form: str) -> None:
    body = crawl().out.getvalue()
    file = tmp_path / "crawl.warc.gz"
    locator = f"{file}:offset 0"
    if form == "wacz":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("../archive/evil.warc.gz", body)
            archive.writestr("archive/data.warc.gz", body)
        file, body = tmp_path / "crawl.wacz", packed.getvalue()
        locator = f"{file}!archive/data.warc.gz:offset 0"
    file.write_bytes(body)
    found = from_archive(file, locator)
    quay = found["quay.jpg"]
    assert isinstance(quay, Picture)
    assert (quay.capture.media_type, quay.width, quay.height) == ("image/jpeg", 64, 48)
    assert quay.capture.fetched.year == 2020
    assert quay.capture.url == "https://paper.example/img/quay.jpg"
    reasons = {name: x.reason for name, x in found.items() if isinstance(x, NoPicture)}
    assert reasons == {
        "gone.jpg": "not in the web archive",
        "fake.jpg": "a web page, not a picture",
        "other.jpg": "not in the web archive",
    }


def test_a_damaged_web_archive_still_gives_the_pictures_behind_the_damage(tmp_path: Path) -> None:
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(Archive().response("boats").out.getvalue()[:60] + crawl().out.getvalue())
    assert isinstance(from_archive(file, f"{file}:offset 0")["quay.jpg"], Picture)
    assert isinstance(from_archive(file, f"{tmp_path}/moved.warc:offset 0")["quay.jpg"], NoPicture)


# --- fetched ----------------------------------------------------------------------


def fetched(url: str, pages: dict[str, Any], options: SourceOptions = OPTIONS) -> Any:
    client = client_for(site(pages), options)
    ((_, found),) = Fetching(client, options).find([wish(url)])
    return found


def test_a_picture_is_fetched_with_its_address_time_and_headers() -> None:
    pages = {
        "/old.gif": reply(status=301, headers={"location": "/img/quay.gif"}),
        "/img/quay.gif": reply(gif(), headers={"content-type": "text/html", "x-seen": "yes"}),
    }
    found = fetched("/old.gif#top", pages)
    assert isinstance(found, Picture)
    # The bytes decide what it is, whatever the server says.
    assert found.capture.media_type == "image/gif"
    assert found.capture.key == "https://paper.example/old.gif"
    assert found.capture.url == "https://paper.example/img/quay.gif"
    assert ("x-seen", "yes") in found.capture.headers


@pytest.mark.parametrize(
    ("page", "reason", "final"),
    [
        (reply(status=404), "status 404", True),
        (reply(SVG, headers={"content-type": "image/png"}), "SVG", True),
        (reply(PAGE, headers={"content-type": "image/png"}), "web page", True),
        (reply(b"\xff\xd8\xff" + b"\0" * MAX_BYTES), "larger than the limit of 10 MB", True),
        (lambda: reply(status=503), "status 503", False),
        (lambda: reply(status=302, headers={"location": "/x.png"}), "circle", True),
        (reply(status=302, headers={"location": "file:///etc/passwd"}), "no file addresses", True),
    ],
)
def test_one_that_cannot_be_had_says_why(page: Any, reason: str, final: bool) -> None:
    found = fetched("/x.png", {"/x.png": page})
    assert isinstance(found, NoPicture)
    assert reason in found.reason
    assert (found.final, found.fault) == (final, True)


def test_private_addresses_are_not_fetched_from() -> None:
    ((_, found),) = Fetching(lambda: Client(OPTIONS), OPTIONS).find(
        [wish("http://127.0.0.1/x.png")]
    )
    assert isinstance(found, NoPicture)
    assert "not public" in found.reason


def test_robots_are_obeyed_and_asked_again_another_time() -> None:
    rules = reply("User-agent: *\nDisallow: /img/")
    found = fetched("/img/quay.png", {"/robots.txt": rules, "/img/quay.png": reply(png())})
    assert found == NoPicture("robots.txt asks us not to fetch it", final=False)


def test_a_host_that_stays_silent_is_left_alone() -> None:
    asked: list[str] = []

    def answer(request: Any) -> Any:
        asked.append(request.url.path)
        return reply(status=404 if request.url.path == "/robots.txt" else 503)

    finder = Fetching(client_for(answer), OPTIONS)
    found = [x for _, x in finder.find(wish(f"/{n}.png") for n in range(9))]
    assert [x.reason for x in found if isinstance(x, NoPicture)][-1] == "its site does not answer"
    assert {path for path in asked if path != "/robots.txt"} == {"/0.png", "/1.png", "/2.png"}


def test_a_relative_address_without_a_page_cannot_be_fetched() -> None:
    ((_, found),) = Fetching(client_for(site({})), OPTIONS).find([wish("a.png", page="")])
    assert found == NoPicture("it has no web address", fault=False)


def test_only_what_is_not_beside_the_page_is_fetched(tmp_path: Path) -> None:
    kept(tmp_path / "a.png")
    kept(tmp_path / "c.png", SVG)
    page = str(kept(tmp_path / "boats.html", b"x"))
    asked: list[str] = []

    def answer(request: Any) -> Any:
        asked.append(request.url.path)
        return reply(png()) if request.url.path.endswith(".png") else reply(status=404)

    finder = Both(Beside(tmp_path, OPTIONS), Fetching(client_for(answer), OPTIONS))
    wishes = [wish(f"https://paper.example/news/{n}.png", page) for n in "abc"]
    found = [type(x) for _, x in finder.find(wishes)]
    assert found == [Picture, Picture, NoPicture]
    assert asked == ["/robots.txt", "/news/b.png"]


# --- which way is open ---------------------------------------------------------------


@dataclass
class Unknown:
    label: str = "unknown"
    passed_over: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str], Any]:
    kept(tmp_path / "page.html", HTML)
    places = {"folder": str(tmp_path), "file": f"{tmp_path}/page.html"}
    return lambda what: open_source(places.get(what, what))


@pytest.mark.parametrize("what", ["folder", "file"])
def test_files_fetch_nothing_unless_asked_to(given: Any, what: str) -> None:
    kinds = {mode: type(finder_of(given(what), mode)) for mode in Mode if mode != Mode.NONE}
    assert kinds == {"auto": Beside, "local": Beside, "fetch": Both}
    assert finder_of(given(what), Mode.NONE) is None


@pytest.mark.parametrize("kind", ["", "wordpress:", "feed:", "sitemap:", "page:"])
def test_addresses_are_fetched_from_unless_told_not_to(given: Any, kind: str) -> None:
    source = given(f"{kind}https://paper.example/")
    assert type(finder_of(source, Mode.AUTO)) is Fetching
    assert type(finder_of(source, Mode.FETCH)) is Fetching
    assert finder_of(source, Mode.LOCAL) is finder_of(source, Mode.NONE) is None


def test_a_source_of_another_making_is_looked_beside_when_it_says_where(tmp_path: Path) -> None:
    class Keeping(Unknown):
        picture_root = tmp_path
        options = OPTIONS

    source: Any = Keeping()
    found = finder_of(source, Mode.AUTO)
    assert isinstance(found, Beside)
    assert found.root == tmp_path


def test_a_source_of_another_making_has_no_finder() -> None:
    source: Any = Unknown()
    assert finder_of(source, Mode.FETCH) is None
