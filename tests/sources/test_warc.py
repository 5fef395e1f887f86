from __future__ import annotations

import gzip
import io
import os
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from careo.sources import SourceOptions, open_source
from careo.sources.wacz import WaczSource, is_unsafe
from careo.sources.warc import WarcSource
from careo.values import Item
from sources.giving import captures, origin, rejections
from support import shared

HTML = b"<html><p>" + b"invented words " * 20 + b"</p></html>"
DATE = "2020-01-02T03:04:05Z"


class Archive:
    """Writes the records that a test needs."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)

    def response(
        self, path: str, body: bytes = HTML, *, status: str = "200 OK", **headers: str
    ) -> Archive:
        given_ = {"Content-Type": "text/html; charset=utf-8"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        http = StatusAndHeaders(status, list(given_.items()), protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            f"https://paper.example/{path}",
            "response",
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": DATE},
        )
        self.writer.write_record(record)
        return self

    def revisit(self, path: str, of: str, body: bytes = HTML) -> Archive:
        import base64
        import hashlib

        digest = "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324 - WARC's own
        record = self.writer.create_revisit_record(
            f"https://paper.example/{path}",
            digest,
            f"https://paper.example/{of}",
            DATE,
            http_headers=StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"
            ),
        )
        self.writer.write_record(record)
        return self

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def source(data: bytes, name: str = "a.warc.gz", **options: Any) -> WarcSource:
    return WarcSource(origin(data, name), SourceOptions(**options))


def read(data: bytes, name: str = "a.warc.gz", **options: Any) -> list[Item]:
    return list(source(data, name, **options).items())


@pytest.mark.parametrize("packed", [True, False])
def test_pages_keep_bytes_address_time_and_headers(packed: bool) -> None:
    found = captures(read(Archive(packed=packed).response("a").response("b").data))
    one = found[0]
    assert [c.url for c in found] == ["https://paper.example/a", "https://paper.example/b"]
    assert (one.body, one.media_type, one.key) == (HTML, "text/html", one.url)
    assert one.fetched.isoformat() == "2020-01-02T03:04:05+00:00"
    assert dict(one.headers)["content-type"] == "text/html; charset=utf-8"
    assert one.locator == "a.warc.gz:offset 0"


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    made = Archive().response("a.png", b"\x89PNG", Content_Type="image/png")
    made.response("gone", b"x", status="404 Not Found").response("robots.txt", b"User-agent: *")
    reader = source(made.data)
    assert list(reader.items()) == []
    assert reader.passed_over == {"image/png": 1, "status 404": 1, "records of no page": 1}


@pytest.mark.parametrize("packed", [True, False])
def test_revisits_are_resolved_counted_or_told_of(packed: bool) -> None:
    made = Archive(packed=packed).response("a").response("i.png", b"png", Content_Type="image/png")
    made.revisit("a", "a").revisit("copy", "a").revisit("lost", "elsewhere", b"other")
    made.revisit("i2.png", "i.png", b"png")
    reader = source(made.data)
    found = list(reader.items())
    assert [(c.url, c.body) for c in captures(found)] == [
        ("https://paper.example/a", HTML),
        ("https://paper.example/copy", HTML),
    ]
    assert [r.reason for r in rejections(found)] == [
        "1 revisit records point to pages outside this file"
    ]
    assert reader.passed_over["unchanged on a later visit"] == 1
    assert reader.passed_over["revisits of no page"] == 1


def test_an_archive_packed_as_a_whole_is_read_too() -> None:
    whole = gzip.compress(Archive(packed=False).response("a").response("b").revisit("c", "a").data)
    assert [c.url for c in captures(read(whole))][-3:] == [
        f"https://paper.example/{n}" for n in "abc"
    ]
    assert rejections(read(whole)) == []


@pytest.mark.parametrize("packed", [True, False])
def test_damage_in_the_middle_is_told_of_and_reading_goes_on(packed: bool) -> None:
    made = Archive(packed=packed).response("a")
    first = len(made.data)
    data = bytearray(made.response("b").response("c").data)
    data[first : first + 40] = b"\xaa" * 40
    found = read(bytes(data))
    assert [c.url for c in captures(found)] == [f"https://paper.example/{n}" for n in "ac"]
    (told,) = rejections(found)
    assert told.locator == f"a.warc.gz:offset {first}"


@pytest.mark.parametrize("packed", [True, False])
def test_a_cut_off_archive_gives_its_whole_pages(packed: bool) -> None:
    body = os.urandom(5000).hex().encode()
    data = Archive(packed=packed).response("a").response("b", body).data
    found = read(data[:-3000])
    assert [c.url for c in captures(found)] == ["https://paper.example/a"]
    assert len(rejections(found)) == 1
    assert "offset" in rejections(found)[0].locator


def test_a_page_over_the_limit_is_told_of() -> None:
    (told,) = read(Archive().response("a", b"x" * 5000).data, max_bytes=1000)
    assert "larger than the limit" in rejections([told])[0].reason


def test_a_packed_page_is_unpacked_within_the_limit() -> None:
    made = Archive().response("a", gzip.compress(HTML), Content_Encoding="gzip")
    made.response("bomb", gzip.compress(bytes(50 * 2**20), 9), Content_Encoding="gzip")
    found = read(made.data, max_bytes=2**20)
    assert [c.body for c in captures(found)] == [HTML]
    assert "larger than the limit" in rejections(found)[0].reason


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bodies_are_unpacked_as_their_header_says_or_left_alone(coding: str) -> None:
    packed = gzip.compress(HTML) if coding == "gzip" else zlib.compress(HTML)
    raw = zlib.compressobj(wbits=-15)
    made = Archive().response("a", packed, Content_Encoding=coding)
    made.response("b", HTML, Content_Encoding="gzip")
    made.response("c", raw.compress(HTML) + raw.flush(), Content_Encoding="deflate")
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    made.response("d", chunks, Content_Encoding=coding, Transfer_Encoding="chunked")
    found = read(made.data)
    assert [c.body for c in captures(found)] == [HTML] * 4
    assert rejections(found) == []


def test_a_damaged_body_is_told_of_and_the_next_page_read() -> None:
    packed = gzip.compress(os.urandom(500).hex().encode())
    damaged = packed[:60] + b"\xff" * 20 + packed[80:]
    found = read(Archive().response("a", damaged, Content_Encoding="gzip").response("b").data)
    assert [c.url for c in captures(found)] == ["https://paper.example/b"]
    assert "cannot be unpacked" in rejections(found)[0].reason


def test_a_header_without_end_is_refused_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(b"WARC/1.0\r\nX: " + b"a" * (64 * 2**20), 9)
    (told,) = rejections(read(bomb))
    assert "header over the size limit" in told.reason


OURS = re.compile(
    r"damaged record: (?:none begins where one should|its packed data is damaged"
    r"|the file is cut off|its header cannot be read|a header over the size limit"
    r"|it goes on in the next packed piece)"
    r"|the page is cut off|the page cannot be unpacked: its packed data is damaged"
    r"|the packed data is (?:damaged|cut off)|a record without a type: cut off\?|holds no records"
    r"|given up after \d+ damaged places|\d+ revisit records point to pages outside this file"
)


@settings(max_examples=60)
@given(st.data())
def test_damage_is_told_of_in_our_words_never_in_the_damaged_bytes(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([PLAIN, PACKED])))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(1, 40))] = data.draw(st.binary(max_size=40))
    for told in rejections(read(bytes(whole))):
        assert OURS.fullmatch(told.reason), told.reason


def test_an_address_with_spaces_is_mended_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    data = (
        Archive(packed=False).response("with_spaces").data.replace(b"with_spaces", b"with spaces")
    )
    (found,) = captures(read(data, "a.warc"))
    assert found.url == "https://paper.example/with%20spaces"
    assert caplog.records == []


def test_the_address_of_a_page_that_is_cut_off_is_told_beside_its_place() -> None:
    whole = Archive(packed=False).response("a").out.getvalue()
    (told,) = rejections(read(whole[:-120], "a.warc"))
    assert told.reason == "the page is cut off"
    assert told.locator == "a.warc:offset 0 (https://paper.example/a)"


@pytest.mark.parametrize("body", [b"", b"words", b"\x1f\x8b", b"WARC/1.0\r\n", b"\x00" * 100])
def test_what_is_no_archive_is_told_of(body: bytes) -> None:
    found = read(body)
    assert captures(found) == []
    assert rejections(found)
    assert all("\n" not in r.reason for r in rejections(found))


GOOD = Archive().response("a").response("b").data
PLAIN = Archive(packed=False).response("a").response("b").data
PACKED = Archive().response("a").response("b").data


@settings(max_examples=60)
@given(st.binary(max_size=60), st.integers(0, len(PLAIN)), st.booleans())
def test_noise_gives_items_and_never_an_error(noise: bytes, at: int, packed: bool) -> None:
    read(noise)
    data = GOOD if packed else PLAIN
    read(data[:at] + noise + data[at:])
    read(data[: min(at, len(data))])


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    read(PLAIN.replace(b"Content-Length: ", b"Content-Length: 1"))
    read(GOOD[:-30])
    assert capsys.readouterr() == ("", "")


# --- WACZ ----------------------------------------------------------------


def wacz(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def read_wacz(data: bytes, **options: Any) -> list[Item]:
    return list(WaczSource(origin(data, "a.wacz"), SourceOptions(**options)).items())


def test_the_archives_within_are_read() -> None:
    more = Archive(packed=False).response("c").revisit("d", "c").data
    members = {"archive/one.warc.gz": GOOD, "datapackage.json": b"{}", "archive/two.warc": more}
    found = captures(read_wacz(wacz(**members)))
    assert [c.url for c in found] == [f"https://paper.example/{n}" for n in "abcd"]
    assert found[0].locator == "a.wacz!archive/one.warc.gz:offset 0"


@pytest.mark.parametrize(
    "name",
    ["../../evil.warc.gz", "/abs/evil.warc.gz", "C:/evil.warc.gz", "a\\..\\..\\evil.warc.gz"],
)
def test_members_whose_names_lead_out_are_refused_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    before = sorted(tmp_path.parent.rglob("*evil*"))
    found = read_wacz(wacz(**{name: GOOD, "archive/good.warc.gz": GOOD}))
    assert is_unsafe(name)
    assert len(captures(found)) == 2
    (told,) = rejections(found)
    assert "leads out of the archive" in told.reason
    assert sorted(tmp_path.parent.rglob("*evil*")) == before


def test_a_bomb_within_is_stopped() -> None:
    zeros = Archive(packed=False).response("a", bytes(180 * 2**20)).data
    data = wacz(**{"archive/bomb.warc": zeros, "archive/good.warc.gz": GOOD})
    assert len(data) < 2**20
    found = read_wacz(data)
    assert len(captures(found)) == 2
    assert any("bomb" in r.reason or "larger than" in r.reason for r in rejections(found))


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04nonsense", b"words"])
def test_what_is_no_zip_is_one_clear_line(body: bytes) -> None:
    (told,) = rejections(read_wacz(body))
    assert "not readable as WACZ" in told.reason


def test_a_zip_without_archives_says_so() -> None:
    (told,) = rejections(read_wacz(wacz(**{"notes.txt": b"x"})))
    assert told.reason == "holds no WARC file"


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_zip_gives_items_and_never_an_error(data: Any) -> None:
    whole = bytearray(wacz(**{"archive/one.warc.gz": GOOD}))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.integers(0, 255))
    read_wacz(bytes(whole))
    read_wacz(bytes(whole[:at]))


# --- real archives -------------------------------------------------------


def test_every_sample_gives_items_and_no_error() -> None:
    count = 0
    for path in sorted(shared("formats/warc_samples").rglob("*arc*")):
        if not path.is_file():
            continue
        reader = open_source(f"warc:{path}")
        found = list(reader.items())
        count += len(captures(found))
        assert found or reader.passed_over, path.name
    assert count >= 38


def test_misaligned_samples_are_read_whole() -> None:
    folder = shared("formats/warc_samples/warcio")
    for name in ("example-bad.warc.gz.bad", "example-wrong-chunks.warc.gz"):
        found = list(open_source(str(folder / name)).items())
        assert captures(found), name
        assert rejections(found) == [], name
