from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import StoreError
from careo.web.records.captures import CaptureFiles, PictureFiles


def test_bytes_lie_under_their_hash_and_come_back(tmp_path: Path) -> None:
    files = CaptureFiles(tmp_path)
    sha256 = files.write(b"as fetched")
    assert sha256 == hashlib.sha256(b"as fetched").hexdigest()
    assert files.path(sha256) == tmp_path / sha256[:2] / f"{sha256}.gz"
    assert files.read(sha256) == b"as fetched"


def test_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    files = CaptureFiles(tmp_path)
    path = files.path(files.write(b"x"))
    before = path.stat().st_mtime_ns
    files.write(b"x")
    assert path.stat().st_mtime_ns == before


def test_damage_is_noticed(tmp_path: Path) -> None:
    files = CaptureFiles(tmp_path)
    sha256 = files.write(b"as fetched")
    files.path(sha256).write_bytes(gzip.compress(b"other"))
    with pytest.raises(StoreError, match="does not match its hash"):
        files.read(sha256)
    files.path(sha256).write_bytes(b"not gzip")
    with pytest.raises(StoreError, match="cannot be read"):
        files.read(sha256)
    with pytest.raises(StoreError, match="cannot be read"):
        files.read("0" * 64)


def test_what_was_left_half_written_is_swept(tmp_path: Path) -> None:
    files = CaptureFiles(tmp_path)
    sha256 = files.write(b"whole")
    left = files.path(sha256).with_name(".half.123")
    left.write_bytes(b"ha")
    assert files.sweep() == 1
    assert not left.exists()
    assert files.read(sha256) == b"whole"


def test_pictures_lie_as_they_came_and_half_written_ones_are_swept(tmp_path: Path) -> None:
    files = PictureFiles(tmp_path)
    sha256 = files.write(b"a picture", "image/jpeg")
    path = files.path(sha256, "image/jpeg")
    assert path == tmp_path / "pictures" / sha256[:2] / f"{sha256}.jpeg"
    assert path.read_bytes() == b"a picture"
    left = path.with_name(".half.123")
    left.write_bytes(b"ha")
    assert files.sweep() == 1
    assert path.exists()


@given(body=st.binary(max_size=2000))
def test_any_bytes_come_back_as_they_were(
    body: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = CaptureFiles(tmp_path_factory.mktemp("captures"))
    assert files.read(files.write(body)) == body
