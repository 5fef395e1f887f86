"""WordPress exports (WXR 1.0 to 1.2), item by item.

Items are cut out of the stream and parsed one at a time, so a file of any size
needs the memory of one item (and of its terms and attachments, which posts refer
to), and a broken item spoils no other. The format is described only by its
writer, `wp-admin/includes/export.php` in WordPress.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from careo.errors import RecordError
from careo.sources.addresses import canonical
from careo.sources.cutting import Piece, cut_xml
from careo.sources.files import as_utf8, decode, head_of
from careo.sources.markup import (
    as_shown,
    bare,
    declared_encoding,
    parse_fragment,
    path_to_root,
    refuse_entities,
)
from careo.sources.single import FileSource, failed
from careo.values import Capture, Image, Item, Rejection, Stated, Term

PIECES = frozenset({"item", "author", "category", "tag", "term"})

MACHINERY = frozenset(
    [
        *("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset"),
        *("oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part"),
        *("wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face", "feedback"),
        *("acf-field", "acf-field-group", "shop_order", "scheduled-action"),
    ]
)
"""Post types that hold the workings of a site and no text for readers."""

UNPUBLISHED = {
    "draft": "a draft",
    "auto-draft": "a draft",
    "pending": "waiting for review",
    "future": "scheduled, not yet published",
    "private": "private",
    "trash": "in the bin",
    "inherit": "a revision",
}

_NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_ROOT_TAG = re.compile(r"<rss\b([^>]*)>")
_XMLNS = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"'<>&]*)["']""")
_LANGUAGE = re.compile(r"<language>\s*([A-Za-z]{2,3})(?:[-_][\w-]*)?\s*</language>")
_BLOG_URL = re.compile(r"<wp:base_blog_url>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]+)")
_EMPTY_DATE = "0000-00-00"


@dataclass
class WxrSource(FileSource):
    """The posts and pages of an export as captures, its terms and authors as terms."""

    def __post_init__(self) -> None:
        self._now = dt.datetime.now(dt.UTC)
        self._encoding: str | None = None
        self._opening = ""
        self._site = ""
        self._language = self.options.language
        self._authors: dict[str, str] = {}
        self._categories: dict[str, tuple[str, str]] = {}
        self._images: dict[str, Image] = {}

    def items(self) -> Iterator[Item]:
        try:
            head = head_of(self.origin)
            if not head.strip():
                yield self.reject("", "the file is empty")
                return
            self._prepare(head)
            yield from self._pieces()
        except (RecordError, OSError) as error:
            yield failed(self.origin, error)

    def _prepare(self, head: bytes) -> None:
        self._encoding = declared_encoding(head)
        text = decode(head, self._encoding)
        refuse_entities(
            text[: text.find("<channel")] if "<channel" in text else text, self.origin.place
        )
        root = _ROOT_TAG.search(text)
        spaces = _NAMESPACES | dict(_XMLNS.findall(root[1] if root else ""))
        self._opening = " ".join(f'xmlns:{k}="{v}"' for k, v in spaces.items() if k != "xml" and v)
        language, site = _LANGUAGE.search(text), _BLOG_URL.search(text)
        self._language = self._language or (language[1].lower() if language else "")
        self._site = site[1].rstrip("/") if site else self.origin.name
        self._gather_attachments()

    def _cut(self) -> Iterator[Piece]:
        with as_utf8(self.origin) as stream:
            yield from cut_xml(stream, PIECES, self.options.max_bytes)

    def _gather_attachments(self) -> None:
        # Attachments may stand after the posts that show them: hence two passes.
        for piece in self._cut():
            if piece.name == "item" and not piece.fault and b">attachment<" in _uncdata(piece.body):
                try:
                    found = self._parse(piece)
                except RecordError:
                    continue  # told of in the second pass
                if found["wp:post_type"] == "attachment" and found["wp:attachment_url"]:
                    self._images[found["wp:post_id"]] = Image(
                        found["wp:attachment_url"],
                        caption=bare(found["excerpt:encoded"]),
                        alt=found.meta.get("_wp_attachment_image_alt", ""),
                    )

    def _pieces(self) -> Iterator[Item]:
        count, line = 0, 1
        for piece in self._cut():
            count, line = count + 1, piece.line + piece.body.count(b"\n")
            if piece.fault:
                yield self.reject(str(piece.line), piece.fault, piece.body)
                continue
            try:
                item = self._item(self._parse(piece), piece)
            except RecordError as error:
                item = self.reject(str(piece.line), error.reason, piece.body)
            if item is not None:
                yield item
        if not count:
            yield self.reject("1", "holds no posts, pages or terms")
        yield from self._whole(line)

    def _whole(self, line: int) -> Iterator[Rejection]:
        """Says so when the file around the items is not what it should be."""
        head = head_of(self.origin)
        if not re.search(rb"<channel[\s>]", head):
            yield self.reject("1", "malformed: there is no channel element; its items were read")
        with self.origin.open() as stream:
            tail = b""
            while chunk := stream.read(1 << 20):
                tail = (tail + chunk)[-512:]
        if b"</rss" not in tail.replace(b"\0", b""):
            yield self.reject(str(line), "the file is cut off: the end of the export is missing")

    def _parse(self, piece: Piece) -> _Fields:
        text = decode(piece.body, self._encoding)
        element, repaired = parse_fragment(text, self._opening, self.origin.place)
        return _Fields.of(element, repaired)

    def _item(self, found: _Fields, piece: Piece) -> Item | None:
        if piece.name != "item":
            return self._term(found, piece.name)
        kind = found["wp:post_type"] or "post"
        if kind in MACHINERY:
            self.passed_over[f"post type {kind}"] += 1
            return None
        status = found["wp:status"]
        reason = UNPUBLISHED.get(
            status, "" if status in ("publish", "") else f"has status {status!r}"
        )
        if found["wp:post_password"]:
            reason = "protected by a password"
        if not reason and not found["content:encoded"].strip():
            reason = "the text is empty"
        if reason:
            return self.reject(f"{piece.line} ({kind} {found['wp:post_id']})", reason, piece.body)
        return self._capture(found, kind, piece)

    def _term(self, found: _Fields, name: str) -> Term | None:
        if name == "author" and found["wp:author_login"]:
            login = found["wp:author_login"]
            self._authors[login] = bare(found["wp:author_display_name"]) or login
            return Term("author", self._authors[login], login)
        if name == "category" and found["wp:cat_name"]:
            slug = found["wp:category_nicename"]
            self._categories[slug] = (bare(found["wp:cat_name"]), found["wp:category_parent"])
            return Term(
                "category", bare(found["wp:cat_name"]), slug, bare(found["wp:category_description"])
            )
        if name == "tag" and found["wp:tag_name"]:
            return Term(
                "tag",
                bare(found["wp:tag_name"]),
                found["wp:tag_slug"],
                bare(found["wp:tag_description"]),
            )
        kind = {"category": "category", "post_tag": "tag"}.get(found["wp:term_taxonomy"])
        if name == "term" and kind and found["wp:term_name"]:
            return Term(kind, bare(found["wp:term_name"]), found["wp:term_slug"],
                        bare(found["wp:term_description"]))  # fmt: skip
        return None

    def _capture(self, found: _Fields, kind: str, piece: Piece) -> Capture:
        url = canonical(found["link"]) or canonical(found["guid"])
        key = url or f"{self._site}#{found['guid'] or found['wp:post_id'] or piece.line}"
        return Capture(
            key=key,
            body=piece.body,
            media_type="application/rss+xml",
            locator=f"{self.origin.place}:{piece.line}",
            fetched=self._now,
            url=url,
            stated=self._stated(found, kind),
        )

    def _stated(self, found: _Fields, kind: str) -> Stated:
        creator = found["dc:creator"]
        author = self._authors.get(creator, creator)
        categories = found.terms.get("category", [])
        translation = next((slug for slug, _ in found.terms.get("post_translations", [])), "")
        language = next((slug[:2] for slug, _ in found.terms.get("language", [])), self._language)
        published = found["wp:post_date"]
        if not published or published.startswith(_EMPTY_DATE):
            published = found["pubDate"]
        modified = found["wp:post_modified"]
        return Stated(
            title=bare(found["title"]),
            authors=(author,) if author else (),
            published=_moment(published),
            modified="" if modified.startswith(_EMPTY_DATE) else _moment(modified),
            language=language,
            section=self._section(categories),
            type="" if kind == "post" else kind,
            tags=tuple(dict.fromkeys(name for _, name in found.terms.get("post_tag", []))),
            standfirst=bare(found["excerpt:encoded"]),
            content=as_shown(found["content:encoded"]),
            content_type="text/html",
            lead_image=self._images.get(found.meta.get("_thumbnail_id", "")),
            translation_key=f"{self._site}#{translation}" if translation else "",
            extra=_extra(found, categories),
        )

    def _section(self, categories: list[tuple[str, str]]) -> tuple[str, ...]:
        """The deepest category with those above it."""
        paths = [path_to_root(slug, self._parent) for slug, _ in categories]
        names = dict(categories)
        best = max(paths, key=len, default=[])
        return tuple(self._categories.get(slug, (names.get(slug, slug), ""))[0] for slug in best)

    def _parent(self, slug: str) -> str | None:
        return self._categories.get(slug, ("", ""))[1] or None


def _moment(text: str) -> str:
    """`2012-01-05 14:30:46` as the REST API writes it: one post, one spelling."""
    return re.sub(r"^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$", r"\1T\2", text)


def _extra(found: _Fields, categories: list[tuple[str, str]]) -> dict[str, object]:
    meta = {k: v for k, v in found.meta.items() if v and not k.startswith("_")}
    others = {k: [name for _, name in v] for k, v in found.terms.items()
              if k not in ("category", "post_tag", "language", "post_translations")}  # fmt: skip
    pairs = {
        "id": found["wp:post_id"],
        "slug": found["wp:post_name"],
        "guid": found["guid"],
        "categories": [name for _, name in categories],
        "terms": others,
        "meta": meta,
        "repaired": found.repaired,
    }
    return {k: v for k, v in pairs.items() if v}


def _uncdata(body: bytes) -> bytes:
    return body.replace(b"<![CDATA[", b"").replace(b"]]>", b"")


@dataclass
class _Fields:
    """The fields of one element, by prefix and name; absent ones are empty."""

    values: dict[str, str]
    meta: dict[str, str]
    terms: dict[str, list[tuple[str, str]]]
    repaired: str = ""

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @classmethod
    def of(cls, element: etree._Element, repaired: str) -> _Fields:
        fields = cls({}, {}, {}, repaired)
        # In a repaired element a field may have slipped into the one before it, which
        # then holds more text than its own.
        for child in element.iterdescendants() if repaired else element:
            name = _name(child)
            if name == "wp:postmeta":
                fields._take_meta(child)
            elif name == "category":
                fields._take_term(child)
            else:
                text = (child.text or "").strip() if repaired else _text(child)
                fields.values.setdefault(name, text)
        return fields

    def _take_meta(self, element: etree._Element) -> None:
        pair = {_name(c): _text(c) for c in element}
        self.meta.setdefault(pair.get("wp:meta_key", ""), pair.get("wp:meta_value", ""))

    def _take_term(self, element: etree._Element) -> None:
        domain = {"tag": "post_tag"}.get(
            element.get("domain", ""), element.get("domain") or "category"
        )
        name = bare(_text(element))
        pair = (element.get("nicename") or name, name)
        known = self.terms.setdefault(domain, [])
        # WXR 1.0 names each term twice, once without its domain and slug.
        if name and element.get("nicename") is None and any(
            n == name for pairs in self.terms.values() for _, n in pairs
        ):  # fmt: skip
            return
        if name and pair not in known:
            known.append(pair)


def _name(element: etree._Element) -> str:
    tag: object = element.tag
    if not isinstance(tag, str):  # an undefined entity, left as it stood
        return ""
    # Not by QName: in a repaired element names may be what no name can be.
    space, _, name = tag.removeprefix("{").rpartition("}")
    if re.match(r"https?://wordpress\.org/export/", space):
        return ("excerpt:" if space.endswith("/excerpt/") else "wp:") + name
    prefix = {_NAMESPACES["content"]: "content:", _NAMESPACES["dc"]: "dc:"}.get(space, "")
    return prefix + name if prefix or not space else f"{space}{name}"


def _text(element: etree._Element) -> str:
    tag: object = element.tag
    parts = element.itertext(with_tail=False) if isinstance(tag, str) else ()
    return "".join(str(part) for part in parts).strip()
