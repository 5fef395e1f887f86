"""Pictures to rows: which an article shows, which of them are kept, why others are not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from urllib.parse import urljoin

from careo.sources.addresses import canonical
from careo.values import Article, BlockKind, NoPicture, Picture, Wish
from careo.web.records import models
from careo.web.records.changes import Changes
from careo.web.records.models import ArticleVersion, VersionPicture
from careo.web.records.walking import batches

PER_VERSION = 100
"""Pictures of one article that are looked for; a gallery has fewer."""
BATCH = 200


def images_of(article: Article) -> list[tuple[int, str]]:
    """Position and address of each picture that an article shows, each address once."""
    lead = article.lead_image.url.strip() if article.lead_image else ""
    inline = (
        next((link.url.strip() for link in block.links if link.url.strip()), "")
        for block in article.blocks
        if block.kind is BlockKind.IMAGE
    )
    others = [url for url in dict.fromkeys(inline) if url and url != lead]
    return [(0, lead)] * bool(lead) + list(enumerate(others, 1))[: PER_VERSION - 1]


def url_hash(url: str, page: str) -> str:
    """What stands for a picture's whole address; "" when it has none."""
    try:
        address = canonical(urljoin(page, url))
    except ValueError:
        return ""
    return hashlib.sha256(address.encode(errors="replace")).hexdigest() if address else ""


def wish(version: ArticleVersion, article: Article, before: ArticleVersion | None) -> None:
    """Notes the pictures of a new version; those of the version before stay with it."""
    found = images_of(article)
    if not found:
        return
    kept: dict[str, int] = {}
    if before is not None:
        rows = before.picture_links.filter(picture__isnull=False)
        kept = dict(rows.values_list("url", "picture"))
    VersionPicture.objects.bulk_create(
        VersionPicture(
            version=version,
            position=position,
            url=url,
            url_hash=url_hash(url, version.url),
            picture_id=kept.get(url),
        )
        for position, url in found
    )


def wished(source: str, reach: str) -> Iterator[Wish]:
    """The pictures still wanted of the articles from `source`, by somebody who looks as
    far as `reach`. Those that another article has had already are settled on the way."""
    tried = ("", "local") if reach == "fetch" else ("",)
    rows = VersionPicture.objects.filter(
        version__capture__source=source, picture__isnull=True, tried__in=tried
    ).select_related("version__capture")
    for batch in batches(rows, BATCH):
        for row in batch:
            if not _settled(row):
                yield Wish(row.id, row.url, row.version.url, row.version.capture.locator)


def _settled(row: VersionPicture) -> bool:
    """Whether the same address has been dealt with for another article."""
    if not row.url_hash:
        return False
    same = VersionPicture.objects.filter(url_hash=row.url_hash).exclude(id=row.id)
    known = same.filter(picture__isnull=False).order_by("-id").first()
    if known is not None:
        _link(row, known.picture)
        return True
    failed = same.filter(tried=VersionPicture.Tried.FETCH).first()
    if failed is not None:
        VersionPicture.objects.filter(id=row.id).update(tried=failed.tried, reason=failed.reason)
    return failed is not None


def keep(wish_: Wish, found: Picture, sha256: str) -> None:
    """Ties a picture, whose bytes are kept as `sha256`, to where it was wished for."""
    capture = found.capture
    picture, _ = models.Picture.objects.get_or_create(
        sha256=sha256,
        defaults={
            "media_type": capture.media_type,
            "width": found.width,
            "height": found.height,
            "size": len(capture.body),
            "url": capture.url or "",
            "fetched": capture.fetched,
            "headers": [list(pair) for pair in capture.headers],
            "locator": capture.locator,
        },
    )
    row = VersionPicture.objects.filter(id=wish_.number, picture__isnull=True).first()
    if row is not None:
        _link(row, picture)


def _link(row: VersionPicture, picture: models.Picture) -> None:
    VersionPicture.objects.filter(id=row.id).update(picture=picture, reason="")
    changes = Changes()
    changes.other()
    changes.publish()


def miss(wish_: Wish, found: NoPicture, reach: str) -> None:
    """Notes why a picture could not be had."""
    said = {"reason": found.reason} | ({"tried": reach} if found.final else {})
    VersionPicture.objects.filter(id=wish_.number).exclude(**said).update(**said)
