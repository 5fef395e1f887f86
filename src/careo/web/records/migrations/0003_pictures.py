from __future__ import annotations

import hashlib
from urllib.parse import urljoin

import django.db.models.deletion
from django.db import migrations, models

from careo.sources.addresses import canonical

PER_VERSION = 100


def wish(apps, schema_editor):
    """Notes the pictures of the versions that are there already."""
    versions = apps.get_model("records", "ArticleVersion")
    links = apps.get_model("records", "VersionPicture")
    wanted = versions.objects.values_list("id", "url", "lead_image", "blocks").order_by("id")
    for number, page, lead, blocks in wanted.iterator(chunk_size=200):
        links.objects.bulk_create(
            links(version_id=number, position=position, url=url, url_hash=_hash(url, page))
            for position, url in _images(lead, blocks)
        )


def _images(lead, blocks):
    first = str((lead or {}).get("url") or "").strip()
    inline = [
        next((url for link in block.get("links", ()) if (url := link["url"].strip())), "")
        for block in blocks
        if block["kind"] == "image"
    ]
    others = [url for url in dict.fromkeys(inline) if url and url != first]
    return [(0, first)] * bool(first) + list(enumerate(others, 1))[: PER_VERSION - 1]


def _hash(url, page):
    try:
        address = canonical(urljoin(page, url))
    except ValueError:
        return ""
    return hashlib.sha256(address.encode(errors="replace")).hexdigest() if address else ""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_ground_and_series"),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("media_type", models.CharField(help_text="Told by the bytes.", max_length=20)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveBigIntegerField()),
                ("url", models.TextField(blank=True)),
                ("fetched", models.DateTimeField()),
                ("headers", models.JSONField(blank=True, default=list)),
                ("locator", models.TextField()),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="VersionPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("url", models.TextField(help_text="As the article has it.")),
                (
                    "url_hash",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Of its whole address, if it has one.",
                        max_length=64,
                    ),
                ),
                (
                    "tried",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not yet"),
                            ("local", "in the files given"),
                            ("fetch", "at its address"),
                        ],
                        max_length=5,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="records.picture",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_links",
                        to="records.articleversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position"), name="version_picture_position"
                    )
                ],
            },
        ),
        migrations.RunPython(wish, migrations.RunPython.noop),
    ]
