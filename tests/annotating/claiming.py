"""Claims and cues of small texts, for the tests of this part."""

from __future__ import annotations

from annotating.writing import annotate, article
from careo.annotating.claims.contents import content_of
from careo.annotating.claims.cues import Kind, cues_in, lexicon_of
from careo.annotating.language.tree import Tree, tree_of
from careo.annotating.rules import _parse
from careo.values import Annotations, Claim


def trees_of(text: str, language: str = "en") -> list[Tree]:
    # The documents live only while the stream does.
    for _, draft in _parse(language, [(0, article(text, language=language))]):
        return [tree_of(parsed, draft.low) for parsed in draft.parsed]
    return []


def cues_of(
    text: str, language: str = "en", kind: Kind | None = None, *, with_content: bool = False
) -> list[str]:
    """The cues of a text as they stand there."""
    return [
        tree.span(cue.first, cue.last).of(text)
        for tree in trees_of(text, language)
        for cue in cues_in(tree, lexicon_of(language))
        if kind in (None, cue.kind) and (not with_content or content_of(tree, cue))
    ]


def said(text: str, claim: Claim) -> str:
    """The content of a claim, its parts joined."""
    return " … ".join(span.of(text) for span in claim.content_spans)


def speaker(found: Annotations, claim: Claim) -> str | None:
    """The name of the entity that speaks, or the words used, or nobody."""
    names = {e.id: e.name for e in found.entities}
    return names[claim.speaker] if claim.speaker else claim.speaker_text


def read(*paragraphs: str, language: str = "en") -> list[tuple[str | None, str, str]]:
    """Speaker, cue and content of every claim of a text."""
    found = annotate(*paragraphs, language=language)
    text = "\n\n".join(paragraphs)
    return [(speaker(found, c), c.cue, said(text, c)) for c in found.claims]
