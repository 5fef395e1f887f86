"""Lines into paragraphs.

Three kinds of plain text arrive: paragraphs with blank lines between, paragraphs
one to a line, and crawls that put every link's words on a line of their own, so
that sentences lie in pieces. `mend` tells them apart by what the lines look like
as a whole and makes the sentences whole again; in a crawl the pieces that were
links keep their place as links without an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from careo.reading.pieces import cut, merged
from careo.values import Block, BlockKind, Link

_BLANKS = re.compile(r"[ \t\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)

_CLOSERS = ",.;:!?)]}”»%’…"
_OPENERS = "([{“«‘¿¡$€£"
_COMPLETE = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_BULLET = re.compile(r"^(?:[-–—*•·▪‣]\s+|\d{1,2}[.)]\s+)(?=\S)")
_SENTENCE_INSIDE = re.compile(r"[.!?…][\"'”’»)]*\s+[“\"«¿¡(]*[A-ZÁÉÍÓÚÑ]")
_TITLES = re.compile(
    r"\b(?:Dr|Dra|Gen|Gral|Lt|Col|Sgt|Capt|Sr|Sra|Mr|Mrs|Ms|Lic|Ing|St|Sen|Rep)\.$"
)

# Words no line, heading or caption ends with: the sentence goes on.
_HANGING = frozenset(
    {
        *("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "and"),
        *("or", "but", "that", "which", "who", "whose", "is", "are", "was", "were", "be", "been"),
        *("has", "have", "had", "its", "their", "his", "her", "into", "than", "then", "this"),
        *("they", "we", "he", "she", "just", "also", "not", "only", "even", "very", "called"),
        *("under", "over", "between", "about", "after", "before", "through", "including", "like"),
        *("el", "la", "los", "las", "un", "una", "de", "del", "al", "en", "por", "para", "con"),
        *("que", "y", "o", "e", "u", "su", "sus", "se", "como", "entre", "sobre", "desde", "hasta"),
        *("según", "es", "son", "fue", "ha", "han", "cuando", "donde", "más", "the", "according"),
    }
)
# Words that have a capital only where a sentence begins.
_OPENING = frozenset(
    {
        *("in", "on", "at", "by", "for", "from", "with", "as", "but", "and", "about", "after"),
        *("before", "while", "when", "where", "although", "though", "however", "despite"),
        *("according", "since", "if", "it", "he", "she", "they", "we", "this", "that", "these"),
        *("those", "there", "a", "an", "the", "its", "their", "his", "her", "such", "both", "one"),
        *("in", "en", "por", "para", "con", "desde", "hasta", "sin", "sobre", "según", "aunque"),
        *("cuando", "donde", "mientras", "pero", "y", "si", "este", "esta", "estos", "estas"),
        *("un", "una", "su", "sus", "se", "no", "lo", "ante", "tras", "durante", "entre", "es"),
    }
)
_LONE_LETTERS = frozenset("aAIyYeEoOuU")
LONGEST_HEADING = 80
LONGEST_LINK = 130
_MOST_PIECES = 300
"""No paragraph is cut into more; whatever is, is no crawl of an article."""


class Bar(Enum):
    """How a line stands among its neighbours."""

    NONE = 0
    BEGINS = 1
    """It begins something, and may go on in the next line."""
    ALONE = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of lines a text has."""

    broken: bool
    """Sentences lie in pieces, links on lines of their own."""
    wrapped: bool
    """Every line was broken at one width."""


def tidy(line: str) -> str:
    """One line with ordinary blanks and nothing invisible."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", line)).strip()


def is_complete(text: str) -> bool:
    """Does the text end where a sentence ends?"""
    if _TITLES.search(text):
        return False
    if text[:1] == "(" and text[-1:] == ")" and text.count(")") == 1:
        return True  # an aside between paragraphs
    return bool(_COMPLETE.search(text)) or (text.endswith(":") and len(text) > 40)


def is_bullet(text: str) -> bool:
    """Does the line begin as an item of a list?"""
    return bool(_BULLET.match(text))


def is_heading(text: str) -> bool:
    """A short line that is no sentence and does not go on."""
    if len(text) > LONGEST_HEADING or is_complete(text) or _goes_on(text):
        return False
    if re.search(r", [a-záéíóúñ]", text):
        return False  # "Ana Ruiz, coordinator of the": an apposition
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in words)
    return bool(words) and capitals >= 0.7 * len(words)


def shape_of(lines: Sequence[str]) -> Shape:
    """Judges the non-empty lines of a text without blank lines."""
    if len(lines) < 4:
        return Shape(broken=False, wrapped=False)
    inside = sum(starts_inside(after) and not _BULLET.match(after) for _, after in pairwise(lines))
    widest = max(map(len, lines))
    even = sum(len(line) > 0.75 * widest for line in lines)
    if widest <= 120 and even > 0.6 * len(lines) and inside > 0.3 * len(lines):
        return Shape(broken=False, wrapped=True)
    return Shape(broken=inside >= max(2, 0.06 * len(lines)), wrapped=False)


def starts_inside(line: str) -> bool:
    """Can the line only be the middle of a sentence?"""
    if not line:
        return False
    if line[0] in _CLOSERS:
        return not line.startswith("...")
    return line[0].islower() and not line.startswith(("http", "www.", "pic.twitter"))


def paragraphs(text: str) -> list[list[str]]:
    """The non-empty, tidied lines of a text in the groups that blank lines make."""
    groups: list[list[str]] = [[]]
    for raw in re.split(r"\r\n|[\r\n\u0085\u2028\u2029]", text):
        line = tidy(raw)
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [g for g in groups if g]


def mend(
    lines: Sequence[str], shape: Shape, barrier: Callable[[str], Bar] = lambda line: Bar.NONE
) -> list[Block]:
    """Blocks from lines. `barrier` tells which lines mean something by themselves
    (markers, furniture) and so join no sentence."""
    if shape.broken:
        units = _units(lines, barrier)
        blocks = [_classified(units, at, barrier) for at in range(len(units))]
    else:
        whole = [glued(g) for g in _unwrapped(lines, barrier)] if shape.wrapped else lines
        blocks = [_plain(whole, at, barrier) for at in range(len(whole))]
    return _grouped_lists(blocks)


def entries(text: str) -> list[str]:
    """The lines of a text as far as blank lines tell: a group of lines between
    blank lines is one paragraph that was wrapped, unless the lines stand alone."""
    groups = paragraphs(text)
    if len(groups) < 2:
        return [line for group in groups for line in group]
    flat = [line for group in groups for line in group]
    if len(flat) > 2.5 * len(groups) and shape_of(flat).broken and not shape_of(flat).wrapped:
        return flat
    return [entry for group in groups for entry in _group_entries(group)]


def _group_entries(group: list[str]) -> list[str]:
    first_bullet = next((at for at, line in enumerate(group) if _BULLET.match(line)), len(group))
    head, rest = group[:first_bullet], group[first_bullet:]
    if not all(_BULLET.match(line) for line in rest):
        head, rest = group, []
    if len(head) > 1 and _one_paragraph(head):
        head = [glued(head)]
    return [*head, *rest]


def _one_paragraph(lines: Sequence[str]) -> bool:
    if any(starts_inside(line) for line in lines[1:]):
        return True
    widest = max(map(len, lines))
    even = all(0.75 * widest < len(line) <= 120 and not is_complete(line) for line in lines[:-1])
    return len(lines) > 2 and even


def glued(lines: Sequence[str]) -> str:
    """The lines as running text."""
    return "".join(_spaced(lines))


def _spaced(lines: Sequence[str]) -> Iterator[str]:
    """The lines, and between each two what stands there."""
    quotes = 0
    for at, line in enumerate(lines):
        if at:
            yield _gap(lines[at - 1], line, quotes % 2 == 1)
        quotes += line.count('"')
        yield line


def _gap(before: str, after: str, quoting: bool) -> str:
    """What stands between two pieces: a blank, or nothing. `quoting`: a straight
    quotation mark is open."""
    if not before or not after or after[0] in _CLOSERS or re.match(r"['’]\w\b", after):
        return ""
    if before[-1] in _OPENERS or (before[-1] in "-/" and before[-2:-1].isalnum()):
        return ""
    if quoting and (before[-1] == '"' or (after[0] == '"' and not after[1:2].isalnum())):
        return ""
    # A crawl cuts words where a link began one letter late: "m" + "inistry".
    last = before[-1]
    cut_word = before[-2:-1] in {"", " "} and last.isalpha() and last not in _LONE_LETTERS
    return "" if cut_word and after[0].islower() else " "


def _goes_on(text: str) -> bool:
    if text[-1] in _OPENERS or text[-1] in ",;–—-/&" or re.search(r"s?[’']s?$", text):
        return True
    last = re.findall(r"[^\W\d_]+", text.rsplit(" ", 1)[-1])
    if not last:
        return False
    word = last[-1] if " " in text else last[-1].casefold()
    return word in _HANGING or _lone(word)


def _lone(word: str) -> bool:
    return len(word) == 1 and word.islower()


def _units(lines: Sequence[str], barrier: Callable[[str], Bar]) -> list[list[str]]:
    units: list[list[str]] = []
    closed = True
    for line in lines:
        bar = barrier(line)
        if closed or bar is not Bar.NONE or not _belongs(units, line):
            units.append([line])
        else:
            units[-1].append(line)
        closed = bar is Bar.ALONE
    return units


def _belongs(units: list[list[str]], line: str) -> bool:
    """Does the line go on the unit before it?"""
    unit = units[-1]
    text = glued(unit[-3:])
    if _BULLET.match(line) and not _goes_on(text):
        return line[0] in "–—" and not is_complete(text)
    if starts_inside(line) or (line[0] == "(" and not is_complete(text)):
        return True
    if text.endswith(":"):
        # A label goes with its words; a sentence that announces a quote or a list does not.
        return len(text) <= 40 or (len(line) <= LONGEST_LINK and line[0] not in "“\"«'‘")
    opens = _opens(line)
    # A caption may be cut off at a comma; a clause would not begin like a sentence.
    if is_complete(text) or (text.endswith(",") and opens and len(line) > 100):
        return False
    if _goes_on(text):
        return True
    # A sentence already in pieces and not yet at its end goes on.
    return not opens and (len(unit) > 1 or not _stands_alone(units, text, line))


def _opens(line: str) -> bool:
    """Does the line begin with a word that has its capital from a new sentence?"""
    first = re.match(r"[“\"'‘(¿¡]*([^\W\d_]+)", line)
    return bool(first and first[1][0].isupper() and first[1].casefold() in _OPENING)


def _stands_alone(units: list[list[str]], text: str, after: str) -> bool:
    """Is an unfinished line a heading or a caption, rather than half a sentence?"""
    before = glued(units[-2]) if len(units) > 1 else ""
    fresh = not before or is_complete(before) or is_heading(before)
    long_next = len(after) > 100 or (is_complete(after) and len(after) > LONGEST_HEADING)
    if not fresh or is_heading(text):
        return fresh
    words = text.split()
    # "Former Brazilian judge" is half a sentence; "La respuesta oficial" heads one.
    half = len(words) <= 4 and any(w[0].isupper() for w in words[1:])
    return long_next and not half and not _SENTENCE_INSIDE.search(text)


def _classified(units: list[list[str]], at: int, barrier: Callable[[str], Bar]) -> Block:
    unit = units[at]
    text = glued(unit)
    last = at == len(units) - 1
    if (
        len(unit) > 1
        or is_complete(text)
        or last
        or _BULLET.match(text)
        or barrier(text) is not Bar.NONE
    ):
        return _block(unit)
    # Among sentences that were made whole, a line that is none heads something:
    # a part of the text when short, a picture when long.
    return Block(BlockKind.HEADING if len(text) <= LONGEST_HEADING else BlockKind.IMAGE, text)


def _plain(lines: Sequence[str], at: int, barrier: Callable[[str], Bar]) -> Block:
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else ""
    alone = len(line) <= LONGEST_HEADING and not is_complete(line) and not _goes_on(line)
    heads = len(after) > 100 and not _BULLET.match(line) and barrier(line) is Bar.NONE
    heading = at > 0 and alone and heads and line[0].isupper() and not line.endswith(":")
    return Block(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, line)


def _block(unit: Sequence[str]) -> Block:
    links = _links(unit) if len(unit) > 1 else ()
    text = glued(unit)
    return Block(BlockKind.PARAGRAPH, text, links)


def _links(unit: Sequence[str]) -> tuple[Link, ...]:
    """Which pieces of a sentence were links. The crawl cut the text at both ends of
    a link, so text and link take turns; the cheapest labelling wins."""
    labels = _labelled(unit)
    links: list[Link] = []
    start = 0
    for at, piece in enumerate(_spaced(unit)):
        # Pieces and what stands between them take turns.
        if at % 2 == 0 and labels[at // 2]:
            links.append(Link(start, start + len(piece), ""))
        start += len(piece)
    return tuple(links)


def _labelled(unit: Sequence[str]) -> list[bool]:
    """True where a piece is a link: Viterbi over two labels."""
    if len(unit) > _MOST_PIECES:
        return [False] * len(unit)
    best = {False: (_cost(unit, 0, False), [False]), True: (_cost(unit, 0, True), [True])}
    for at in range(1, len(unit)):
        step: dict[bool, tuple[float, list[bool]]] = {}
        for label in (False, True):
            # Two neighbouring texts would not have been cut; two links may touch.
            ways = [
                (cost + (0.0 if was != label else 1.0 if label else 3.0), path)
                for was, (cost, path) in best.items()
            ]
            cost, path = min(ways, key=lambda way: way[0])
            step[label] = (cost + _cost(unit, at, label), [*path, label])
        best = step
    return min(best.values(), key=lambda way: way[0])[1]


def _cost(unit: Sequence[str], at: int, link: bool) -> float:
    piece = unit[at]
    if not link:
        return 0.5 if len(piece.split()) <= 3 and piece[-1].isalnum() and at else 0.0
    if not any(c.isalnum() for c in piece):
        return 9.0
    cost = 0.0
    if piece[0] in _CLOSERS or piece[0] in "–—-":
        cost += 4.0
    if len(piece) > LONGEST_LINK:
        cost += 6.0
    elif len(piece) > 60:
        cost += 1.0
    if _SENTENCE_INSIDE.search(piece):
        cost += 4.0
    if _goes_on(piece) or piece[-1] in "—–":
        cost += 2.0
    if piece.endswith(":"):
        cost += 3.0
    if at == 0:
        cost += 0.6 + 0.5 * max(0, len(piece.split()) - 4) + _opens(piece)
    if at == len(unit) - 1 and is_complete(piece) and len(piece.split()) > 6:
        cost += 2.7
    return cost


def _unwrapped(lines: Sequence[str], barrier: Callable[[str], Bar]) -> list[list[str]]:
    """Hard-wrapped lines: a short line that ends a sentence ends a paragraph."""
    width = max(map(len, lines))
    groups: list[list[str]] = [[]]
    for line in lines:
        bar = barrier(line)
        if bar is not Bar.NONE:
            groups.append([])
        groups[-1].append(line)
        if bar is Bar.ALONE or (len(line) < 0.75 * width and is_complete(line)):
            groups.append([])
    return [g for g in groups if g]


def _grouped_lists(blocks: list[Block]) -> list[Block]:
    """Neighbouring bulleted paragraphs as one list."""
    out: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, None]:
        if block and block.kind is BlockKind.PARAGRAPH and _BULLET.match(block.text):
            run.append(block)
            continue
        if len(run) > 1:
            items = [cut(b, bullet.end()) for b in run if (bullet := _BULLET.match(b.text))]
            out.append(merged(items, BlockKind.LIST))
        else:
            out += run
        run = []
        if block:
            out.append(block)
    return out
