"""One article as BibTeX, RIS and CSL-JSON. Pure functions over `Shown`.

Formats: BibTeX entry type `@misc` with `howpublished` and `url` (btxdoc, Patashnik 1988);
RIS tags TY NEWS, TI, AU, T2, DA, PY, LA, UR (RIS specification 2001); CSL-JSON item
`article-newspaper` (CSL 1.0.2 schema).
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from careo.web.site.dates import parts
from careo.web.site.values import Shown

# One pass over the text, so that what one replacement writes no other rewrites.
_BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    # Spelled out, since BibTeX counts even escaped braces.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())


def _bibtex_text(text: str) -> str:
    return "".join(_BIBTEX_SPECIAL.get(char, char) for char in _one_line(text))


def _bibtex_key(shown: Shown) -> str:
    who = shown.authors[0].split()[-1] if shown.authors and shown.authors[0].split() else ""
    words = [word for word in map(_ascii, shown.title.split()) if len(word) > 3]
    return (_ascii(who) or "careo") + shown.published[:4] + (words[0] if words else "")


def bibtex(shown: Shown) -> str:
    """A BibTeX entry. Names keep their own order, each in braces, so that "and" inside
    an organisation's name or a double surname is never cut."""
    known = parts(shown.published)
    fields = {
        "author": " and ".join("{" + _bibtex_text(a) + "}" for a in shown.authors),
        "title": "{" + _bibtex_text(shown.title) + "}",
        "howpublished": _bibtex_text(shown.publisher),
        "year": str(known[0]) if known else "",
        "month": str(known[1]) if known and known[1] else "",
        "date": shown.published,
        "language": shown.language,
        "url": re.sub(r"[{}\\]", "", shown.permalink),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_bibtex_key(shown)},\n" + ",\n".join(lines) + "\n}\n"


def _ris_author(name: str) -> str:
    """ "Given Family" becomes "Family, Given"; a name of any other shape stays whole,
    since where its family name begins cannot be told from the words."""
    words = name.split()
    return f"{words[1]}, {words[0]}" if len(words) == 2 else " ".join(words)


def ris(shown: Shown) -> str:
    """A RIS record with the line ends that the format asks for."""
    known = parts(shown.published)
    lines = [("TY", "NEWS"), ("TI", shown.title)]
    lines += [("AU", _ris_author(author)) for author in shown.authors]
    lines += [("T2", shown.publisher), ("PB", shown.publisher)]
    if known:
        year, month, day = known
        lines.append(("PY", str(year)))
        # Three slashes, whether or not there is something between them.
        padded = [f"{x:02d}" if x else "" for x in (month, day)]
        lines.append(("DA", f"{year}/{'/'.join(padded)}/"))
    lines += [("LA", shown.language), ("UR", shown.permalink)]
    lines += [("KW", tag) for tag in shown.tags]
    body = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value)
    return body + "ER  - \r\n"


def _csl_author(name: str) -> dict[str, str]:
    words = name.split()
    if len(words) == 2:
        return {"given": words[0], "family": words[1]}
    return {"literal": " ".join(words)}


def csl_json(shown: Shown) -> str:
    """A CSL-JSON array of one item."""
    known = parts(shown.published)
    item: dict[str, Any] = {
        "id": _bibtex_key(shown),
        "type": "article-newspaper",
        "title": _one_line(shown.title),
        "author": [_csl_author(author) for author in shown.authors],
        "container-title": shown.publisher,
        "language": shown.language,
        "URL": shown.permalink,
    }
    if known:
        item["issued"] = {"date-parts": [[x for x in known if x]]}
    if shown.standfirst:
        item["abstract"] = _one_line(shown.standfirst)
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


FORMATS = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "json": (csl_json, "application/vnd.citationstyles.csl+json"),
}
"""Suffix of the address → writer and media type."""
