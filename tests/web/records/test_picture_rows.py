from __future__ import annotations

import datetime as dt
import importlib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from careo.values import Article, Block, BlockKind, Capture, Image, Link, NoPicture, Picture, Wish
from careo.web.records import gate, models, publishing
from careo.web.records.picture_rows import PER_VERSION, images_of
from careo.web.records.public import Filter
from inventing import Marks, article, capture, done
from picturing import png

LEAD = "https://paper.example/img/lead.png"
QUAY = "https://paper.example/img/quay.png"


def image(url: str, caption: str = "") -> Block:
    return Block(BlockKind.IMAGE, caption, (Link(0, len(caption), url),))


def pictured(*urls: str, lead: str = LEAD, **changes: Any) -> Article:
    plain = article(**changes)
    blocks = (*plain.blocks, *(image(url) for url in urls))
    return plain.with_(blocks=blocks, lead_image=Image(lead) if lead else None)


def save(records: Any, made: Article, key: str = "a", body: bytes = b"one") -> None:
    given = capture(f"https://paper.example/{key}", body)
    records.save(given, given.sha256, done(made), Marks())


def wishes(records: Any, reach: str = "fetch", source: str = "folder") -> list[Wish]:
    return list(records.wished(source, reach))


def keep(records: Any, wish: Wish, body: bytes = b"") -> None:
    when = dt.datetime(2024, 5, 2, tzinfo=dt.UTC)
    headers = (("etag", "x"),)
    got = Capture(wish.url, body or png(), "image/png", "somewhere", when, wish.url, headers)
    records.save_picture(wish, Picture(got, 32, 20), "fetch", "folder")


def test_an_article_wishes_for_its_lead_image_and_those_in_its_text() -> None:
    made = pictured(QUAY, LEAD, QUAY, "", " b.png ")
    assert images_of(made) == [(0, LEAD), (1, QUAY), (2, "b.png")]
    assert images_of(pictured(QUAY, lead="")) == [(1, QUAY)]
    assert images_of(article()) == []
    many = pictured(*(f"{n}.png" for n in range(300)))
    assert len(images_of(many)) == PER_VERSION


def test_a_picture_is_kept_under_its_hash_with_address_time_and_headers(
    records: Any, tmp_path: Path
) -> None:
    save(records, pictured())
    (wish,) = wishes(records)
    assert (wish.url, wish.page, wish.locator) == (
        LEAD, "https://paper.example/a", "folder/xample/a",
    )  # fmt: skip
    keep(records, wish)
    row = models.Picture.objects.get()
    file = tmp_path / "media" / "pictures" / row.sha256[:2] / f"{row.sha256}.png"
    assert file.read_bytes() == png()
    assert (row.url, row.fetched.day, row.headers, row.size) == (
        LEAD, 2, [["etag", "x"]], len(png()),
    )  # fmt: skip
    assert wishes(records) == []


def test_keeping_a_picture_shows_at_once(records: Any) -> None:
    save(records, pictured())
    before = gate.generation()
    keep(records, wishes(records)[0])
    assert gate.generation() > before


def test_the_same_address_is_wished_for_once(records: Any) -> None:
    save(records, pictured(), "a")
    save(records, pictured(title="Another"), "b")
    for wish in records.wished("folder", "fetch"):
        keep(records, wish)
    assert models.Picture.objects.count() == 1
    assert models.VersionPicture.objects.filter(picture__isnull=False).count() == 2


def test_the_same_bytes_are_kept_once(records: Any) -> None:
    save(records, pictured(QUAY))
    for wish in wishes(records):
        keep(records, wish)
    assert models.Picture.objects.count() == 1


def test_a_new_version_keeps_the_pictures_of_the_one_before(records: Any) -> None:
    save(records, pictured())
    keep(records, wishes(records)[0])
    save(records, pictured(QUAY, title="Mended"), body=b"two")
    assert [wish.url for wish in wishes(records)] == [QUAY]
    assert models.VersionPicture.objects.filter(picture__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("found", "reach", "local", "fetch"),
    [
        (NoPicture("gone"), "fetch", 0, 0),
        (NoPicture("gone"), "local", 0, 1),
        (NoPicture("silent", final=False), "fetch", 1, 1),
        (NoPicture("not there", final=False, fault=False), "local", 1, 1),
    ],
)
def test_what_cannot_be_had_is_asked_for_again_only_where_that_may_help(
    records: Any, found: NoPicture, reach: str, local: int, fetch: int
) -> None:
    save(records, pictured())
    (wish,) = wishes(records)
    for _ in range(2):
        records.save_picture(wish, found, reach, "folder")
    assert models.VersionPicture.objects.get().reason == found.reason
    assert (len(wishes(records, "local")), len(wishes(records))) == (local, fetch)
    assert models.Rejection.objects.count() == found.fault


def test_what_failed_for_one_article_is_not_asked_for_again_by_another(records: Any) -> None:
    save(records, pictured())
    records.save_picture(wishes(records)[0], NoPicture("gone"), "fetch", "folder")
    save(records, pictured(title="Another"), "b")
    assert wishes(records) == []
    assert set(models.VersionPicture.objects.values_list("reason", flat=True)) == {"gone"}


def test_a_relative_address_stands_for_another_picture_on_each_page(records: Any) -> None:
    for key in "ab":
        given = Capture(key, key.encode(), "text/html", f"pages/{key}.html", capture().fetched)
        made = pictured(lead="quay.png", title=key)
        records.save(given, given.sha256, done(made), Marks())
    (first, second) = wishes(records, "local")
    keep(records, first)
    assert [wish.number for wish in wishes(records, "local")] == [second.number]


def test_wishes_are_those_of_one_source(records: Any) -> None:
    save(records, pictured())
    assert wishes(records, source="elsewhere") == []


def test_a_refused_picture_is_kept_aside_with_its_bytes(records: Any, tmp_path: Path) -> None:
    save(records, pictured())
    refused = NoPicture("an SVG drawing", body=b"<svg>")
    records.save_picture(wishes(records)[0], refused, "fetch", "folder")
    row = models.Rejection.objects.get()
    assert (row.locator, row.reason) == (LEAD, "an SVG drawing")
    assert (tmp_path / "rejected" / f"{row.sha256}.bin").read_bytes() == b"<svg>"


def test_pictures_of_archives_from_before_are_wished_for_too(records: Any) -> None:
    save(records, pictured(QUAY, "b.png", QUAY))
    save(records, article(title="Plain"), "b")
    fields = ("version", "position", "url", "url_hash")
    now = sorted(models.VersionPicture.objects.values_list(*fields))
    models.VersionPicture.objects.all().delete()
    importlib.import_module("careo.web.records.migrations.0003_pictures").wish(apps, None)
    assert sorted(models.VersionPicture.objects.values_list(*fields)) == now
    assert len(now) == 3


# --- through the gate -------------------------------------------------------------


def test_the_gate_gives_the_pictures_of_an_article_by_their_address(records: Any) -> None:
    save(records, pictured(QUAY, "https://paper.example/none.png"))
    for wish, body in zip(wishes(records), (png(), png(40, 30)), strict=False):
        keep(records, wish, body)
    record = gate.article("arrest-in-puerto-lirio")
    assert record is not None
    assert set(record.pictures) == {LEAD, QUAY}
    lead = record.pictures[LEAD]
    assert (lead.width, lead.height, lead.size, lead.extension) == (32, 20, len(png()), "png")
    (card,) = gate.articles(Filter()).items
    assert card.picture == lead


def test_a_picture_further_down_is_not_a_cards(records: Any) -> None:
    save(records, pictured(QUAY, lead=""))
    keep(records, wishes(records)[0])
    (card,) = gate.articles(Filter()).items
    assert card.picture is None


def test_only_pictures_of_public_articles_pass_the_gate(records: Any) -> None:
    save(records, pictured())
    save(records, pictured(title="Another"), "b")
    for wish in records.wished("folder", "fetch"):
        keep(records, wish)
    sha256 = models.Picture.objects.get().sha256
    assert gate.picture("0" * 64) is None
    articles = models.Article.objects.order_by("id")
    for article_ in articles:
        assert gate.picture(sha256) is not None
        models.Judgement.objects.create(
            subject=f"article:{article_.key}", verdict="rejected", who="desk"
        )
        publishing.weigh()
    assert gate.picture(sha256) is None


def test_a_picture_of_an_older_version_still_passes(records: Any) -> None:
    save(records, pictured())
    keep(records, wishes(records)[0])
    save(records, article(title="Without"), body=b"two")
    assert gate.picture(models.Picture.objects.get().sha256) is not None
