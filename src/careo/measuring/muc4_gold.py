"""Messages and answer keys of MUC-4 (Message Understanding Conference, 1992).

Format: texts in files whose messages begin with a line such as `DEV-MUC3-0001 (NOSC)`;
keys in files named `key-…`, templates of numbered slots (`9. PERP: INDIVIDUAL ID`). `*`
and `-` fill nothing; `/` parts alternatives; a fill that begins with `?`, and everything
in a template marked `(OPTIONAL)`, may be given or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from careo.errors import MeasuringError
from careo.measuring.reading import squeeze
from careo.values import Article, Block, BlockKind

_MESSAGE = re.compile(r"^[ \t]*((?:DEV|TST\d)-MUC[34]-\d{4})\b.*$", re.MULTILINE)
_SLOT = re.compile(r"^\s*(\d{1,2})\.\s+(.*)$")
_LABEL = re.compile(r"(?:MESSAGE|INCIDENT|PERP|PHYS TGT|HUM TGT): ?[A-Z ]*?(?=\s{2,}|$)\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_EMPTY = frozenset({"", "*", "-"})
_DAY = re.compile(
    r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.? (\d{2})\b"
)
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Fill:
    """One thing a slot asks for, in all the wordings that count."""

    words: tuple[str, ...]
    optional: bool = False
    label: str = ""
    """What a slot says of another's fill: the confidence."""


@dataclass(frozen=True)
class Template:
    """The slots of one incident that we ask for."""

    optional: bool = False
    types: tuple[str, ...] = ()
    """Alternatives."""
    individuals: tuple[Fill, ...] = ()
    organisations: tuple[Fill, ...] = ()
    confidences: tuple[Fill, ...] = ()
    targets: tuple[Fill, ...] = ()


@dataclass(frozen=True)
class Message:
    """A message and its incidents; none when it is irrelevant."""

    article: Article
    templates: tuple[Template, ...] = field(default=())


def load(folder: Path) -> list[Message]:
    """The messages under a folder that have a key. Raises MeasuringError without any."""
    texts: dict[str, str] = {}
    keys: dict[str, list[Template]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        body = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        if path.name.startswith("key-"):
            for message, template in _templates(body):
                known = keys.setdefault(message, [])
                if template is not None:
                    known.append(template)
        else:
            for message, text in _texts(body):
                texts.setdefault(message, text)
    found = [Message(_article(m, texts[m]), tuple(keys[m])) for m in texts if m in keys]
    if not found:
        raise MeasuringError("holds no messages with a key", where=str(folder))
    return found


# --- texts --------------------------------------------------------------------


def _texts(body: str) -> Iterator[tuple[str, str]]:
    heads = list(_MESSAGE.finditer(body))
    ends = [*(head.start() for head in heads[1:]), len(body)][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        yield head[1], body[head.end() : end]


def _article(message: str, text: str) -> Article:
    blocks = [squeeze(part) for part in _PARAGRAPH.split(text)]
    return Article(
        title=message,
        blocks=tuple(Block(BlockKind.PARAGRAPH, block) for block in blocks if block),
        published=_day(text),
        language="en",
        key=message,
    )


def _day(text: str) -> str | None:
    """The day in the dateline."""
    match = _DAY.search(text[:300])
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    return f"19{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"


# --- keys ---------------------------------------------------------------------


def _templates(body: str) -> Iterator[tuple[str, Template | None]]:
    """A message's name with each of its templates; with None when it is irrelevant."""
    for slots in _slot_groups(body):
        message = _MESSAGE.match(" ".join(slots.get(0, ())))
        if message is None:
            continue
        number = " ".join(slots.get(1, ()))
        yield message[1], None if number in _EMPTY else _template(slots, number)


def _slot_groups(body: str) -> Iterator[dict[int, list[str]]]:
    """The lines of each template's slots; a slot 0 begins one."""
    slots: dict[int, list[str]] = {}
    current: list[str] = []
    for line in body.split("\n"):
        if line.lstrip().startswith(";") or not line.strip():
            continue
        head = _SLOT.match(line)
        if head is None:
            current.append(line.strip())
            continue
        number = int(head[1])
        if number == 0 and slots:
            yield slots
            slots = {}
        current = slots.setdefault(number, [])
        current.append(_LABEL.sub("", head[2], count=1).strip())
    if slots:
        yield slots


def _template(slots: dict[int, list[str]], number: str) -> Template:
    names = _fills(slots.get(18, ()))
    return Template(
        optional="OPTIONAL" in number,
        types=tuple(part.strip(" ?") for part in " ".join(slots.get(4, ())).split("/")),
        individuals=_fills(slots.get(9, ())),
        organisations=_fills(slots.get(10, ())),
        confidences=_fills(slots.get(11, ())),
        targets=_humans(names, slots.get(19, ())) + _fills(slots.get(12, ())),
    )


def _fills(lines: Sequence[str]) -> tuple[Fill, ...]:
    fills = []
    for line in _whole(lines):
        words = tuple(_unescaped(one) for one in _QUOTED.findall(line))
        if words:
            label = line[: line.index('"')].strip(" ?:")
            fills.append(Fill(words, line.startswith("?"), label))
    return tuple(fills)


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Fills as one line each: an alternative may stand on the next."""
    held = ""
    for line in lines:
        if held and not (held.endswith(("/", ":")) or line.startswith("/")):
            yield held
            held = ""
        held = f"{held} {line}".strip()
    if held and held not in _EMPTY:
        yield held


def _humans(names: tuple[Fill, ...], lines: Sequence[str]) -> tuple[Fill, ...]:
    """Human targets: each name with the description that is given of it
    (`"MAYOR": "NAME"`), and the descriptions that stand alone."""
    people = list(names)
    for line in _whole(lines):
        description, _, name = line.partition('": "')
        words = tuple(_unescaped(one) for one in _QUOTED.findall(f'{description}"'))
        referred = {_unescaped(one) for one in _QUOTED.findall(f'"{name}')} if name else set()
        at = next((i for i, one in enumerate(people) if referred & set(one.words)), None)
        if at is not None:
            people[at] = Fill((*people[at].words, *words), people[at].optional)
        elif words:
            people.append(Fill((*words, *sorted(referred)), line.startswith("?")))
    return tuple(people)


def _unescaped(text: str) -> str:
    return squeeze(text.replace('\\"', '"'))
