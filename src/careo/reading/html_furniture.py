"""Which blocks of a found body are no part of the article.

Body finders keep whole containers, so what newsrooms put between and below their
paragraphs comes along: "read also" lines, invitations to subscribe, copyright
notes, repeated titles. Each rule here looks at one block (its words, its links, its
place); none knows a site. Promotion is recognised by two things together, an
invitation and what one is invited to, because either alone occurs in reporting.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from careo.reading.dates import parse_date
from careo.reading.html_title import fold
from careo.values import Block, BlockKind, Link

LONGEST_PROMOTION = 420
"""Invitations are short; a longer block with the same words reports about them."""

REPEATED_WITHIN = 1
"""A paragraph that comes again so soon is a pull quote or was nested twice; lists
and refrains repeat over longer stretches."""

LAST_OPENING = 1
"""Titles and bylines are taken for repeated ones in the first blocks only."""

LONGEST_CAPTION = 300
CLOSING = 4
"""How many blocks at the end may be about the author."""

JUMBLE = 400
"""Shorter blocks may do without punctuation."""

LISTED_SHARE = 0.3
"""Least linked part of a closing list of teasers (a linked headline and a summary)."""

LONGEST_TEASER = 220
LONGEST_LABEL = 60

_SEE_ALSO_WORDS = (
    r"(?:(?:lea|lee|leer|leé|ver|vea|mira|mire|mir[áa]|también lea|te recomendamos"
    r"|le recomendamos|(?:te|le|les)\s+(?:puede|podr[íi]a|puede)\s+(?:tambi[ée]n\s+)?interesar"
    r"|relacionad[oa]s?|notas?\s+relacionadas?|noticias?\s+relacionadas?|art[íi]culos?\s+relacionados?"
    r"|m[áa]s\s+(?:informaci[óo]n|noticias|en|sobre|leídas)|no\s+te\s+pierdas|en\s+contexto"
    r"|adem[áa]s|recomendad[oa]s?|otras\s+noticias|le[ée]\s+m[áa]s|seguir\s+leyendo|lea\s+m[áa]s"
    r"|leia|veja|saiba\s+mais|confira|read|see|watch|listen|related|more|recommended|don['’]t\s+miss"
    r"|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|also|further\s+reading|also\s+in"
    r"|from\s+the\s+archives?|siehe|lesen\s+sie|mehr\s+zum\s+thema|lire|à\s+lire|video|fotos|photos)"
    r"(?:\s+(?:tambi[ée]n|adem[áa]s|m[áa]s|also|more|next|aqu[íi]|here|on|mais|auch|aussi|stories"
    r"|articles|posts|coverage|content|news|topics|links|notas?|noticias|la|las|nota|esta))*)"
)
_SEE_ALSO_LABEL = re.compile(
    rf"^\W*{_SEE_ALSO_WORDS}\s*(?:[:|>»→/–—-]+\s*|\.{{2,3}}\s*|$)", re.IGNORECASE
)
_FIRM_LABEL = re.compile(
    r"^\W*(?:lea|lee|leer|vea|mira|mire|le\s+recomendamos|te\s+recomendamos|(?:te|le|les)\s+"
    r"(?:puede|podr[íi]a)\s+(?:tambi[ée]n\s+)?interesar|(?:notas?|noticias?|art[íi]culos?)\s+"
    r"relacionad[oa]s?|no\s+te\s+pierdas|leia|read|see|watch|related|don['’]t\s+miss|"
    r"siehe|lesen\s+sie|you\s+(?:may|might))\b",
    re.IGNORECASE,
)
# Said to the reader by "us": an invitation wherever it stands.
_FIRM_INVITATION = re.compile(
    r"\b(?:subscribe\s+(?:now|today|here|to\s+our)|sign\s*up\s+(?:here|now|today|for\s+our|to\s+our)"
    r"|join\s+(?:us|our)|follow\s+us|download\s+our|contact\s+us|e?mail\s+us|write\s+to\s+us"
    r"|send\s+(?:us|your)|submit\s+your|support\s+us|like\s+us|click\s+here|tap\s+here"
    r"|our\s+(?:weekly\s+|daily\s+|free\s+)?(?:newsletter|app|channel)|suscr[íi]b(?:ete|ase|ite)"
    r"|reg[íi]str(?:ate|ese)|[úu]nete|[úu]nase|s[íi]g(?:ue|a)nos|seguinos|escr[íi]b(?:e|a)nos"
    r"|(?:seguir|escribir)nos|descarg(?:a|á|ue)\s+nuestra|ha(?:z|ga|cé)\s+clic"
    r"|nuestr[oa]s?\s+(?:bolet[íi]n|newsletter|canal|grupo|aplicaci[óo]n|app|redes|comunidad)"
    r"|assine|inscreva-se|siga-nos|receba\s+em\s+seu|newsletter\s+anmelden|abonnieren\s+sie)(?!\w)",
    re.IGNORECASE,
)
# Common words of reporting too: an invitation only where they open a sentence.
_OPENING_INVITATION = re.compile(
    r"(?:^|[.!?:¡¿]\s*)(?:then\s+|and\s+|or\s+|y\s+|o\s+|also,?\s+)?(?:subscribe|sign\s*up|join"
    r"|follow|download|get\s+(?:the|more|breaking|unlimited|your)|for\s+the\s+latest|want\s+more"
    r"|register|donate|share\s+this|have\s+a\s+(?:tip|story)|support|click|e-?mail"
    r"|recib(?:e|a|í)|descarg(?:a|ue|á)|ingres(?:a|e|á)\s+a|activ(?:a|e|á)|compart(?:e|a|í)"
    r"|apoy(?:a|e|á)|sigue|sig[aá]|segu[íi]|ya\s+sab[íi]as|entr(?:e|a)\s+(?:no|a|en)|siga)(?!\w)",
    re.IGNORECASE,
)
_CREDIT = r"(?:foto(?:graf[íi]a)?|photo(?:graph)?|image[nm]?|cr[ée]dito?|picture|pic)s?"
_CREDIT_FIRST = re.compile(rf"^\W*(?:file\s+)?{_CREDIT}\s*(?:de\s+archivo\s*)?[:/|]", re.IGNORECASE)
_CREDIT_LAST = re.compile(
    rf"[(\[/|–—]\s*(?:file\s+)?{_CREDIT}\b[^()\[\]]{{0,80}}[)\]]?\W*$"
    r"|[(\[/|]\s*[^()\[\]/|]{0,40}(?:getty(?:\s+images)?|shutterstock|istock|AFP|Reuters|EFE|"
    r"AP(?:\s+photo)?)[)\]]?\s*$",
    re.IGNORECASE,
)
_ABOUT_AUTHOR = re.compile(
    r"^.{0,60}?\b(?:is|was|has|writes|covers|works|joined|reports|es|era|escribe|cubre|trabaja)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_INVITED_TO = re.compile(
    r"\b(?:newsletters?|bolet[íi]n(?:es)?|e-?mails?\b|inbox|bandeja|apps?\b|aplicaci[óo]n|ios|android"
    r"|telegram|whats\s?app|facebook|twitter|instagram|youtube|tiktok|redes\s+sociales|social\s+media"
    r"|google\s+news|channel|canal|podcast|full\s+story|subscription|suscripci[óo]n|subscriber|"
    r"e?(?:nation)?\s*edition|daily\s+edition|top\s+stories|best\s+(?:of|content)|alerts?|alertas|"
    r"notificaciones|notifications|via\s+this\s+form|letters?\s+to\s+the\s+editor|free\s+trial|"
    r"comunidad|community|membership|grupo|group|\S+@\S+|editorial\s+team)(?!\w)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:for\s+your\s+)?personal,?\s+(?:and\s+)?non-?commercial\s+use|order\s+reprints"
    r"|an\s+error\s+has\s+occurred|this\s+(?:article|story)\s+has\s+been\s+sent\s+to"
    r"|all\s+rights\s+reserved|copyrighted\s+(?:property|material)|written\s+permission"
    r"|may\s+not\s+be\s+(?:reproduced|published|reprinted)|reprint(?:ing)?\b.{0,40}\bpermi"
    r"|todos\s+los\s+derechos\s+reservados|derechos\s+reservados|prohibid[ao]\s+(?:su|la)\s+reproducci"
    r"|todos\s+os\s+direitos|alle\s+rechte\s+vorbehalten|this\s+(?:article|story)\s+(?:was\s+)?first\s+"
    r"(?:appeared|published)\s+(?:on|in|at)|©\s*(?:copyright\s*)?(?:19|20)\d\d",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^\W*(?:share(?:\s+(?:this|on|via|article|story))*(?:\s*:)?|compart(?:ir|e|ilhar)(?:\s+(?:en|esta|este)"
    r".{0,30})?|tweet|print|imprimir|email|advertisement|advertising|publicidad|anuncio|anzeige|pub"
    r"|leave\s+a\s+(?:reply|comment)|deja\s+(?:un|tu)\s+comentario|comments?|comentarios|\d+\s+comments?"
    r"|tags?\s*:.{0,200}|etiquetas?\s*:.{0,200}|temas\s*:.{0,200}|filed\s+under.{0,200}|topics\s*:.{0,200}"
    r"|categor(?:y|ies|ía|ías)\s*:.{0,200}|related\s+topics\s*:?.{0,200}|(?:estimated\s+)?reading\s+time.{0,30}"
    r"|\d+\s+min(?:ute)?s?\s+read|(?:tiempo|tempo)\s+de\s+(?:lectura|leitura).{0,30}"
    r"|(?:last\s+)?updated(?:\s+at|\s+on)?\W.{0,40}"
    r"|actualizado(?:\s+el|\s+a\s+las)?\W.{0,40}|\[\w+ [^\]]{0,200}\].{0,80}"
    r"|loading\W*|cargando\W*|skip\s+to\s+.{0,30}"
    r"|listen\s+to\s+(?:this\s+)?(?:article|story).{0,40}|escuchar?\s+(?:esta|la)\s+(?:nota|noticia).{0,30}"
    r"|continue\s+reading.{0,40}|read\s+more|leer\s+m[áa]s|ver\s+m[áa]s|show\s+more|load\s+more"
    r"|(?:previous|next)\s+(?:article|post|story)?|back\s+to\s+top|volver\s+arriba|view\s+(?:all|comments)"
    r"|report\s+this\s+ad|close|cerrar|menu|home|inicio|search|buscar|log\s*in|sign\s*in|subscribe|"
    r"suscr[íi]bete|follow|seguir|guardar|save|copy\s+link|copiar\s+enlace|facebook|twitter|whatsapp"
    r"|linkedin|pinterest|telegram|instagram|reddit|like\s+this\s*:?.{0,20}|rate\s+this.{0,20})\W*$",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…:;]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Sorted:
    """Blocks kept, and the words of those taken out."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the article beside its body."""

    title: str = ""
    authors: tuple[str, ...] = ()
    host: str = ""


def sort_out(blocks: Iterable[Block], known: Known) -> Sorted:
    """Takes furniture out and marks "see also" lines; order is kept."""
    kept: list[Block] = []
    furniture: list[str] = []
    recent: deque[str] = deque(maxlen=REPEATED_WITHIN)
    listing = False
    for block in blocks:
        label = _is_label(block)
        if label or (listing and _is_teaser(block, known)) or _is_see_also(block, known):
            listing = label or listing
            if block.links:
                kept.append(replace(block, kind=BlockKind.SEE_ALSO))
            else:
                furniture.append(block.text)
            continue
        listing = False
        key = block.text.casefold()
        repeated = len(key) > LONGEST_LABEL and key in recent
        recent.append(key)
        if repeated or _is_furniture(block, known, place=len(kept)):
            furniture.append(block.text)
        else:
            kept.append(block)
    _drop_biographies(kept, furniture, known)
    _drop_hanging_headings(kept, furniture)
    _mark_closing_lists(kept, known)
    return Sorted(tuple(kept), tuple(furniture))


def link_share(block: Block) -> float:
    """The part of a block's text that is linked, 0 to 1."""
    linked = sum(link.end - link.start for link in block.links)
    return linked / len(block.text) if block.text else 0.0


def _is_label(block: Block) -> bool:
    """ "Related news": words that announce teasers and say nothing else."""
    match = _SEE_ALSO_LABEL.match(block.text)
    return (
        match is not None
        and len(block.text) <= LONGEST_LABEL
        and match.end() == len(block.text)
        and (block.kind is BlockKind.HEADING or _FIRM_LABEL.match(block.text) is not None)
    )


def _is_see_also(block: Block, known: Known) -> bool:
    """ "Read also: …" with a headline behind it, or a paragraph that is one link to
    another story of the same site."""
    if len(block.text) > LONGEST_TEASER or block.kind is BlockKind.LIST:
        return False
    match = _SEE_ALSO_LABEL.match(block.text)
    if match and match.end() < len(block.text) and _FIRM_LABEL.match(block.text):
        rest = block.text[match.end() :]
        announced = block.text[: match.end()].rstrip()[-1:] in ":|>»→/"
        return announced and (bool(block.links) or not _ENDS_SENTENCE.search(rest))
    return _is_teaser(block, known) and len(block.links) == 1 and len(block.text.split()) >= 4


def _is_teaser(block: Block, known: Known) -> bool:
    """Whether a block is only links to the same site, and no sentence."""
    if not block.links or link_share(block) < 0.85 or len(block.text) > LONGEST_TEASER * 3:
        return False
    if block.kind is not BlockKind.LIST and block.text.rstrip()[-1:] in {".", ","}:
        return False
    return all(_same_site(link, known.host) for link in block.links)


def _same_site(link: Link, host: str) -> bool:
    other = (urlsplit(link.url).hostname or "").removeprefix("www.")
    return not other or not host or other == host or other.endswith("." + host)


def _is_furniture(block: Block, known: Known, *, place: int) -> bool:
    text = block.text
    if _CONTROL.match(text) or _is_jumble(block):
        return True
    if len(text) <= LONGEST_PROMOTION:
        if _is_promotion(text):
            return True
        if _LEGAL.search(text):
            return True
    if _is_caption(text):
        return True
    if place > LAST_OPENING:
        return False
    return fold(text) == fold(known.title) or _is_byline(text, known) or _is_dateline(text)


def _is_promotion(text: str) -> bool:
    """An invitation, outside of quotations, to something one can follow or join."""
    own = _QUOTED.sub(" ", text)
    invites = _FIRM_INVITATION.search(own) or _OPENING_INVITATION.search(own)
    return invites is not None and _INVITED_TO.search(own) is not None


def _is_jumble(block: Block) -> bool:
    """Long text with hardly any punctuation: menus and catalogues run together."""
    if len(block.text) < JUMBLE or block.kind is BlockKind.LIST or not block.text.isprintable():
        return False
    # Scripts without spaces between words punctuate otherwise.
    spaced = block.text.count(" ") * 12 > len(block.text)
    marks = sum(block.text.count(mark) for mark in ".,;:!?¿¡।")
    return spaced and marks * 200 < len(block.text)


def _is_dateline(text: str) -> bool:
    """Whether an opening line only says when the article appeared."""
    short = len(text) <= LONGEST_LABEL and not text.rstrip().endswith(".")
    return short and any(c.isdigit() for c in text) and len(parse_date(text) or "") == 10


def _is_byline(text: str, known: Known) -> bool:
    if len(text) > LONGEST_LABEL * 2 or not known.authors:
        return False
    words = set(fold(text).split())
    names = set(fold(" ".join(known.authors)).split())
    return names <= words and len(words) <= len(names) + 8 and not text.rstrip().endswith(".")


def _is_caption(text: str) -> bool:
    """A line that begins or ends with a picture's credit."""
    if len(text) > LONGEST_CAPTION:
        return False
    return _CREDIT_FIRST.match(text) is not None or _CREDIT_LAST.search(text) is not None


def _drop_biographies(blocks: list[Block], furniture: list[str], known: Known) -> None:
    """Drops what is said of the authors below their article."""
    names = [fold(name) for name in known.authors if len(name.split()) > 1]
    for at in range(len(blocks) - 1, max(len(blocks) - CLOSING, 0), -1):
        text = blocks[at].text
        about = any(fold(text).startswith(f"{name} ") for name in names)
        if about and len(text) <= LONGEST_PROMOTION and _ABOUT_AUTHOR.search(text):
            furniture.append(blocks.pop(at).text)


def _drop_hanging_headings(blocks: list[Block], furniture: list[str]) -> None:
    """Drops headings at the end: nothing stands below them any more."""
    while blocks and blocks[-1].kind is BlockKind.HEADING:
        furniture.append(blocks.pop().text)


def _mark_closing_lists(blocks: list[Block], known: Known) -> None:
    """Marks lists at the end, each line of which leads to another story of the site."""
    at = len(blocks) - 1
    while at > 0 and blocks[at].kind in {BlockKind.LIST, BlockKind.SEE_ALSO}:
        block = blocks[at]
        own = [link for link in block.links if _same_site(link, known.host)]
        if len(own) >= len(block.text.split("\n")) >= 2 and link_share(block) >= LISTED_SHARE:
            blocks[at] = replace(block, kind=BlockKind.SEE_ALSO)
        at -= 1
