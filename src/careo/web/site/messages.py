"""The interface's translations, kept without gettext's own programs.

    python -m careo.web.site.messages      after a change of words: updates the .po files
                                           and compiles the .mo files beside them

English is the language of the source; `locale/es` holds the Spanish. Both forms are part
of the package, so that a fresh installation speaks both languages at once.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template import Engine
from django.template.base import FilterExpression
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

HERE = Path(__file__).parent
LANGUAGES = ("es",)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "pgettext_lazy": ((1, "c"), 2),
}
SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
Message = str | tuple[str, ...]


def po_file(language: str) -> Path:
    """Where the translations into `language` are written by hand."""
    return HERE / "locale" / language / "LC_MESSAGES" / "django.po"


Found = tuple[str, Message, str | None]
"""Where, its words (singular and plural), its context."""


def _in_python() -> Iterator[Found]:
    for path in sorted(HERE.rglob("*.py")):
        name = path.relative_to(HERE).as_posix()
        with path.open("rb") as file:
            for _line, function, words, _comments in extract_python(file, list(KEYWORDS), [], {}):
                parts = tuple(w for w in (words if isinstance(words, tuple) else (words,)) if w)
                if parts:
                    yield name, *_message(function, parts)


def _message(function: str, parts: tuple[str, ...]) -> tuple[Message, str | None]:
    context = None
    if function in ("pgettext", "pgettext_lazy"):
        context, *rest = parts
        parts = tuple(rest)
    return (parts[0] if len(parts) == 1 else parts[:2]), context


def _in_templates() -> Iterator[Found]:
    """Read off the compiled templates, so that exactly what Django looks up is found."""
    folder = HERE / "templates"
    libraries = {
        "careo_site": "careo.web.site.templatetags.careo_site",
        "i18n": "django.templatetags.i18n",
    }
    engine = Engine(dirs=[str(folder)], libraries=libraries, debug=False)
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        nodes = engine.get_template(name).nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            yield name, node.filter_expression.var.literal, _literal(node.message_context)
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            words: Message = node.render_token_list(node.singular)[0]
            if node.plural:
                words = (words, node.render_token_list(node.plural)[0])
            yield name, words, _literal(node.message_context)


def _literal(expression: FilterExpression | None) -> str | None:
    return str(expression.var) if expression is not None else None


def _found() -> Iterator[Found]:
    yield from _in_python()
    yield from _in_templates()


def template() -> Catalog:
    """A catalogue of everything to translate, without translations."""
    catalog = Catalog(project="Careo", charset="utf-8", creation_date=None)
    for name, words, context in _found():
        catalog.add(words, locations=[(name, 0)], context=context)
    return catalog


def read(language: str) -> Catalog:
    """The translations as they are written; an empty catalogue when there are none."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def compiled(catalog: Catalog) -> bytes:
    """What the .mo file holds for `catalog`."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(language: str) -> list[str]:
    """Brings the .po in line with the sources, compiles it, and returns what still has
    no translation."""
    catalog = read(language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    _head(catalog)
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=92, omit_header=False, include_lineno=False, sort_output=True)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    return missing(catalog)


def _head(catalog: Catalog) -> None:
    """A head without dates, so that files change only when words do."""
    catalog.header_comment = f"# {catalog.locale.english_name} words of the site's interface."
    catalog.fuzzy = False
    catalog.project, catalog.version = "Careo", "1"
    catalog.msgid_bugs_address = ""
    catalog.last_translator = catalog.language_team = "Careo"
    catalog.creation_date = catalog.revision_date = SINCE


def missing(catalog: Catalog) -> list[str]:
    """The messages of `catalog` that lack a translation or one of its forms."""
    lacking = []
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if not all(forms):
            lacking.append(str(message.id))
    return lacking


def main() -> int:
    """Updates every language; the exit code is 1 when something is untranslated."""
    if not settings.configured:
        settings.configure()
    lacking = {language: update(language) for language in LANGUAGES}
    for language, words in lacking.items():
        for word in words:
            print(f"{language}: {word}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
