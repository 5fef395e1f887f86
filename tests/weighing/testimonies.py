"""Testimonies for the tests, from sentences with invented names."""

from __future__ import annotations

import datetime as dt

from careo.values import Claim, Span, Stance
from careo.weighing.careos.testimony import Happened, Setting, Testimony

NAMES = {
    "Marrow Ring": "name/group/-/marrow ring",
    "Anillo Marrow": "name/group/-/marrow ring",
    "Ramiro Ulloa": "name/person/-/ramiro ulloa prast",
    "Odo Brandt": "name/person/-/odo brandt",
    "Marta Quillón": "name/person/-/marta quillon",
    "Valdemora": "name/place/-/valdemora",
    "Port Alva": "name/place/-/port alva",
}
Heard = Testimony
"""Under a name that is not taken for a test class."""
DAY = dt.date(2021, 5, 3)


def setting(
    text: str,
    *,
    article: str = "one",
    published: dt.date | None = DAY,
    outlet: str = "gazette.example",
    language: str = "en",
    happened: tuple[tuple[str, str, str], ...] = (),
) -> Setting:
    """An article's text with the names of `NAMES` in it; `happened` as trigger, type, who."""
    named = [
        (Span(at, at + len(name)), key) for name, key in NAMES.items() for at in _places(text, name)
    ]
    events = tuple(
        Happened(_span(text, trigger), kind, (NAMES[who],) if who else ())
        for trigger, kind, who in happened
    )
    return Setting(article, text, language, published, outlet, tuple(sorted(named)), events)


def claim_in(
    where: Setting,
    cue: str,
    content: str,
    stance: str = "asserts",
    *,
    speaker: str | None = None,
    key: str = "",
) -> Testimony:
    """A claim whose cue and content stand in the text; `speaker` as the text has it."""
    text = where.text
    spans = (_span(text, content),) if content else ()
    claim = Claim(
        cue=cue,
        cue_span=_span(text, cue),
        content_spans=spans,
        stance=Stance(stance),
        quoted=False,
        hedged=False,
        speaker_text=speaker,
        speaker_span=_span(text, speaker) if speaker and speaker in text else None,
    )
    named = [name for name in NAMES if name in content]
    return Testimony(
        key=key or f"{where.article}#{text.index(cue)}",
        claim=claim,
        setting=where,
        speaker=NAMES.get(speaker or ""),
        about=tuple(NAMES[name] for name in named),
    )


def alone(
    sentence: str, cue: str, content: str, stance: str = "asserts", *, speaker: str, article: str
) -> Testimony:
    """The one claim of an article of one sentence."""
    where = setting(sentence, article=article, outlet=f"{article}.example")
    return claim_in(where, cue, content, stance, speaker=speaker)


def _places(text: str, name: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(name, at)]


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
