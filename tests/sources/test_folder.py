from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import pytest

from careo.sources import SourceOptions, open_source
from careo.sources.folder import is_housekeeping
from careo.sources.pages import canonical_link, date_in_path
from careo.sources.port import Origin
from careo.values import Rejection
from sources.giving import captures, rejections
from support import shared


def put(folder: Path, name: str, body: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


def test_pages_come_in_sorted_order_with_bytes_and_hash(tmp_path: Path) -> None:
    for name in ("b/two.html", "a.txt", "b/one.md", "c.htm"):
        put(tmp_path, name, f"page {name}")
    found = captures(open_source(str(tmp_path)).items())
    root = tmp_path.name
    assert [c.key for c in found] == [
        f"{root}/a.txt",
        f"{root}/b/one.md",
        f"{root}/b/two.html",
        f"{root}/c.htm",
    ]
    assert [c.media_type for c in found] == [
        "text/plain",
        "text/markdown",
        "text/html",
        "text/html",
    ]
    assert found[0].body == b"page a.txt"
    assert len(found[0].sha256) == 64
    assert found[0].fetched.tzinfo is not None


def test_a_name_for_the_source_stands_before_its_keys(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "x")
    (found,) = captures(open_source(str(tmp_path), SourceOptions(name="morgue")).items())
    assert found.key == "morgue/a.txt"


def test_front_matter_is_stated_and_left_out_of_the_content(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.md",
        "---\ntitle: One\nauthor: Ana Ruiz\ncategory: Justicia\ntags: [oro]\n---\nBody.",
    )
    (found,) = captures(open_source(str(tmp_path)).items())
    stated = found.stated
    assert (stated.title, stated.authors, stated.section, stated.tags) == (
        "One",
        ("Ana Ruiz",),
        ("Justicia",),
        ("oro",),
    )
    assert (stated.content, stated.content_type) == ("Body.", "text/markdown")
    assert found.body.startswith(b"---")


@pytest.mark.parametrize("flag", ["published: false", "draft: true", "published: no"])
def test_drafts_are_told_of_and_kept_out(flag: str, tmp_path: Path) -> None:
    put(tmp_path, "a.md", f"---\ntitle: One\n{flag}\n---\nBody.")
    (found,) = open_source(str(tmp_path)).items()
    assert isinstance(found, Rejection)
    assert "draft" in found.reason
    assert b"Body." in found.body


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2014/02/03/1443-slug.md", "2014-02-03T14:43"),
        ("_posts/2013-07-09-slug.md", "2013-07-09"),
        ("2014/02/03/slug.md", ""),
        ("2014/02/31/1443-slug.md", ""),
        ("2014/02/03/9999-slug.md", ""),
        ("notes-2013.md", ""),
    ],
)
def test_dates_are_read_from_blog_paths(path: str, expected: str) -> None:
    *parents, _ = path.split("/")
    made = Origin(path, path, lambda: None, ".md", tuple(parents))  # type: ignore[arg-type,return-value]
    assert date_in_path(made) == expected


def test_the_date_in_front_matter_wins_over_the_path(tmp_path: Path) -> None:
    put(tmp_path, "2013-07-09-a.md", "---\ndate: 2013-07-10\n---\nBody")
    put(tmp_path, "2013-07-09-b.md", "---\npublished: true\n---\nBody")
    found = captures(open_source(str(tmp_path)).items())
    assert [c.stated.published for c in found] == ["2013-07-10", "2013-07-09"]


def test_a_saved_page_is_known_by_its_canonical_address(tmp_path: Path) -> None:
    put(tmp_path, "a.html", '<link href="https://paper.example/a?x=1&amp;y=2" rel="canonical"><p>x')
    (found,) = captures(open_source(str(tmp_path)).items())
    assert found.url == found.key == "https://paper.example/a?x=1&y=2"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<link rel=canonical href=https://paper.example/>", None),
        ("<meta property='og:url' content='https://paper.example/b'>", "https://paper.example/b"),
        ("<link rel='canonical' href='/relative'>", None),
        ("<link rel=stylesheet href=https://paper.example/c>", None),
    ],
)
def test_only_a_believable_canonical_address_counts(tag: str, expected: str | None) -> None:
    assert canonical_link(f"<html><head>{tag}</head>") == expected


def test_archives_in_a_folder_are_opened_with_their_readers(tmp_path: Path) -> None:
    put(tmp_path, "rows.csv", "title,body\nOne,Words\n")
    put(tmp_path, "deep/more.jsonl", '{"title":"Two","body":"Words"}\n')
    put(
        tmp_path,
        "feed.xml",
        "<rss><channel><item><link>https://a.example/1</link></item></channel></rss>",
    )
    put(tmp_path, "page.html.gz", gzip.compress(b"<p>packed</p>"))
    put(tmp_path, "rows2.csv.gz", gzip.compress(b"title,body\nThree,Words\n"))
    found = list(open_source(str(tmp_path)).items())
    assert [type(f).__name__ for f in found] == ["Capture"] * 5
    assert [c.stated.title for c in captures(found)] == ["Two", "", "", "One", "Three"]


def test_scripts_and_housekeeping_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (
        "a.jpg",
        "b.css",
        "ORIGIN.md",
        "README",
        "LICENSE.txt",
        ".hidden.md",
        "page_files/x.html",
    ):
        put(tmp_path, name, "x")
    put(tmp_path, "page.html", "<p>x</p>")
    source = open_source(str(tmp_path))
    assert [c.key for c in captures(source.items())] == [f"{tmp_path.name}/page.html"]
    assert source.passed_over == {
        ".css": 1,
        "housekeeping": 3,
        "hidden": 1,
        "parts of saved pages": 1,
    }


def test_pictures_are_told_of_only_where_nothing_else_is(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.JPG", "sub/c.png"):
        put(tmp_path, name, "x")
    source = open_source(str(tmp_path))
    assert list(source.items()) == []
    assert source.passed_over == {".jpg": 2, ".png": 1}
    put(tmp_path, "page.html", "<p>x</p>")
    source = open_source(str(tmp_path))
    assert len(list(source.items())) == 1
    assert source.passed_over == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("README.md", True),
        ("readme", True),
        ("ORIGIN.md", True),
        ("origin.md", False),
        ("FARC.md", False),
    ],
)
def test_housekeeping_is_told_by_capitals(name: str, expected: bool) -> None:
    assert is_housekeeping(name) is expected


def test_files_of_no_known_kind_are_told_of(tmp_path: Path) -> None:
    put(tmp_path, "report.pdf", b"%PDF-1.4 ...")
    put(tmp_path, "thing.bin", b"\x00\x01\x02")
    put(tmp_path, "pages.zip", b"PK\x03\x04...")
    put(tmp_path, "void", b"")
    found = {Path(r.locator).name: r.reason for r in rejections(open_source(str(tmp_path)).items())}
    assert found == {
        "report.pdf": "a PDF: not read",
        "thing.bin": "not a known kind of file",
        "pages.zip": "a zip archive: unpack it first",
        "void": "the file is empty",
    }


def test_a_nameless_kind_is_told_by_its_content(tmp_path: Path) -> None:
    put(tmp_path, "post-without-suffixmd", "---\ntitle: One\n---\nBody")
    put(tmp_path, "page", "<!DOCTYPE html><html><p>x</p></html>")
    assert [c.media_type for c in captures(open_source(str(tmp_path)).items())] == [
        "text/html",
        "text/markdown",
    ]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "outside/secret.txt", "secret")
    inside = tmp_path / "inside"
    put(inside, "a.txt", "x")
    (inside / "link.txt").symlink_to(secret)
    (inside / "self").symlink_to(inside)
    source = open_source(str(inside))
    assert [c.body for c in captures(source.items())] == [b"x"]
    assert source.passed_over["links out of the folder"] == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_told_of(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "x")
    path.chmod(0)
    (found,) = open_source(str(tmp_path)).items()
    assert isinstance(found, Rejection)


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("a.html", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.md", b"\x00\x01\x02\x03binary", "binary"),
        ("a.html", b"<p>" + b"x" * 3000, "larger than the limit"),
        ("a.html.gz", gzip.compress(b"x" * 3000, mtime=0), "larger than the limit"),
        ("a.html.gz", gzip.compress(os.urandom(2000))[:500], "packed data is cut off"),
    ],
)
def test_bad_pages_are_one_line_that_names_the_file(
    name: str, body: bytes, reason: str, tmp_path: Path
) -> None:
    path = put(tmp_path, name, body)
    (found,) = open_source(str(tmp_path), SourceOptions(max_bytes=2000)).items()
    assert isinstance(found, Rejection)
    assert reason in found.reason
    assert "\n" not in found.reason
    assert found.locator == str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_front_matter_is_read_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    put(tmp_path, "a.md", "---\ntitle: Extradición del capo\n---\nMás.".encode(encoding))
    (found,) = captures(open_source(str(tmp_path)).items())
    assert found.stated.title == "Extradición del capo"
    assert found.stated.content == "Más."


# --- real folders --------------------------------------------------------


def test_every_corpus_gives_captures_or_clear_rejections() -> None:
    source = open_source(str(shared("corpora")))
    found = list(source.items())
    assert len(captures(found)) >= 2090
    for rejection in rejections(found):
        assert rejection.reason
        assert rejection.locator.startswith(str(shared("corpora")))
    by_folder = {c.locator.split("/corpora/")[1].split("/")[0] for c in captures(found)}
    assert len(by_folder) == 6


def test_newspaper_posts_have_date_title_and_author_from_front_matter_and_path() -> None:
    found = captures(open_source(str(shared("corpora/la_jornada_zacatecas/crime"))).items())
    assert len(found) >= 460
    assert all(len(c.stated.published) == len("2013-04-02T18:52") for c in found)
    assert sum(bool(c.stated.title) for c in found) == len(found)
    assert sum(bool(c.stated.authors) for c in found) / len(found) > 0.9


def test_every_format_sample_gives_captures_or_clear_rejections() -> None:
    found = list(open_source(str(shared("formats"))).items())
    assert len(captures(found)) > 1000
    assert all(r.reason and "\n" not in r.reason for r in rejections(found))


def test_a_link_that_leads_to_itself_is_one_line_and_what_follows_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to("a.html")
    put(tmp_path, "b.txt", "Two boats were found on Monday.")
    items = list(open_source(str(tmp_path)).items())
    assert [c.key for c in captures(items)] == [f"{tmp_path.name}/b.txt"]
    source = open_source(str(tmp_path))
    told = [r.locator for r in rejections(source.items())] + list(source.passed_over)
    assert told != []


def test_a_file_name_that_is_no_utf8_is_spelled_out(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad\xffname.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - pathlib has no bytes
        file.write(b"Two boats were found on Monday.")
    [capture] = captures(open_source(str(tmp_path)).items())
    assert capture.key.endswith("bad\\udcffname.txt")
    capture.locator.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_stray_nul_does_not_make_a_small_table_binary(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("title,body\nUno,Pas\0ó\n".encode(encoding))
    items = list(open_source(str(tmp_path)).items())
    assert rejections(items) == []
    (found,) = captures(items)
    assert found.stated.content == "Pas\0ó"  # reading cleans it


def test_packed_data_is_binary_however_few_its_nuls(tmp_path: Path) -> None:
    noise = zlib.compress(os.urandom(9000)).replace(b"\0", b"\xff")
    put(tmp_path, "a.csv", noise[:4000] + b"\0" + noise[4000:])
    (found,) = rejections(open_source(str(tmp_path)).items())
    assert "binary" in found.reason


def test_one_stray_nul_does_not_make_a_table_binary(tmp_path: Path) -> None:
    rows = "title,body\nOne,Some words here\nT\0wo,Other words there\nThree,More words\n"
    put(tmp_path, "rows.csv", rows)
    assert len(captures(open_source(str(tmp_path)).items())) == 3
    put(tmp_path, "rows.csv", b"title,body\n" + bytes(range(256)) * 4)
    assert captures(open_source(str(tmp_path)).items()) == []
