"""The fields of a record, under whatever names, as `Stated`.

The guess is by column name alone, in English and Spanish, after accents, case
and punctuation are levelled. Earlier names win when a record has several. The
names were gathered from the tables newsrooms and scrapers publish; a name that
is missing is given with `columns`, not guessed from the values.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from careo.errors import ConfigError
from careo.sources.addresses import canonical
from careo.values import Image, Stated

NAMES: dict[str, str] = {
    "title": "title titulo titular headline encabezado post_title titulo_noticia heading cabeza",
    "content": "content contenido_texto contenido body cuerpo texto text article articulo"
    " article_text full_text fulltext content_html content_text post_content"
    " texto_completo noticia nota cuerpo_noticia story maintext main_text raw_text",
    "url": "url link enlace permalink canonical canonical_url article_url direccion liga source_url"
    " web_url uri",
    "published": "published_at publication_date date_published fecha_publicacion"
    " fecha_de_publicacion date fecha published publish_date pub_date pubdate published_date"
    " post_date fecha_hora datetime timestamp created created_at publicado",
    "modified": "modified modified_at date_modified updated updated_at fecha_modificacion"
    " fecha_actualizacion last_modified actualizado lastmod",
    "authors": "authors author autor autores autora byline by_line firma creator reportero"
    " periodista writer por",
    "section": "section sections seccion secciones category categories categoria categorias rubro",
    "type": "type tipo genre genero article_type tipo_articulo",
    "primary_tag": "primary_tag etiqueta_principal main_tag",
    "tags": "tags etiquetas etiquetas_fuente keywords palabras_clave tag temas topics descriptores"
    " post_tag",
    "language": "language lang idioma lengua locale",
    "standfirst": "standfirst epigraph epigrafe description descripcion summary resumen excerpt"
    " extracto subtitle subtitulo bajada sumario abstract lead entradilla lede deck twitt"
    " dek copete",
    "licence": "licence license licencia rights derechos",
    "image": "lead_image image imagen image_url imagen_url foto photo thumbnail top_image"
    " featured_image picture",
    "caption": "image_caption caption pie_de_foto leyenda image_title",
    "credit": "image_credit photo_credit credit credito fotografo",
    "outlet": "outlet medio periodico diario newspaper publisher site site_name medio_nombre fuente"
    " publication source_name",
    "id": "guid id _id uuid article_id post_id noticia_id identificador",
    "translation_key": "translation_key translation_of traduccion_de translation_group",
}
"""Our field → the names that mean it, best first."""

_EMPTY = frozenset({"", "nan", "none", "null", "nat", "n/a", "undefined"})
_SPLIT_LIST = re.compile(r"\s*[;|]\s*|\s*,\s*")
_EPOCH = range(10**8, 10**13 * 5)


def level(name: str) -> str:
    """A column name without accents, case and punctuation (`Fecha de Publicación`
    → `fecha_de_publicacion`)."""
    bare = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9_]+", "_", bare).strip("_") or name.strip()


_RANKED = {level(name): (field, rank) for field, names in NAMES.items()
           for rank, name in enumerate(names.split())}  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """Which of a record's names stands for which of our fields."""

    columns: Mapping[str, str]

    def of(self, field: str) -> str | None:
        return self.columns.get(field)

    @property
    def holds_articles(self) -> bool:
        """Whether there is anything to read: a text, or a title with an address."""
        has = self.columns.keys()
        return "content" in has or {"title", "url"} <= has or {"title", "standfirst"} <= has


def check_columns(columns: Mapping[str, str]) -> None:
    """Raises ConfigError when an override names a field that does not exist."""
    for field in columns:
        if field not in NAMES:
            known = ", ".join(NAMES)
            raise ConfigError(
                f"no field is called {field!r}; the fields are {known}", where="columns"
            )


def guess_mapping(names: Iterable[str], override: Mapping[str, str]) -> ColumnMap:
    """The mapping for these column names; `override` (field → name) wins."""
    found: dict[str, tuple[int, str]] = {}
    taken = set(override.values())
    for name in names:
        field, rank = _RANKED.get(level(name), ("", 0))
        if field and name not in taken and (field not in found or rank < found[field][0]):
            found[field] = (rank, name)
    columns = {field: name for field, (_, name) in found.items()}
    return ColumnMap(columns | dict(override))


@dataclass(frozen=True)
class Fields:
    """A record's fields, told apart: `stated`, its address and its own id."""

    stated: Stated
    url: str | None
    id: str


def state(record: Mapping[str, Any], mapping: ColumnMap, language: str = "") -> Fields:
    """A record as `Fields`; what no field of ours takes is kept in `extra`."""

    def value(field: str) -> Any:
        name = mapping.of(field)
        return plain(record.get(name)) if name is not None else None

    used = set(mapping.columns.values())
    extra = {k: plain(v) for k, v in record.items() if k not in used and not _blank(plain(v))}
    for field in ("outlet", "id"):
        if not _blank(value(field)):
            extra[field] = text_of(value(field))
    content = text_of(value("content"))
    stated = Stated(
        title=one_line(value("title")),
        authors=names_of(value("authors"), split=False),
        published=date_of(value("published")),
        modified=date_of(value("modified")),
        language=text_of(value("language")) or language,
        section=section_of(value("section")),
        type=one_line(value("type")),
        primary_tag=one_line(value("primary_tag")),
        tags=names_of(value("tags"), split=True),
        standfirst=one_line(value("standfirst")),
        licence=one_line(value("licence")),
        content=content or None,
        content_type=content_type_of(content),
        lead_image=image_of(value("image"), one_line(value("caption")), one_line(value("credit"))),
        translation_key=text_of(value("translation_key")),
        extra=extra,
    )
    return Fields(stated, canonical(text_of(value("url"))), text_of(value("id")))


def record_key(fields: Fields, source: str, place: str) -> str:
    """What makes a record the same thing next time, best first: its address, its
    id within the source, its title and date, its title and first words, its
    `place`. `source` is a file's name or a site's address."""
    if fields.url:
        return fields.url
    if fields.id:
        return f"{source}#{fields.id}"
    stated = fields.stated
    if not stated.title:
        return place
    tail = stated.published or (stated.content or "")[:300]
    parts = (stated.title, tail, str(stated.extra.get("outlet", "")), "/".join(stated.section))
    return f"{source}#{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:20]}"


# --- values --------------------------------------------------------------


def plain(value: Any) -> Any:
    """Unwraps `{"$date": x}`, `{"$oid": x}`, `{"rendered": x}`, `{"name": x}`-like
    one-value objects that databases and APIs put around a scalar."""
    if isinstance(value, Mapping):
        for key in ("$date", "$oid", "$numberLong", "rendered", "#text"):
            if key in value and (len(value) == 1 or key == "rendered"):
                return plain(value[key])
    return value


def _blank(value: Any) -> bool:
    return value is None or value in ([], {}) or str(value).strip().lower() in _EMPTY


def text_of(value: Any) -> str:
    """Any value as text; empty for the many spellings of nothing."""
    if _blank(value):
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(x, str) for x in value):
        return "\n\n".join(x.strip() for x in value if x.strip())
    return json.dumps(value, ensure_ascii=False, default=str)


def one_line(value: Any) -> str:
    """Text on one line, entities resolved."""
    text = " ".join(str(x) for x in value) if isinstance(value, list) else text_of(value)
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def _name(value: Any) -> str:
    if isinstance(value, Mapping):
        value = next(
            (value[k] for k in ("name", "nombre", "title", "label", "term") if k in value), ""
        )
    return one_line(value)


def names_of(value: Any, *, split: bool) -> tuple[str, ...]:
    """A list of names, from a list, an object or (with `split`) a separated line.
    Bylines are left whole: telling authors apart is reading's work."""
    if _blank(value):
        return ()
    if isinstance(value, str) and value[:1] == "[" and value[-1:] == "]":
        value = _literal_list(value)
    if split and isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        # A whole line of names in a list of one; a single comma may belong to a name.
        lone = _SPLIT_LIST.split(value[0])
        value = lone if len(lone) > 2 else value
    if isinstance(value, str):
        parts: Iterable[Any] = _SPLIT_LIST.split(value) if split else [value]
    else:
        parts = value if isinstance(value, list) else [value]
    names = (_name(p) for p in parts if not _blank(p))
    return tuple(dict.fromkeys(n for n in names if n))


def _literal_list(value: str) -> Any:
    """`["a", "b"]` or `['a', 'b']` in a table cell, as scrapers write lists."""
    for text in (value, value.replace("'", '"')):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return value[1:-1]


def section_of(value: Any) -> tuple[str, ...]:
    """A section path: a list as it stands, or a line with `>` between levels."""
    if isinstance(value, str) and value[:1] != "[":
        return tuple(
            p for p in (one_line(x) for x in re.split(r"\s*[>»]\s*", value)) if not _blank(p)
        )
    return names_of(value, split=False)


def date_of(value: Any) -> str:
    """A date as text; epoch seconds and milliseconds become ISO."""
    if isinstance(value, bool):
        return ""
    text = text_of(value)
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text) and int(float(text)) in _EPOCH:
        seconds = float(text) / (1000 if float(text) > 10**11 else 1)
        try:
            return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")
        except (OverflowError, ValueError, OSError):
            return text
    return text


_TAGS = re.compile(
    r"<(?:p|br|div|h[1-6]|a|img|ul|ol|li|blockquote|figure|em|strong|span|article|section|iframe|table)"
    r"\b[^>]*>",
    re.IGNORECASE,
)


def content_type_of(content: str) -> str:
    """HTML when there is markup in it, else plain text."""
    return "text/html" if _TAGS.search(content, 0, 20_000) else "text/plain"


def image_of(value: Any, caption: str = "", credit: str = "") -> Image | None:
    """A picture from its address, or from an object with `url` or `src`."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        caption = caption or one_line(value.get("caption"))
        credit = credit or one_line(value.get("credit"))
        alt = one_line(value.get("alt"))
        address = text_of(value.get("url") or value.get("src"))
    else:
        alt, address = "", text_of(value)
    return Image(address, caption, credit, alt) if address else None
