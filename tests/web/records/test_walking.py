from typing import Any

from careo.web.records.models import Tag
from careo.web.records.walking import batches


def test_every_row_comes_once_in_order_and_a_row_added_meanwhile_too(records: Any) -> None:
    Tag.objects.bulk_create(Tag(slug=f"tag-{n}", name=f"Tag {n}") for n in range(5))
    seen: list[list[str]] = []
    for batch in batches(Tag.objects.all(), 2):
        if not seen:
            Tag.objects.create(slug="tag-5", name="Tag 5")
        seen.append([tag.slug for tag in batch])
    assert seen == [["tag-0", "tag-1"], ["tag-2", "tag-3"], ["tag-4", "tag-5"]]


def test_an_empty_table_has_no_batch(records: Any) -> None:
    assert list(batches(Tag.objects.none(), 2)) == []
