"""Text captures of pages, and plain text of records, into articles.

A capture begins with what the page prints above the article (breadcrumb, type label,
title, a line with tag, date and authors), goes on with the body and ends with what
stands below it. Profiles say how a site words these lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from careo.reading.authors import split_authors
from careo.reading.cards import read_cards
from careo.reading.casing import recase
from careo.reading.dates import parse_date
from careo.reading.language import normal_code
from careo.reading.lines import entries, is_bullet, is_complete, mend, shape_of, tidy
from careo.reading.profiles import Profile, begins, choose, whole
from careo.reading.shaping import barrier, see_also, shape
from careo.values import Article, Capture, Stated, Teaser

_HEAD_LINES = 8
_LONGEST_TITLE = 300
_LONGEST_STANDFIRST = 400
_SEPARATED = re.compile(r"\s*[>›»|/→]\s*")


@dataclass
class _Head:
    """What stands above the body."""

    title: str = ""
    section: tuple[str, ...] = ()
    type: str = ""
    tag: str = ""
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    standfirst: str = ""
    furniture: list[str] = field(default_factory=list)


def read_text(text: str, capture: Capture) -> Article:
    """The article in a plain text: a text capture of a page, or the text of a record
    whose title is already stated. An empty text gives an article without blocks."""
    profile = choose(capture.url, text)
    lines = _whole_see_also(entries(text), profile)
    head, body = _read_head(lines, capture.stated, profile)
    body, sections = _cut_sections(body, profile)
    form = shape_of(body)
    # Where sentences lie in pieces, lines without a full stop mean nothing.
    body, headlines = (body, []) if form.broken or form.wrapped else _cut_headlines(body)
    shaped = shape(mend(body, form, lambda x: barrier(x, profile)), profile)
    language = normal_code(capture.stated.language) or head.language
    related, organization, left = _read_sections(sections, profile, language)
    prose = " ".join(b.text for b in shaped.blocks)
    tag = profile.named(head.tag) or recase(
        head.tag, f"{head.title} {prose}", frozenset(profile.acronyms)
    )
    furniture = dict.fromkeys((*head.furniture, *shaped.furniture, *headlines, *left))
    return Article(
        title=head.title,
        blocks=shaped.blocks,
        section=head.section,
        type=head.type or None,
        primary_tag=tag or None,
        authors=head.authors,
        published=head.published,
        language=head.language,
        standfirst=head.standfirst or None,
        analysis_start=shaped.analysis_start,
        related=related,
        organization=organization,
        licence=shaped.licence,
        furniture=tuple(furniture),
    )


def _whole_see_also(lines: Sequence[str], profile: Profile) -> list[str]:
    """Labels that stand on a line of their own ("SEE ALSO", then ":") joined with
    the line they point to."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        target = see_also(line, profile)
        at += 1
        if target is not None and target == len(line):
            if at < len(lines) and lines[at] == ":":
                at += 1
            if at < len(lines):
                line = f"{line.rstrip(' :')}: {lines[at]}"
                at += 1
        out.append(line)
    return out


# --- above the body -------------------------------------------------------


def _read_head(lines: list[str], stated: Stated, profile: Profile) -> tuple[_Head, list[str]]:
    head = _Head(title=tidy(stated.title))
    at = _title_at(lines, head.title, profile)
    if at is None:
        if head.title:
            return head, _past_labels(head, lines, profile)
        return head, lines
    if any(len(line) > 100 and is_complete(line) for line in lines[:at]):
        return head, lines  # paragraphs above it: not the page's title line
    head.title = head.title or lines[at]
    for line in lines[:at]:
        _above_title(head, line, lines[at], profile)
    return head, _below_title(head, lines[at + 1 :], profile)


def _title_at(lines: list[str], stated: str, profile: Profile) -> int | None:
    """Which of the first lines is the title."""
    top = lines[:_HEAD_LINES]
    if stated:
        return next((at for at, line in enumerate(top) if _same(line, stated)), None)
    for at, line in enumerate(top):
        for later in range(at + 1, min(at + 5, len(top))):
            # A breadcrumb ends with the title that follows it.
            if len(top[later]) >= 12 and len(line) > len(top[later]) and line.endswith(top[later]):
                return later
    for at, line in enumerate(top):
        if _is_label(line, profile) or _is_trail(line, profile):
            continue
        if date_line(line, profile, None):
            continue
        dated = any(date_line(x, profile, None) for x in top[at + 1 : at + 4])
        fits = len(line) <= _LONGEST_TITLE and len(lines) > at + 1
        return at if fits and (dated or not is_complete(line) or line[-1] in "?!") else None
    return None


def _same(line: str, title: str) -> bool:
    return _levelled(line) == _levelled(title) != ""


def _levelled(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_trail(line: str, profile: Profile) -> bool:
    """Is it a breadcrumb with separators?"""
    parts = _SEPARATED.split(line)
    known = {x.casefold() for x in (*profile.home, *profile.sections)}
    return len(parts) > 1 and parts[0].strip().casefold() in known


def _is_label(line: str, profile: Profile) -> bool:
    known = {x.casefold() for x in (*profile.types, *profile.sections, *profile.home)}
    return line.casefold() in known or whole(profile.furniture, line)


def _above_title(head: _Head, line: str, title: str, profile: Profile) -> None:
    if _named(line, profile.types):
        head.type = _named(line, profile.types)
    elif line.endswith(title) or _SEPARATED.search(line):
        head.section = _breadcrumb(line.removesuffix(title), title, profile)
        head.furniture.append(line)
    elif not _take_date_line(head, line, profile):
        head.furniture.append(line)


def _named(text: str, names: tuple[str, ...]) -> str:
    return next((n for n in names if n.casefold() == text.strip().casefold()), "")


def _breadcrumb(words: str, title: str, profile: Profile) -> tuple[str, ...]:
    """ "HomeNewsBrief" or "Home > News > Brief" as its parts, without the front page."""
    parts = [p for p in _SEPARATED.split(words) if p.strip()]
    if len(parts) == 1:
        parts = _unglued(parts[0], profile)
    home = {h.casefold() for h in profile.home}
    kept = (p.strip() for p in parts if not _same(p, title))
    return tuple(profile.named(p) or p for p in kept if p and p.casefold() not in home)


def _unglued(words: str, profile: Profile) -> list[str]:
    names = sorted((*profile.home, *profile.sections, *profile.types), key=len, reverse=True)
    parts: list[str] = []
    while words := words.strip():
        known = next((n for n in names if words.casefold().startswith(n.casefold())), None)
        # An unknown name ends where a small letter meets a capital.
        unknown = re.match(r".+?(?<=[a-záéíóúñ])(?=[A-ZÁÉÍÓÚÑ])|.+", words)
        part = known or (unknown[0] if unknown else words)
        parts.append(words[: len(part)])
        words = words[len(part) :]
    return parts


def _below_title(head: _Head, lines: list[str], profile: Profile) -> list[str]:
    """Takes date line, labels and standfirst off the beginning of `lines`."""
    for at, line in enumerate(lines[:4]):
        if _take_date_line(head, line, profile):
            above = lines[:at]
            words = [x for x in above if not _is_label(x, profile)]
            head.furniture += [x for x in above if x not in words]
            if words and sum(map(len, words)) <= _LONGEST_STANDFIRST:
                head.standfirst = " ".join(words)
                words = []
            rest = lines[at + 1 :]
            # "By A" and "3 January 2020" may be two lines.
            while rest and _take_date_line(head, rest[0], profile):
                rest = rest[1:]
            return words + rest
    return _past_labels(head, _past_standfirst(head, lines), profile)


def _past_standfirst(head: _Head, lines: list[str]) -> list[str]:
    """Lines right below the title that are long, but no sentences, are a standfirst
    when a paragraph follows."""
    at = 0
    while at < min(3, len(lines)) and _is_deck(lines[at]):
        at += 1
    if at and at < len(lines) and len(lines[at]) > 100 and is_complete(lines[at]):
        head.standfirst = ". ".join(lines[:at])
        return lines[at:]
    return lines


def _is_deck(line: str) -> bool:
    return (
        40 <= len(line) <= _LONGEST_STANDFIRST and not is_complete(line) and line[-1] not in ":,;"
    )


def _past_labels(head: _Head, lines: list[str], profile: Profile) -> list[str]:
    at = 0
    while at < min(3, len(lines)):
        line = lines[at]
        if _named(line, profile.types):
            head.type = head.type or _named(line, profile.types)
        elif not _take_date_line(head, line, profile):
            break
        at += 1
    return lines[at:]


def _take_date_line(head: _Head, line: str, profile: Profile) -> bool:
    found = date_line(line, profile, head.language)
    if found is None:
        return False
    if found.get("language"):
        head.language = normal_code(found["language"])
    if found.get("date"):
        head.published = head.published or parse_date(found["date"], head.language)
    if found.get("authors"):
        head.authors = head.authors or split_authors(found["authors"])
    head.tag = head.tag or tidy(found.get("tag", ""))
    return True


def date_line(line: str, profile: Profile, language: str | None) -> dict[str, str] | None:
    """The named parts of a line that states date or authors; None for other lines."""
    for pattern in profile.date_lines:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        found = {k: v for k, v in match.groupdict().items() if v}
        if "date" in found and parse_date(found["date"], language) is None:
            continue
        if "date" not in found and not split_authors(found.get("authors", "")):
            continue
        return found
    return None


# --- below the body -------------------------------------------------------


def _cut_sections(lines: list[str], profile: Profile) -> tuple[list[str], list[str]]:
    """The body, and the lines from the first list of cards on."""
    for at, line in enumerate(lines):
        if at and (whole(profile.related, line) or whole(profile.organization, line)):
            return lines[:at], lines[at:]
    return lines, []


def _is_headline(line: str) -> bool:
    one = len(line) <= 160 and not re.search(r"[.!?…][\"”)]?\s+\S", line)
    return one and not is_complete(line) and not is_bullet(line)


def _cut_headlines(lines: list[str]) -> tuple[list[str], list[str]]:
    """Headlines of other articles that a crawl left below a plain text: three lines
    or more, none a sentence, after paragraphs that are."""
    end = len(lines)
    while end and _is_headline(lines[end - 1]):
        end -= 1
    finished = sum(map(is_complete, lines[:end]))
    if len(lines) - end >= 3 and finished >= 3 and finished > 0.6 * end:
        return lines[:end], lines[end:]
    return lines, []


def _read_sections(
    lines: list[str], profile: Profile, language: str | None
) -> tuple[tuple[Teaser, ...], tuple[Teaser, ...], tuple[str, ...]]:
    parts: dict[str, list[str]] = {"related": [], "organization": []}
    furniture: list[str] = []
    current = "related"
    for line in lines:
        if whole(profile.related, line) or whole(profile.organization, line):
            current = "related" if whole(profile.related, line) else "organization"
            furniture.append(line)
        elif whole(profile.furniture, line) or begins(profile.body_ends, line):
            furniture.append(line)
        else:
            parts[current].append(line)
    related, left = read_cards(parts["related"], profile, language)
    organization, left_over = read_cards(parts["organization"], profile, language)
    return related, organization, (*furniture, *left, *left_over)
