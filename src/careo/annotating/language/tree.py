"""A parse in plain lists: what the rules over sentences read of spaCy's documents.

Reading each attribute of each token once makes the rules fast and keeps spaCy's objects
inside one function. Offsets are the article's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from careo.annotating.language.parsing import Parsed, Piece
from careo.authority.folding import folded
from careo.values import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative", "iobj"})
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl", "acl", "relcl", "parataxis"})
_ENGLISH_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_PARTICIPLE = re.compile(r"(?:[ai]d|dich|hech|vist|escrit|puest|abiert|muert|vuelt)[oa]s?$")
_GERUND = re.compile(r"(?:ando|iendo|yendo)(?:l[aeo]s?|se)?$")
_INFINITIVE = re.compile(r"[aei]r(?:l[aeo]s?|se)?$")
_TRIMMED_LEFT = frozenset(",;:.-–—)]}…") | {"--"}
_TRIMMED_RIGHT = frozenset(",;:.-–—([{¿¡") | {"--"}


@dataclass(frozen=True)
class Tree:
    """One piece of text as parsed, token by token; `low` and `lemmas` are folded. `kids`
    are the dependents of each token in order; `sentences` the first token of each
    sentence, and the end."""

    words: tuple[str, ...]
    low: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kids: tuple[tuple[int, ...], ...]
    sentence_of: tuple[int, ...]
    sentences: tuple[int, ...]

    @cached_property
    def is_spanish(self) -> bool:
        """Whether the Spanish model made the tree: it has no tags beside parts of speech."""
        return self.tags[:20] == self.pos[:20]

    def __len__(self) -> int:
        return len(self.words)

    def sentence(self, i: int) -> range:
        """The tokens of the sentence that holds token `i`."""
        number = self.sentence_of[i]
        return range(self.sentences[number], self.sentences[number + 1])

    def subtree(self, i: int, without: Iterable[int] = ()) -> list[int]:
        """Token `i` and all below it, in order, leaving out what hangs on `without`."""
        left_out = set(without)
        found, todo = [], [i] if i not in left_out else []
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(k for k in self.kids[at] if k not in left_out)
        return sorted(found)

    def kid(self, i: int, deps: Iterable[str]) -> int | None:
        """The first dependent of `i` under one of these labels."""
        return next((k for k in self.kids[i] if self.deps[k] in deps), None)

    def kids_with(self, i: int, deps: Iterable[str]) -> list[int]:
        return [k for k in self.kids[i] if self.deps[k] in deps]

    def above(self, i: int) -> Iterator[int]:
        """The heads over `i`, nearest first."""
        seen = 0
        while self.heads[i] != i and seen < len(self):
            i = self.heads[i]
            seen += 1
            yield i

    def span(self, first: int, last: int) -> Span:
        """The article's span from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])

    def tokens_in(self, spans: Iterable[Span]) -> list[int]:
        """The tokens that stand in the spans."""
        return [
            t
            for span in spans
            for t in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))
        ]

    def spans(self, tokens: Iterable[int]) -> list[Span]:
        """The tokens' unbroken runs as spans, without punctuation at their edges."""
        found = []
        for begin, end in _runs(tokens):
            first, last = begin, end
            while first <= last and self._is_edge(first, _TRIMMED_LEFT):
                first += 1
            while last >= first and self._is_edge(last, _TRIMMED_RIGHT):
                last -= 1
            if first <= last:
                found.append(self.span(first, last))
        return found

    def is_participle(self, i: int) -> bool:
        """Whether the word has the form of a past participle, in either language."""
        tag = self.tags[i]
        return tag == "VBN" or (tag not in _ENGLISH_VERBS and bool(_PARTICIPLE.search(self.low[i])))

    def is_gerund(self, i: int) -> bool:
        tag = self.tags[i]
        return tag == "VBG" or (tag not in _ENGLISH_VERBS and bool(_GERUND.search(self.low[i])))

    def is_infinitive(self, i: int) -> bool:
        """Whether the word is an infinitive; in English, one that "to" stands before."""
        if self.tags[i] in _ENGLISH_VERBS:
            return any(self.low[k] == "to" for k in self.kids[i] if k < i)
        if any(self.low[k] == "haber" for k in self.kids[i] if k < i):
            return True
        return self.pos[i] in ("VERB", "AUX") and bool(_INFINITIVE.search(self.low[i]))

    def is_finite(self, i: int) -> bool:
        """Whether the verb, or an auxiliary of it, has a tense; in Spanish whatever is no
        infinitive, gerund or participle."""
        if self.tags[i] not in _ENGLISH_VERBS and self.tags[i] == self.pos[i]:
            parts = [k for k in self.kids[i] if self.deps[k] in ("aux", "cop")]
            return any(not self._is_nonfinite(t) for t in (i, *parts))
        parts = [i, *(k for k in self.kids[i] if self.deps[k] in ("aux", "auxpass", "cop"))]
        return any(self.tags[t] in ("VBD", "VBZ", "VBP", "MD") for t in parts)

    def _is_nonfinite(self, i: int) -> bool:
        return self.is_infinitive(i) or self.is_gerund(i) or self.is_participle(i)

    def is_passive(self, i: int) -> bool:
        """Whether the verb is in the passive, or a participle that hangs on a noun."""
        if self.kid(i, ("auxpass", "nsubjpass", "aux:pass", "nsubj:pass")) is not None:
            return True
        if not self.is_participle(i):
            return False
        if self.deps[i] in ("acl", "amod", "appos") or self.pos[i] == "ADJ":
            aux = self.kid(i, ("aux",))
            return aux is None or self.lemmas[aux] == "ser"
        if self.tags[i] == "VBN":
            return self.deps[i] != "conj" and self.kid(i, ("aux", "nsubj")) is None
        return any(self.lemmas[k] == "ser" for k in self.kids[i] if self.deps[k] in ("aux", "cop"))

    def _is_edge(self, i: int, trimmed: frozenset[str]) -> bool:
        return self.words[i] in trimmed or not self.words[i].strip()


def _runs(tokens: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for token in sorted(tokens):
        if last is not None and token == last + 1:
            last = token
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = token
    if first is not None and last is not None:
        yield first, last


def tree_of(parsed: Parsed, low: str) -> Tree:
    """The tree of a parsed piece; `low` is the article's folded text. Tokens of white space
    alone stay in, so that indices are the document's."""
    doc, piece = parsed.doc, parsed.piece
    words, lemmas, pos, tags, deps, heads, offsets = [], [], [], [], [], [], []
    kids: list[list[int]] = [[] for _ in range(len(doc))]
    sentence_of: list[int] = []
    sentences: list[int] = []
    for token in doc:
        i, head = token.i, token.head.i
        words.append(token.text)
        lemmas.append(_lemma(token.lemma_))
        pos.append(token.pos_)
        tags.append(token.tag_)
        deps.append(token.dep_)
        heads.append(head)
        offsets.append(token.idx)
        if head != i:
            kids[head].append(i)
        if i == 0 or token.is_sent_start:
            sentences.append(i)
        sentence_of.append(len(sentences) - 1)
    starts, ends = _places(piece, offsets, words)
    return Tree(
        tuple(words),
        tuple(low[start:end] for start, end in zip(starts, ends, strict=True)),
        tuple(lemmas),
        tuple(pos),
        tuple(tags),
        tuple(deps),
        tuple(heads),
        starts,
        ends,
        tuple(map(tuple, kids)),
        tuple(sentence_of),
        (*sentences, len(words)),
    )


@lru_cache(maxsize=20_000)
def _lemma(lemma: str) -> str:
    """Folded; a Spanish verb with clitics has the lemma "declarar él"."""
    return folded(lemma.partition(" ")[0])


def _places(
    piece: Piece, offsets: list[int], words: list[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where each token starts and ends in the article."""
    if not piece.cuts:
        starts = tuple(piece.start + at for at in offsets)
        return starts, tuple(a + len(w) for a, w in zip(starts, words, strict=True))
    spans = [piece.span(at, at + len(w)) for at, w in zip(offsets, words, strict=True)]
    return tuple(s.start for s in spans), tuple(s.end for s in spans)
