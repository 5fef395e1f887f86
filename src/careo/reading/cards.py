"""The cards below an article in a text capture: related content, posts of the
organization. Each is a few lines: a tag or category, a title, a date, an excerpt, in
the order the site prints them, some missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careo.reading.casing import recase
from careo.reading.dates import parse_date
from careo.reading.lines import is_complete
from careo.reading.profiles import Profile
from careo.values import Teaser

_LONGEST_CATEGORY = 60


@dataclass
class _Card:
    tag: str = ""
    published: str | None = None
    before: str = ""
    """The line above the date: a title."""
    after: list[str] | None = None

    def complete(self) -> bool:
        return bool(self.after)


def read_cards(
    lines: Sequence[str], profile: Profile, language: str | None
) -> tuple[tuple[Teaser, ...], tuple[str, ...]]:
    """The cards in the lines, and the lines that belong to none."""
    cards: list[_Card] = []
    left: list[str] = []
    for line in lines:
        tag, date = _tag_and_date(line, profile, language)
        if date:
            _dated(cards, tag, date)
        elif tag:
            cards.append(_Card(tag=tag))
        elif not cards:
            left.append(line)
        elif cards[-1].published is None and not cards[-1].before:
            cards[-1].before = line
        else:
            cards[-1].after = [*(cards[-1].after or []), line]
    return tuple(_teaser(card, profile) for card in cards), tuple(left)


def _dated(cards: list[_Card], tag: str, date: str) -> None:
    """A date line belongs to the card that waits for one, else it begins a card."""
    waiting = bool(cards) and cards[-1].published is None and not cards[-1].complete()
    if waiting and (not tag or tag.casefold() == cards[-1].tag.casefold()):
        cards[-1].published = date
    else:
        cards.append(_Card(tag=tag, published=date))


def _tag_and_date(line: str, profile: Profile, language: str | None) -> tuple[str, str | None]:
    for pattern in profile.date_lines:
        match = pattern.fullmatch(line)
        found = match.groupdict() if match else {}
        if date := parse_date(found.get("date") or "", language):
            return (found.get("tag") or "").strip(), date
    category = line.isupper() and len(line) <= _LONGEST_CATEGORY
    known = line.casefold() in {c.casefold() for c in profile.categories}
    return (line if category or known else ""), None


def _teaser(card: _Card, profile: Profile) -> Teaser:
    after = card.after or []
    title = card.before
    if not title and (len(after) > 1 or (after and _is_title(after[0]))):
        title, after = after[0], after[1:]
    excerpt = " ".join(after)
    tag = profile.named(card.tag) or recase(
        card.tag, f"{title} {excerpt}", frozenset(profile.acronyms)
    )
    return Teaser(
        tag=tag or None,
        published=card.published,
        excerpt=excerpt or None,
        title=title or None,
    )


def _is_title(line: str) -> bool:
    return not is_complete(line) and len(line) < 150
