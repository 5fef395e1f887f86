"""Who wrote it: a byline taken apart into names."""

from __future__ import annotations

import re

from careo.reading.casing import recase_name

_LEAD = re.compile(
    r"^\s*(?:(?:written|words|story|text|reporting|reported|researched|edited|photos?|"
    r"escrito|texto|textos|fotos?|reportaje|nota|redactado|publicado|posted)"
    r"(?:\s+(?:and|y|&)\s+(?:photos?|fotos?|photography|fotografías?))?\s*:?\s*)?"
    r"(?:(?:(?:by|por)\b\s*:?|(?:author|authors|autor|autora|autores|byline)\s*:)\s*)+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\s*(?:texto|textos|text|words|fotos?|photos?)\s*:\s*", re.IGNORECASE)
_EMAIL = re.compile(r"[(<\[]?\s*(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?")
_HANDLE = re.compile(r"[(<\[]?\s*(?<!\w)@\w{1,30}\s*[)>\]]?")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_BRACKETED = re.compile(r"\s*[(\[<][^)\]>]{0,120}[)\]>]")
_MARKS = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+")
_SEPARATOR = re.compile(
    r"\s*(?:[;|/•·\n\r\t]|,(?!\s*(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\b)|\s&\s)\s*", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|y|e|with|con|et)\s+", re.IGNORECASE)
_DASHED = re.compile(r"\s+[-–—]\s+")

_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|producer|photographer|columnist|"
    r"contributor|staff writer|senior|deputy|chief|director|researcher|analyst|investigator|"
    r"periodista|reporter[oa]|corresponsal|enviad[oa]|editora|redactora?|fot[oó]graf[oa]|"
    r"columnista|colaboradora?|investigadora?|directora?|analista|subeditora?|jefe|jefa|"
    r"actualizado|updated|min read)\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\b(?:team|unit|staff|project|foundation|bureau|desk|newsroom|agency|agencies|press|news|"
    r"redacci[oó]n|agencias?|equipo|unidad|centro|instituto|noticias|prensa|newspaper|"
    r"magazine|revista|diario|peri[oó]dico|times|post|crime|mundo|jornada|tiempo)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:admin|administrator|administrador|anonymous|an[oó]nimo|unknown|none|null|n/?a|nan|"
    r"guest|webmaster|sin autor|undefined|user|author|autor|root)$",
    re.IGNORECASE,
)
LONGEST_NAME = 80
_AGENCIES = {
    name.casefold(): name
    for name in (
        *("AFP", "AP", "EFE", "DPA", "ANSA", "UPI", "BBC", "CNN", "Reuters", "Notimex", "Xinhua"),
        *("Redacción", "Staff", "Agencias"),
    )
} | {"redaccion": "Redacción"}
"""Agencies and desks as they write themselves; sites print them in any casing."""


def split_authors(text: str) -> tuple[str, ...]:
    """The names in a byline, in order and without repeats.

    "By Ana Ruiz and Tom Hill*" gives two; desks and agencies ("Redacción", "AFP")
    count as names; addresses, handles, roles, marks and placeholders do not.
    Double surnames joined by "y" stay whole.
    """
    found: list[str] = []
    for part in _parts(_cleaned(text[:1000])):
        name = _tidied(part)
        if name and name.casefold() not in {f.casefold() for f in found}:
            found.append(name)
    return tuple(found)


def _cleaned(text: str) -> str:
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\u00a0", " ").replace("_", " ")
    for pattern in (_URL, _EMAIL, _HANDLE, _MARKS):
        text = pattern.sub(" ", text)
    text = _BRACKETED.sub("", text)
    text = re.sub(r"[ \f\v]+", " ", text).strip(" \n\r\t,;:|/-–—•·")
    return _LABEL.sub("", _LEAD.sub("", text))


def _parts(text: str) -> list[str]:
    if inverted := _inverted(text):
        return [inverted]
    pieces = [p for p in _SEPARATOR.split(text) if p and p.strip()]
    names: list[str] = []
    for piece in pieces:
        for half in _DASHED.split(_AND_LEAD.sub("", piece)):
            names += _at_and(half)
    if "," in text and any(" " in n.strip() for n in names):
        # "By Ana Ruiz, Lima": one lone word after a full name is a place, unless
        # it is a desk or an agency in capitals.
        head, *rest = names
        names = [head, *(n for n in rest if " " in n.strip() or _is_desk(n))]
    return names


_ARTICLE = re.compile(r"^(?:la|el)\s+(?=redacci|agencia|equipo|unidad)", re.IGNORECASE)
_AND_LEAD = re.compile(r"^(?:and|y|e|with|con)\s+", re.IGNORECASE)


def _inverted(text: str) -> str | None:
    """ "Ruiz, Ana" is one person."""
    if initials := re.fullmatch(r"([^\W\d_][\w'’-]+), ?((?:[A-Z]\. ?){1,3})", text):
        return f"{initials[2].strip()} {initials[1]}"
    match = re.fullmatch(r"([^\W\d_][\w'’-]+), ?([^\W\d_][\w'’-]+)", text)
    if not match or _is_desk(match[1]) or _is_desk(match[2]) or _ROLE.search(text):
        return None
    return f"{match[2]} {match[1]}"


def _is_desk(name: str) -> bool:
    name = name.strip()
    return bool(_DESK.search(name)) or (name.isupper() and " " not in name and len(name) <= 5)


def _at_and(text: str) -> list[str]:
    match = _AND.search(text)
    if match is None:
        return [text]
    left, right = text[: match.start()], text[match.end() :]
    if not left.strip() or not right.strip() or _holds_together(left, right):
        rest = _AND.search(text, match.end())
        if rest is None:
            return [text]
        return [text[: rest.start()], *_at_and(text[rest.end() :])]
    return [left, *_at_and(right)]


def _holds_together(left: str, right: str) -> bool:
    """Is the "y"/"and" between them part of one name?"""
    first = _AND.split(right)[0]
    names_left, names_right = len(left.split()), len(first.split())
    if _DESK.search(left) and re.search(r"\b(?:de|del|of|for|on)\b", left, re.IGNORECASE):
        return True  # "Unidad de Datos y Mapas"
    if names_left == 1 and names_right > 1 and _DESK.search(first) and not _is_desk(left):
        return True  # "Mexico and Central America Team"
    # "José Pardo y Aliaga": a full name, then one bare surname.
    return names_left > 1 and names_right == 1 and not _is_desk(first) and not _DESK.search(left)


def _tidied(part: str) -> str | None:
    name = re.sub(r"\s+", " ", part).strip(" ,;:|/-–—•·\"'“”<>")
    name = name.rstrip(".") if not re.search(r"\b(?:[A-Z]|jr|sr|inc)\.$", name, re.I) else name
    name = _ARTICLE.sub("", _LEAD.sub("", _LABEL.sub("", name)))
    if not name or len(name) > LONGEST_NAME or not any(c.isalpha() for c in name):
        return None
    if _NOBODY.match(name) or re.search(r"^\d|\d{4}|[:@]", name):
        return None
    if _ROLE.search(name) and not _DESK.search(name):
        return None
    return _AGENCIES.get(name.casefold()) or recase_name(name)
