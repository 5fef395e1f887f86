from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import RecordError
from careo.sources.pixels import MAX_BYTES, Measured, measure
from picturing import PAGE, SVG, avif, gif, jpeg, png, webp

WHOLE = {
    "png": png(),
    "gif": gif(),
    "jpeg": jpeg(),
    "webp": webp(),
    "webp without loss": webp(chunk="VP8L"),
    "webp with loss": webp(chunk="VP8 "),
    "avif": avif(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_kind_and_size_come_from_the_first_bytes(name: str) -> None:
    found = measure(WHOLE[name])
    assert found == Measured(f"image/{name.partition(' ')[0]}", 32, 20)


@pytest.mark.parametrize("name", WHOLE)
def test_a_picture_cut_off_in_its_header_is_none(name: str) -> None:
    for length in range(10):
        with pytest.raises(RecordError):
            measure(WHOLE[name][:length])


def test_a_gif_is_as_large_as_its_first_frame() -> None:
    note = b"!\xf9\4\0\0\0\0\0!\xfe\2ab\1c\0"
    frame = b",\0\0\0\0" + (200).to_bytes(2, "little") + (100).to_bytes(2, "little") + b"\0"
    head = gif(32, 20)[:10] + b"\x80\0\0" + b"rgbrgb"
    assert measure(head + note + frame) == Measured("image/gif", 200, 100)
    assert measure(head + note + b";") == Measured("image/gif", 32, 20)
    with pytest.raises(RecordError, match="damaged"):
        measure(head + note[:9])


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("orientation", range(10))
def test_a_jpeg_on_its_side_is_measured_as_it_is_shown(orientation: int, order: str) -> None:
    found = measure(jpeg(40, 30, orientation, order))
    turned = orientation in (5, 6, 7, 8)
    assert (found.width, found.height) == ((30, 40) if turned else (40, 30))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (SVG, "SVG"),
        (b"\n\n  <svg:svg xmlns:svg='x'/>", "SVG"),
        (PAGE, "a web page"),
        (b"<p>no</p><script >x</script>", "a web page"),
        (b"", "empty"),
        (b"BM\0\0\0\0bitmap", "no picture of a kept kind"),
        (b"%PDF-1.4", "no picture of a kept kind"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "no picture of a kept kind"),
        (png(30_000, 20), "too many pixels"),
        (gif(16_000, 16_000), "too many pixels"),
        (gif(1, 1), "too small"),
        (jpeg(20, 0), "damaged"),
        (b"\xff\xd8\xff\xff\xff", "damaged"),
        (png() + b"\0" * MAX_BYTES, "over the limit of 10 MB"),
    ],
)
def test_what_is_not_kept_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        measure(body)


def test_a_page_that_calls_itself_a_picture_is_still_a_page() -> None:
    # A name or a media type is not even asked for: the bytes alone decide.
    with pytest.raises(RecordError, match="a web page"):
        measure(b"GIF" + PAGE)


@given(
    head=st.sampled_from([*(body[:40] for body in WHOLE.values()), b"", b"<svg"]),
    tail=st.binary(max_size=200),
)
def test_any_bytes_are_measured_or_refused(head: bytes, tail: bytes) -> None:
    try:
        found = measure(head + tail)
    except RecordError as error:
        assert "\n" not in error.reason
    else:
        assert found.media_type.startswith("image/")
        assert 8 <= found.width <= 16_384
