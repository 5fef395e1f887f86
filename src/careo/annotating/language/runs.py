"""Runs of capitalised words: where names stand, before anything says what they name.

Found in the text itself and not over the parse, because the models cut names apart and
glue them to their neighbours; what the models say is evidence about a run.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from careo.annotating.language.words import Words, demonyms, given_names

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD = rf"[{_UPPER}](?:[\w&]|['’](?=[^\W\d_]{{2}})|-(?=\w)|\.(?=[{_UPPER}](?:\.|\b)))*"
_INITIAL = rf"[{_UPPER}]\.(?=[ \u00a0][{_UPPER}])"
_OFFICE = r"(?:(?:(?<=General)|(?<=Prosecutor)|(?<=Ombudsman)|(?<=Sheriff))['’]s [Oo]ffices?)?"
"""A possessive that belongs to a body's name."""
_SPANISH_OF = "de las|de los|de la|del|de|da|do|dos|di|du|la"
_ANY_OF = "para la|para el|para los|para las|contra la|contra el|contra los|contra las"
_JOIN = {
    "en": f"of the|of|against|for the|for|{_SPANISH_OF}|al|van den|van der|van|von der|von|bin|el",
    "es": f"{_ANY_OF}|{_SPANISH_OF}|bin",
}
LONGEST = 15
"""Most capitalised words in one run: names are shorter, lines in capitals are not."""

_RUNS = {
    language: re.compile(
        rf"(?<![\w@#/])(?:{_INITIAL}|{_WORD})"
        rf"(?:[ \u00a0](?:(?:{join})[ \u00a0])?(?:{_INITIAL}|{_WORD})){{0,{LONGEST - 1}}}"
        rf"{_OFFICE}"
    )
    for language, join in _JOIN.items()
}
_JOINERS = frozenset(word for join in _JOIN.values() for part in join.split("|") for word in [part])
_CHARGE = frozenset({"of", "the", "for", "de", "del", "la", "los", "las", "para"})
_US = frozenset({"us", "u.s", "eu", "uk"})
_LOOK = 40
"""Characters before a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words at `start` to `end`; `title` is what was taken off before it.

    `opens` tells that it opens a sentence, where a capital proves nothing.
    """

    start: int
    end: int
    opens: bool
    title: str = ""


def runs_in(
    text: str, low: str, language: str, words: Words, openers: Container[int] = ()
) -> Iterator[Run]:
    """The runs of a text, function words and titles taken off, in order.

    `low` is `folded(text)`; `openers` are the offsets of words that the tagger takes for
    verbs, adverbs and the like: where they open a sentence they are no part of a name.
    """
    for match in _RUNS[language].finditer(text):
        run = Run(match.start(), match.end(), opens_sentence(text, match.start()))
        if run.opens and run.start in openers:
            tokens = tokens_of(low, run.start, run.end)[1:]
            start = next((s for s, _ in tokens if text[s].isupper()), None)
            if start is None:
                continue
            run = Run(start, run.end, False)
        yield from _stripped(run, low, words)


def opens_sentence(text: str, start: int) -> bool:
    """Whether what starts at `start` opens a sentence, a line or a list item."""
    lead = text[max(0, start - 4) : start].rstrip("\"“‘«'(¿¡ \u00a0")
    if not lead or lead[-1] in ".!?:…\n•—–":
        return True
    return lead[-1] in '”"»’)' and lead[:-1].rstrip()[-1:] in (".", "!", "?", "…", ":")


def _stripped(run: Run, low: str, words: Words) -> Iterator[Run]:
    """The names in a run: cut where a title stands inside it, and its edges cleaned."""
    tokens = tokens_of(low, run.start, run.end)
    charge = _charge(tokens, low, words)
    if charge is not None:
        length, opens, ends = charge
        if _has_head(tokens[opens:ends], low, words):
            yield Run(tokens[opens][0], tokens[ends - 1][1], False)
        if ends < len(tokens):
            title = low[tokens[0][0] : tokens[length - 1][1]]
            yield Run(tokens[ends][0], run.end, False, title)
        return
    first, title = _after_titles(tokens, low, run.opens, words)
    if first == len(tokens):
        return
    cut = _title_inside(tokens, first, low, words)
    last = cut if cut is not None else len(tokens)
    while last > first and low[slice(*tokens[last - 1])] in _JOINERS:
        last -= 1
    is_described = cut is not None and _describes(tokens[first:last], low, words)
    if last > first and not is_described:
        opens = run.opens and first == 0
        yield Run(tokens[first][0], tokens[last - 1][1], opens, title)
    if cut is not None:
        yield from _stripped(Run(tokens[cut][0], run.end, False), low, words)


def _charge(tokens: list[tuple[int, int]], low: str, words: Words) -> tuple[int, int, int] | None:
    """Of "Secretary of Security Rosa …": how long the title is, where its charge starts and
    where it ends, before a given name or with the run; None when the run does not open so."""
    length = _title_length(tokens, 0, low, words)
    if not length or length == len(tokens):
        return None
    opens = length
    while opens < len(tokens) and low[slice(*tokens[opens])] in _CHARGE:
        opens += 1
    if opens == length or opens == len(tokens):
        return None
    names = given_names()
    ends = next((i for i in range(opens, len(tokens)) if low[slice(*tokens[i])] in names), None)
    if ends == opens:
        return None  # "General de Jesús …": a name
    return length, opens, len(tokens) if ends is None else ends


def _has_head(tokens: list[tuple[int, int]], low: str, words: Words) -> bool:
    if len(tokens) < 2:
        return False
    return low[slice(*tokens[0])] in words.heads or low[slice(*tokens[-1])] in words.heads


def _describes(tokens: list[tuple[int, int]], low: str, words: Words) -> bool:
    """Whether what stands before a title belongs to it ("Mexican Security Secretary")."""
    is_national = bool(tokens) and low[slice(*tokens[0])] in demonyms()
    return is_national and not _has_head(tokens, low, words)


def tokens_of(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the blank-separated words between two offsets."""
    return [m.span() for m in re.compile(r"[^ \u00a0]+").finditer(low, start, end)]


def _after_titles(
    tokens: list[tuple[int, int]], low: str, opens: bool, words: Words
) -> tuple[int, str]:
    """How many leading words are no part of the name, and the title among them."""
    at, title = 0, ""
    nations = demonyms()
    while at < len(tokens):
        word = low[slice(*tokens[at])]
        length = _title_length(tokens, at, low, words)
        if length and at + length == len(tokens):
            return len(tokens), title  # a title and nobody's name
        if length and not _names_body(tokens, at + length, low, words):
            title = low[tokens[at][0] : tokens[at + length - 1][1]]
            at += length
        elif (
            _is_leading(at, tokens, low, opens, words)
            or ((word in nations or word in _US) and _title_ahead(tokens, at + 1, low, words))
            or (word in _JOINERS and at > 0)
        ):
            at += 1
        else:
            break
    return at, title


def _is_leading(
    at: int, tokens: list[tuple[int, int]], low: str, opens: bool, words: Words
) -> bool:
    word = low[slice(*tokens[at])]
    if opens and at == 0 and word in words.small:
        return True
    if word not in words.modifiers or at + 1 == len(tokens):
        return False
    after = low[slice(*tokens[at + 1])]
    # "Former President …" and "the late Rosa …", but not "National Police".
    return (
        after in given_names()
        or after in words.modifiers
        or after in demonyms()
        or _title_ahead(tokens, at + 1, low, words)
    )


def _title_ahead(tokens: list[tuple[int, int]], at: int, low: str, words: Words) -> bool:
    if at < len(tokens) and low[slice(*tokens[at])] in words.modifiers:
        at += 1
    return bool(_title_length(tokens, at, low, words))


def _title_length(tokens: list[tuple[int, int]], at: int, low: str, words: Words) -> int:
    """How many words from `at` are a title; the longest counts."""
    for length in (3, 2, 1):
        if at + length <= len(tokens):
            phrase = low[tokens[at][0] : tokens[at + length - 1][1]]
            if phrase in words.titles or phrase + "." in words.titles:
                return length
    return 0


def _names_body(tokens: list[tuple[int, int]], at: int, low: str, words: Words) -> bool:
    """Whether what follows a seeming title makes it a body ("Justice Department")."""
    rest = [low[slice(*token)] for token in tokens[at:]]
    if rest[0] in given_names():
        return False  # "Sergeant Rosa Sol of the State Police"
    return rest[-1] in words.heads or rest[0] in words.heads or rest[0] in _JOINERS


def _title_inside(tokens: list[tuple[int, int]], first: int, low: str, words: Words) -> int | None:
    """Where a title stands inside a run with a name after it ("DEA Administrator …")."""
    for at in range(first + 1, len(tokens) - 1):
        length = _title_length(tokens, at, low, words)
        after = at + length
        if length and after < len(tokens) and low[slice(*tokens[after])] in given_names():
            return at
    return None


def before(low: str, start: int) -> str:
    """The folded text just before an offset, for the context patterns."""
    return low[max(0, start - _LOOK) : start]
