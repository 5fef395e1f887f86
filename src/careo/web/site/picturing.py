"""An article's pictures: which are shown from the archive, which only described.

Pure. A picture is shown when the archive holds its bytes; nothing is loaded from
another host, so that otherwise there are its words and a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from django.urls import reverse

from careo.values import Block, BlockKind
from careo.web.records.public import ArticleCard, ArticleRecord, KeptPicture
from careo.web.site.addresses import host_of, safe_href
from careo.web.site.body import Figure
from careo.web.site.values import Picture

CARD_BYTES = 600_000
"""A card shows no larger picture: pictures are kept as they came, in one size."""

# WordPress writes the size of a copy into its name: quay-300x200.jpg, quay-scaled.jpg.
_COPY = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.\w{3,4}$)")


def figure(kept: KeptPicture) -> Figure:
    """A kept picture as a page shows it."""
    parts = {"sha256": kept.sha256, "extension": kept.extension}
    return Figure(reverse("picture", kwargs=parts), kept.width, kept.height)


def figures(record: ArticleRecord) -> dict[str, Figure]:
    """The pictures of the article's text that are kept, by their address there."""
    return {url: figure(kept) for url, kept in record.pictures.items()}


def thumbnail(item: ArticleCard) -> Figure | None:
    """The picture on an article's card, if it is small enough for that."""
    kept = item.picture
    return figure(kept) if kept is not None and kept.size <= CARD_BYTES else None


def lead(record: ArticleRecord) -> Picture | None:
    """The lead image with its words; when it has none, with those the text has for it."""
    image = record.lead_image
    if image is None or not (image.url or image.caption):
        return None
    href = safe_href(image.url) or ""
    words = image.caption or next((b.text for b in record.blocks if _is_lead(record, b)), "")
    found = Picture(words, image.credit, image.alt, "", href, host_of(href))
    kept = record.pictures.get(image.url.strip())
    if kept is None:
        return found
    own = figure(kept)
    alt = "" if image.alt == words else image.alt
    return replace(found, alt=alt, src=own.src, width=own.width, height=own.height)


def without_lead(record: ArticleRecord) -> tuple[Block, ...]:
    """The article's blocks but for the first picture when that is the lead image, which
    stands above them."""
    for at, block in enumerate(record.blocks):
        if block.kind is BlockKind.IMAGE:
            is_lead = _is_lead(record, block)
            return (*record.blocks[:at], *record.blocks[at + is_lead :])
    return record.blocks


def _is_lead(record: ArticleRecord, block: Block) -> bool:
    if block.kind is not BlockKind.IMAGE or record.lead_image is None:
        return False
    url, own = record.lead_image.url.strip(), address(block)
    if not url or not own:
        return False
    one, other = record.pictures.get(url), record.pictures.get(own)
    same_bytes = one is not None and other is not None and one.sha256 == other.sha256
    return same_bytes or _original(url) == _original(own)


def address(block: Block) -> str:
    """The address of a block's picture; "" when it has none."""
    return next(_addresses(block), "")


def _addresses(block: Block) -> Iterator[str]:
    return (url for link in block.links if (url := link.url.strip()))


def _original(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    return parts.netloc, _COPY.sub("", parts.path)
