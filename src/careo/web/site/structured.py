"""schema.org data for search engines, as text that is safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from careo.web.site.values import NamedLink, Shown

# A data block is not run, but "</script>" or "<!--" inside it would end it or bend it.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

HEADLINE_LIMIT = 110


def as_script_text(data: Any) -> SafeString:
    """`data` as JSON in which no character can end the script element around it."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))  # noqa: S308


def breadcrumbs(crumbs: Sequence[NamedLink], base: str) -> dict[str, Any]:
    """A BreadcrumbList; `base` makes the paths absolute."""
    items = []
    for position, crumb in enumerate(crumbs, 1):
        item = {"@type": "ListItem", "position": position, "name": crumb.name}
        if crumb.href:
            item["item"] = base + crumb.href
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _series(shown: Shown, base: str) -> dict[str, Any] | None:
    if shown.series is None:
        return None
    url = base + shown.series.href
    return {"@type": "CreativeWorkSeries", "name": shown.series.name, "url": url}


def _image(shown: Shown) -> dict[str, Any] | None:
    if shown.image is None:
        return None
    data = {
        "@type": "ImageObject",
        "url": shown.image.src,
        "width": shown.image.width,
        "height": shown.image.height,
        "caption": shown.image.caption,
        "creditText": shown.image.credit,
    }
    return {name: value for name, value in data.items() if value}


def news_article(shown: Shown, translation: str = "", base: str = "") -> dict[str, Any]:
    """A NewsArticle (schema.org/NewsArticle); empty properties are left out."""
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": shown.title[:HEADLINE_LIMIT],
        "description": shown.standfirst,
        "image": _image(shown),
        "datePublished": shown.published,
        "dateModified": shown.modified,
        "inLanguage": shown.language,
        "author": [{"@type": "Person", "name": name} for name in shown.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": shown.publisher},
        "articleSection": " > ".join(shown.section),
        "genre": shown.type,
        "keywords": list(shown.tags),
        "license": shown.licence_url,
        "url": shown.url,
        "mainEntityOfPage": shown.url,
        "isAccessibleForFree": True,
        "isPartOf": _series(shown, base),
        "position": shown.chapter if shown.series else None,
        "workTranslation": {"@id": translation} if translation else None,
    }
    return {name: value for name, value in data.items() if value}


def article_graph(
    shown: Shown, crumbs: Sequence[NamedLink], base: str, translation: str = ""
) -> SafeString:
    """Both of the above in one graph, ready for the page."""
    graph = [news_article(shown, translation, base), breadcrumbs(crumbs, base)]
    return as_script_text({"@context": "https://schema.org", "@graph": graph})
