"""The forms that a verb or noun of the word lists takes in a text.

Triggers are looked up by their forms and not by lemma: the taggers call a participle an
adjective and a name a verb, and the lemma is then wrong, but the form stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

_VOWELS = "aeiou"


def verb_forms(verb: str, language: str, irregular: Iterable[str] = ()) -> frozenset[str]:
    """The forms of a verb in small letters; `irregular` are added to the regular ones.

    English: the four regular forms. Spanish: the persons that news uses (third, and
    the first of quotes) in the simple tenses, participles, gerund and infinitive, each
    with the pronouns that may hang on it.
    """
    regular = _english(verb) if language == "en" else _spanish(verb)
    return frozenset(regular) | frozenset(irregular)


def noun_forms(noun: str, language: str) -> frozenset[str]:
    """Singular and plural of a noun."""
    if language == "en":
        return frozenset({noun, _english_s(noun)})
    if noun.endswith("ión"):
        return frozenset({noun, noun[:-3] + "iones", noun[:-3] + "ion"})
    if noun[-1] in "aeioué":
        return frozenset({noun, noun + "s"})
    if noun.endswith("z"):
        return frozenset({noun, noun[:-1] + "ces"})
    return frozenset({noun} if noun.endswith("s") else {noun, noun + "es"})


def _english_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _english(verb: str) -> set[str]:
    forms = {verb, _english_s(verb)}
    if verb.endswith("e"):
        return forms | {verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return forms | {verb[:-1] + "ied", verb + "ing"}
    forms |= {verb + "ed", verb + "ing"}
    short = len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS
    if short and verb[-3] not in _VOWELS:
        forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return forms


_AR = (
    "a an ó é aron aba aban aste ábamos amos ará arán aré aremos aría arían e en ara aran ase "
    "asen are o ando ado ada ados adas ar"
)
_ER = (
    "e en ió í ieron ía ían imos {i}rá {i}rán {i}ré {i}ría {i}rían a an iera ieran iese iesen "
    "o iendo ido ida idos idas {i}r"
)
_CLITICS = ("lo", "la", "los", "las", "le", "les", "se", "los")
_SOFT = {"c": "qu", "g": "gu", "z": "c"}
"""What the last letter of a stem turns into before e, so that the sound stays."""


def _spanish(verb: str) -> set[str]:
    stem, ending = verb[:-2], verb[-2:].replace("í", "i")
    pattern = _AR if ending == "ar" else _ER.replace("{i}", ending[0])
    forms = {stem + tail for tail in pattern.split()}
    if ending == "ar" and stem[-1] in _SOFT:
        soft = stem[:-1] + _SOFT[stem[-1]]
        forms |= {soft + tail for tail in ("é", "e", "en", "emos")}
    forms |= {verb + clitic for clitic in _CLITICS}
    gerund = stem + ("ándo" if ending == "ar" else "iéndo")
    return forms | {gerund + clitic for clitic in _CLITICS}
