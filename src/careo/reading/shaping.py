"""A profile laid over blocks: what is furniture, where the analysis begins, which
paragraphs are "see also" inserts, captions, embeds, the licence.

Works on blocks from any format, so that one profile serves text captures, tables,
Markdown and HTML alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from careo.reading.lines import Bar
from careo.reading.links import clean_url
from careo.reading.pieces import cut
from careo.reading.profiles import Profile, anywhere, begins, whole
from careo.values import BLOCK_BREAK, PROSE, Block, BlockKind, Link

_HEAD = 4
"""Blocks in which a line that starts the body is looked for."""

_LONGEST_CAPTION = 320
_LONGEST_INSERT = 400
_SIGNATURE = re.compile(r"^[—–-]\s*.{1,80}\(@\w{1,30}\)")
_POST_DATE = re.compile(r"^[^\W\d_]{3,10}\.? \d{1,2}, \d{4}$|^\d{1,2} de [^\W\d_]{4,10} de \d{4}$")
_BULLET = re.compile(r"[-–•*]\s+(?=\S)")
_POST_TEXT = re.compile(r"(?:pic\.twitter\.com|https?://t\.co)/\w+$")
_ADDRESS = re.compile(r"(?:https?://|pic\.twitter\.com/)\S+")


@dataclass(frozen=True)
class Shaped:
    """Blocks after the profile; what was taken out beside them."""

    blocks: tuple[Block, ...]
    analysis_start: int | None = None
    furniture: tuple[str, ...] = ()
    licence: str | None = None
    type: str | None = None
    """What a label above the body says the article is."""


@dataclass
class _Work:
    blocks: list[Block] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    licence: str | None = None
    type: str | None = None
    analysis: int | None = None  # index into blocks
    started: bool = False
    ended: bool = False


def barrier(line: str, profile: Profile) -> Bar:
    """Does the line mean something by itself, so that it joins no sentence?"""
    alone = (
        whole(profile.furniture, line)
        or whole(profile.analysis, line)
        or whole(profile.body_starts, line)
        or begins(profile.embeds, line)
        or see_also(line, profile) is not None
        or _SIGNATURE.match(line)
    )
    if alone:
        return Bar.ALONE
    starts = begins(profile.body_ends, line) or begins(profile.licence, line)
    return Bar.BEGINS if starts else Bar.NONE


def see_also(line: str, profile: Profile) -> int | None:
    """Where the target begins in a "SEE ALSO: X" line; None when it is none. Without
    a colon only a label in capitals counts: "See also the report." is prose."""
    match = begins(profile.see_also, line)
    if match is None or len(line) > _LONGEST_INSERT:
        return None
    label = match[0].strip()
    if ":" in label or label.isupper() or match.end() == len(line):
        return match.end()
    return None


def shape(blocks: Sequence[Block], profile: Profile) -> Shaped:
    """Lays `profile` over an article's blocks."""
    work = _Work()
    rest = _past_the_start(_past_labels(blocks, profile, work), profile, work)
    at = 0
    while at < len(rest):
        at += _place(rest, at, profile, work)
    start = _offset(work.blocks, work.analysis)
    furniture = tuple(dict.fromkeys(f for f in work.furniture if f))
    return Shaped(tuple(work.blocks), start, furniture, work.licence, work.type)


def _past_labels(blocks: Sequence[Block], profile: Profile, work: _Work) -> Sequence[Block]:
    """Without the type and section labels that stand first ("BRIEF")."""
    types = {t.casefold(): t for t in profile.types}
    known = types.keys() | {s.casefold() for s in profile.sections}
    at = 0
    while at < len(blocks) - 1 and blocks[at].kind is BlockKind.PARAGRAPH:
        label = blocks[at].text.casefold()
        if label not in known:
            break
        work.type = work.type or types.get(label)
        work.furniture.append(blocks[at].text)
        at += 1
    return blocks[at:]


def _past_the_start(blocks: Sequence[Block], profile: Profile, work: _Work) -> list[Block]:
    for at, block in enumerate(blocks[:_HEAD]):
        if whole(profile.body_starts, block.text):
            captions = [b for b in blocks[:at] if b.text]
            work.blocks += [_caption(b) if b.kind in PROSE else b for b in captions]
            work.furniture.append(block.text)
            return list(blocks[at + 1 :])
    return list(blocks)


def _place(rest: list[Block], at: int, profile: Profile, work: _Work) -> int:
    """Puts one block where it belongs; how many blocks that took."""
    block = rest[at]
    if block.kind is BlockKind.SEE_ALSO and not work.ended:
        label = begins(profile.see_also, block.text)
        return _insert(rest, at, label.end() if label else 0, work)
    if block.kind not in PROSE:
        if not work.ended:
            work.blocks.append(block)
        return 1
    text = block.text
    if begins(profile.licence, text):
        work.licence, work.ended = work.licence or text, True
    elif work.ended or (work.started and begins(profile.body_ends, text)):
        work.ended = True
        work.furniture.append(text)
    elif whole(profile.furniture, text):
        work.furniture.append(text)
    elif _starts_analysis(block, profile) and work.analysis is None:
        work.analysis = len(work.blocks)
        work.furniture.append(text)
    elif (target := see_also(text, profile)) is not None:
        return _insert(rest, at, target, work)
    elif begins(profile.embeds, text) or _SIGNATURE.match(text):
        return _post(rest, at, work)
    elif _is_caption(block, profile):
        work.blocks.append(_caption(block))
    else:
        work.blocks.append(block)
        work.started = True
    return 1


def _starts_analysis(block: Block, profile: Profile) -> bool:
    if whole(profile.analysis, block.text):
        return True
    return block.kind is BlockKind.HEADING and whole(profile.analysis_headings, block.text)


def _insert(rest: list[Block], at: int, target: int, work: _Work) -> int:
    block, took = cut(rest[at], target), 1
    if not block.text and at + 1 < len(rest):
        block, took = rest[at + 1], 2
    if not block.text:
        work.furniture.append(rest[at].text)
        return took
    if bullet := _BULLET.match(block.text):
        block = cut(block, bullet.end())
    url = next((x.url for x in block.links if x.url), "")
    link = Link(0, len(block.text), url)
    work.blocks.append(Block(BlockKind.SEE_ALSO, block.text, (link,)))
    return took


def _post(rest: list[Block], at: int, work: _Work) -> int:
    """A post of a social network that the capture left as text: address, signature
    and date stand on lines of their own."""
    took = 1
    while at + took < len(rest) and took < 3:
        text = rest[at + took].text
        if not (_SIGNATURE.match(text) or _POST_DATE.match(text)):
            break
        took += 1
    parts = [b.text for b in rest[at : at + took]]
    last = work.blocks[-1] if work.blocks and work.analysis != len(work.blocks) else None
    if last and _SIGNATURE.match(parts[0]) and _POST_TEXT.search(last.text):
        parts.insert(0, work.blocks.pop().text)  # what the post says stands above
    words = " ".join(parts)
    found = _ADDRESS.search(words)
    address = found[0] if found else ""
    if address.startswith("pic."):
        address = f"https://{address}"
    link = Link(0, len(words), clean_url(address) or "")
    work.blocks.append(Block(BlockKind.EMBED, words, (link,)))
    return took


def _is_caption(block: Block, profile: Profile) -> bool:
    text = block.text
    if block.kind is BlockKind.LIST or len(text) > _LONGEST_CAPTION:
        return False
    if not anywhere(profile.captions, text):
        return False
    bracketed = text.startswith("(") and text.rstrip(".").endswith(")")
    return bracketed or text[-1] not in '.!?…”"'


def _caption(block: Block) -> Block:
    # The first link of an image block is the picture's address, which is unknown.
    return replace(block, kind=BlockKind.IMAGE, links=())


def _offset(blocks: list[Block], index: int | None) -> int | None:
    """Where in the text the first prose block from `index` on begins."""
    if index is None or not any(b.kind in PROSE for b in blocks[index:]):
        return None
    return sum(len(b.text) + len(BLOCK_BREAK) for b in blocks[:index] if b.kind in PROSE)
