"""Names that the text itself introduces: aliases, nicknames, acronyms, translations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careo.annotating.draft import Candidate, Draft, Origin, SameAs
from careo.annotating.language.words import words_of
from careo.authority.loader import authority
from careo.values import EntityType, Span

_OPEN, _CLOSE = "“\"‘'«", "”\"’'»"
_QUOTED = rf"[{_OPEN}](?P<quoted>[^{_OPEN}{_CLOSE}\n]{{1,40}}?),?[{_CLOSE}]"
_BARE = r"(?P<bare>(?:(?:El|La|Los|Las|Don|Doña|The)\s)?[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ0-9][\w-]*){0,2})"
_CUES = {
    "en": r"(?:also |better |otherwise |more |commonly |widely |popularly ){0,2}"
    r"(?P<sure>alias(?:es)?|a\.k\.a\.?|aka|nicknamed|known by (?:his|her|the) (?:alias|nickname))"
    r"|(?:also |better |otherwise |more |commonly |widely |popularly ){0,2}known (?:as|by)",
    "es": r"(?:mejor |más |también ){0,2}(?P<sure>alias|\(a\)|a\.k\.a\.?|apodad[oa]"
    r"|(?:conocid[oa] )?(?:por|con) (?:el|los) (?:alias|apodos?) del?)"
    r"|(?:mejor |más |también ){0,2}conocid[oa]s? (?:como|por)",
}
_ALIAS = {
    language: re.compile(rf"(?<!\w)(?:{cues}),?\s+(?:{_QUOTED}|{_BARE})")
    for language, cues in _CUES.items()
}
_NEXT = re.compile(rf"\s*(?:,|y|o|and|or|,\s*(?:y|and|alias))\s+{_QUOTED}")
_GAP = re.compile(r"(?:,\s\d{2},?)?[\s,(–—-]{0,3}$")
_NICK = re.compile(rf"(?<=[\w.]) [{_OPEN}]([^{_OPEN}{_CLOSE}\n,.]{{2,30}})[{_CLOSE}] (?=[A-ZÀ-Þ])")
_TRAILING = re.compile(
    rf",? [{_OPEN}]((?:El|La|Los|Las|Don|Doña)\s[^{_OPEN}{_CLOSE}\n]{{2,30}}?),?[{_CLOSE}]"
    r"(?!\s[A-ZÀ-Þ])"
)
_PART_OF = re.compile(
    r"(?:faction|group|cell|wing|arm|branch|part|splinter|gang|unit|structure|faccion|grupo|celula"
    r"|ala|brazo|estructura|parte|banda) (?:\w+ )?(?:of|within|from|inside|de|del|dentro de)"
    r"(?: the| la| el| los| las)? $"
)
_PARENTHESIS = re.compile(r"\s\((?P<inner>[^()\n]{2,80})\)")
_LEAD = re.compile(
    r"^(?:por sus siglas en (?:inglés|español)|for its (?:Spanish|English|initials in \w+) acronym"
    r"|o|or|known as|conocid[oa] como|antes|formerly)?,?\s*"
)
_PART = re.compile(r"(?:[^,;–—-]|(?<=\w)-(?=\w))+")
_TRIM = "“”\"'’‘«» ."
_SHORT = re.compile(r"[A-ZÀ-Þ][\w/-]{1,11}")
_SMALL = "de|del|da|do|dos|la|las|los|of|the|for|y|and|para|contra"
_LONG = re.compile(rf"[A-ZÀ-Þ][\w'’.-]*(?:\s(?:[A-ZÀ-Þ][\w'’.-]*|{_SMALL}))*\s[A-ZÀ-Þ][\w'’.-]*")
_BODIES = frozenset(EntityType) - {EntityType.PERSON, EntityType.PLACE}


def introduced(draft: Draft) -> Draft:
    """Adds the names that are introduced beside another, and says whose they are."""
    finder = _Finder(draft)
    finder.nicknames()
    finder.aliases()
    finder.trailing()
    finder.parentheses()
    return draft.with_(
        candidates=draft.candidates + tuple(finder.found), same=draft.same + tuple(finder.same)
    )


class _Finder:
    """Collects over one draft. `ends` and `starts` know the longest candidate there."""

    def __init__(self, draft: Draft) -> None:
        self.text, self.low, self.language = draft.text, draft.low, draft.language
        self.words = words_of(draft.language)
        self.found: list[Candidate] = []
        self.same: list[SameAs] = []
        self.ends: dict[int, Candidate] = {}
        self.starts: dict[int, Candidate] = {}
        for candidate in sorted(draft.candidates, key=lambda c: (len_(c.span), c.origin)):
            self.ends[candidate.span.end] = candidate
            self.starts[candidate.span.start] = candidate

    def nicknames(self) -> None:
        """Given “Nick” Surname is one name."""
        for match in _NICK.finditer(self.text):
            left, right = self.ends.get(match.start()), self.starts.get(match.end())
            if left is None:
                left = self._word_before(match.start())
            if right is None:
                right = self._word_after(match.end())
            if left is None or right is None:
                continue
            whole = Span(left.span.start, right.span.end)
            known = right.known if right.type is EntityType.PERSON else ()
            person = Candidate(whole, Origin.INTRODUCED, EntityType.PERSON, known, left.role)
            self._add(person)
            self.same.append(SameAs(whole, Span(*match.span(1))))

    def aliases(self) -> None:
        """Name, alias “X”; also an alias whose name is not given."""
        for match in _ALIAS[self.language].finditer(self.text):
            owner = self._owner(match.start())
            if owner is None and not match.group("sure"):
                continue
            is_personal = bool(match.group("sure"))
            type_ = owner.type if owner and not is_personal else EntityType.PERSON
            if owner is not None and not self._bears(owner, is_personal):
                # "the head of the X, alias Y", "a wing of the X known as Y"
                type_ = EntityType.PERSON if is_personal else EntityType.GROUP
                owner = None
            for span in self._names_in(match):
                if self.low[span.start : span.end] in self.words.never or type_ is None:
                    continue
                known = owner.known if owner else ()
                self._add(Candidate(span, Origin.INTRODUCED, type_, known))
                if owner is not None:
                    self.same.append(SameAs(owner.span, span))

    def _bears(self, owner: Candidate, is_personal: bool) -> bool:
        """Whether the name before an alias is whose alias it is: a person's, or one whose
        type is only guessed."""
        is_other = owner.type is not EntityType.PERSON and owner.origin > Origin.MODEL
        if is_personal and is_other:
            return False
        return not _PART_OF.search(self.low, max(0, owner.span.start - 40), owner.span.start)

    def trailing(self) -> None:
        """Given Surname, “El Nick”: a nickname set after the name."""
        for match in _TRAILING.finditer(self.text):
            owner = self.ends.get(match.start())
            if owner is None or owner.type is not EntityType.PERSON:
                continue
            if " " not in owner.span.of(self.text):
                continue
            span = Span(*match.span(1))
            self._add(Candidate(span, Origin.INTRODUCED, EntityType.PERSON, owner.known))
            self.same.append(SameAs(owner.span, span))

    def _names_in(self, match: re.Match[str]) -> Iterator[Span]:
        current: re.Match[str] | None = match
        while current is not None:
            group = "quoted" if current.group("quoted") else "bare"
            start, end = current.span(group)
            kept = self.text[start:end].rstrip(" ,.")
            if any(c.isupper() for c in kept):
                yield Span(start, start + len(kept))
            current = _NEXT.match(self.text, current.end())

    def _owner(self, cue: int) -> Candidate | None:
        lead = self.text[max(0, cue - 10) : cue]
        gap = _GAP.search(lead)
        return self.ends.get(cue - len(gap.group())) if gap else None

    def parentheses(self) -> None:
        """Full Name (ACRONYM), ACRONYM (Full Name), Name (Translation)."""
        for match in _PARENTHESIS.finditer(self.text):
            owner = self.ends.get(match.start())
            if owner is None or owner.type not in _BODIES:
                continue
            lead = _LEAD.match(match.group("inner"))
            start = match.start("inner") + (lead.end() if lead else 0)
            for part in _PART.finditer(self.text, start, match.end("inner")):
                if not self._second_name(owner, part):
                    break

    def _second_name(self, owner: Candidate, part: re.Match[str]) -> bool:
        """Takes what stands in parentheses after `owner` for another name of it."""
        name = part.group().strip(_TRIM)
        start = part.start() + len(part.group()) - len(part.group().lstrip(_TRIM))
        if not (_SHORT.fullmatch(name) or _LONG.fullmatch(name)):
            return False
        inside = self.starts.get(start)
        if inside and inside.type is EntityType.PLACE and inside.known:
            return False
        span = Span(start, start + len(name))
        known = inside.known if inside and inside.span == span else ()
        if any(authority()[id_].type is not owner.type for id_ in known):
            known = ()  # the text gives the letters a meaning of its own
        self._add(Candidate(span, Origin.INTRODUCED, owner.type, known))
        self.same.append(SameAs(owner.span, span))
        return True

    def _word_before(self, end: int) -> Candidate | None:
        match = re.compile(r"[A-ZÀ-Þ][\w-]+$").search(self.text, max(0, end - 30), end)
        return Candidate(Span(*match.span()), Origin.MODEL) if match else None

    def _word_after(self, start: int) -> Candidate | None:
        match = re.compile(r"[A-ZÀ-Þ][\w-]+").match(self.text, start)
        return Candidate(Span(*match.span()), Origin.MODEL) if match else None

    def _add(self, candidate: Candidate) -> None:
        self.found.append(candidate)
        self.ends[candidate.span.end] = candidate
        self.starts[candidate.span.start] = candidate


def len_(span: Span) -> int:
    return span.end - span.start
