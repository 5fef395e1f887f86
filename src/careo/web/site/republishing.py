"""The package another outlet takes: the article as HTML and as plain text, with the
attribution in the byline, the link to the original above and below, and the licence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext as _

from careo.values import BLOCK_BREAK, PROSE, Block, BlockKind
from careo.web.site.body import Section, sections
from careo.web.site.dates import short
from careo.web.site.values import Shown


@dataclass(frozen=True, slots=True)
class Package:
    """Both forms, ready to be copied."""

    html: str
    text: str


def byline(shown: Shown) -> str:
    """`By A and B, Publisher, 21 Mar 2012`."""
    who = _and(shown.authors) if shown.authors else ""
    parts = [part for part in (who, shown.publisher) if part]
    line = _("By %(who)s") % {"who": ", ".join(dict.fromkeys(parts))}
    date = short(shown.published)
    return f"{line}, {date}" if date else line


def _and(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    both = _("%(first)s and %(last)s")
    return both % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _origin(shown: Shown) -> tuple[str, str]:
    top = _("This article was first published by %(publisher)s.") % {"publisher": shown.publisher}
    bottom = _("Read the original at %(publisher)s.") % {"publisher": shown.publisher}
    return top, bottom


def _licence(shown: Shown) -> str:
    if shown.terms:
        return shown.terms
    if not shown.licence:
        return ""
    return _("Republished under %(licence)s.") % {"licence": shown.licence}


def _html_part(kind: str, html: str, items: tuple[str, ...]) -> str:
    if kind == "list":
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    if kind == "quote":
        return f"<blockquote>{html}</blockquote>"
    tag = "h2" if kind == "heading" else "p"
    return f"<{tag}>{html}</{tag}>"


def _html_body(runs: tuple[Section, ...]) -> list[str]:
    lines: list[str] = []
    for section in runs:
        if section.analysis:
            lines.append(f"<h2>{escape(section.heading or _('Analysis'))}</h2>")
        lines += [
            _html_part(part.kind, part.html, part.items)
            for part in section.parts
            if part.kind in ("paragraph", "heading", "quote", "list")
        ]
    return lines


def as_html(shown: Shown, blocks: tuple[Block, ...], analysis_start: int | None) -> str:
    """The HTML form. Only the article's own words and links; no pictures, whose rights
    may be others', and no scripts."""
    top, bottom = (escape(line) for line in _origin(shown))
    link = f'<a href="{escape(shown.url)}">{escape(shown.url)}</a>'
    lines = [f"<p><em>{top}</em> {link}</p>", f"<h1>{escape(shown.title)}</h1>"]
    lines.append(f"<p>{escape(byline(shown))}</p>")
    if shown.standfirst:
        lines.append(f"<p><strong>{escape(shown.standfirst)}</strong></p>")
    lines += _html_body(sections(blocks, (), analysis_start))
    licence = escape(_licence(shown))
    if shown.licence_url and not shown.terms:
        licence = f'<a rel="license" href="{escape(shown.licence_url)}">{licence}</a>'
    lines.append(f"<p><em>{bottom}</em> {link}</p>")
    if licence:
        lines.append(f"<p>{licence}</p>")
    return "\n".join(lines) + "\n"


def _text_block(block: Block) -> str:
    if block.kind is BlockKind.LIST:
        return "\n".join(f"- {line}" for line in block.text.split("\n") if line.strip())
    return block.text


def _text_body(blocks: tuple[Block, ...], analysis_start: int | None) -> list[str]:
    """Prose only; the analysis gets its heading unless the source's stands there."""
    runs = sections(blocks, (), analysis_start)
    analysis = next((run for run in runs if run.analysis), None)
    out: list[str] = []
    at = 0
    begun = analysis is None or bool(analysis.heading)
    for block in (block for block in blocks if block.kind in PROSE):
        if not begun and analysis_start is not None and at + len(block.text) > analysis_start:
            begun = True
            out.append(_("Analysis"))
        out.append(_text_block(block))
        at += len(block.text) + len(BLOCK_BREAK)
    return [text for text in out if text.strip()]


def as_text(shown: Shown, blocks: tuple[Block, ...], analysis_start: int | None) -> str:
    """The plain-text form, paragraphs apart by an empty line."""
    top, bottom = _origin(shown)
    lines = [f"{top} {shown.url}", shown.title, byline(shown)]
    if shown.standfirst:
        lines.append(shown.standfirst)
    lines += _text_body(blocks, analysis_start)
    lines.append(f"{bottom} {shown.url}")
    licence = _licence(shown)
    if licence:
        lines.append(licence if shown.terms else f"{licence} {shown.licence_url}".rstrip())
    return "\n\n".join(lines) + "\n"


def package(shown: Shown, blocks: tuple[Block, ...], analysis_start: int | None) -> Package:
    """Both forms of one article."""
    return Package(as_html(shown, blocks, analysis_start), as_text(shown, blocks, analysis_start))
