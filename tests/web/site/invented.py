"""A small archive of invented articles about invented people, for the site's tests.

    python tests/web/site/invented.py FOLDER    makes and fills an archive there

Nobody and nothing in it exists.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path

from careo.values import Block, BlockKind, Image, Link, prose_text
from picturing import png

HOSTILE = '<script>alert("x")</script>'
WHEN = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


@dataclass
class Piece:
    """An article to be: what differs from a plain brief."""

    slug: str
    title: str
    blocks: tuple[Block, ...]
    published: str = "2021-03-14"
    language: str = "en"
    type: str = "Brief"
    section: tuple[str, ...] = ("News", "Brief")
    tag: str = "Valdoria"
    tags: tuple[str, ...] = ("Valdoria", "Extradition")
    authors: tuple[str, ...] = ("Nadia Ferrant",)
    standfirst: str = ""
    analysis: str = ""
    """Words the analysis begins with."""
    key: str = ""
    licence: str = "CC BY 4.0"
    image: Image | None = None
    names: tuple[str, ...] = field(default_factory=tuple)


def paragraph(text: str, *links: tuple[str, str]) -> Block:
    """A paragraph; each of `links` is (words in it, address)."""
    made = tuple(
        Link(at, at + len(words), url) for words, url in links if (at := text.index(words)) >= 0
    )
    return Block(BlockKind.PARAGRAPH, text, made)


ENTITIES = (
    # name, type, country, other names
    ("Ansel Torvane", "PERSON", "MX", ("El Relojero",)),
    ("Mirela Castaño Duarte", "PERSON", "CO", ()),
    ("Lantern Circle", "GROUP", "MX", ("Círculo del Farol",)),
    ("Valdoria Port Authority", "AGENCY", "PA", ()),
    ("Puerto Ceniza", "PLACE", "PA", ()),
)

MAIN = Piece(
    "torvane-clockmaker-surrender-talks",
    "Port Official: Talks With ‘The Clockmaker’ Have Begun",
    (
        paragraph(
            "Prosecutors in Puerto Ceniza have opened talks with Ansel Torvane, alias “El "
            "Relojero,” on the terms of his surrender, a former port official said on March 12.",
            ("a former port official said", "https://example.org/interview?a=1&b=2"),
        ),
        paragraph(
            "Torvane, who is accused of leading the Lantern Circle, has been wanted since 2016. "
            "Mirela Castaño Duarte, his lawyer, denied that her client had met anybody.",
        ),
        Block(
            BlockKind.QUOTE,
            "Nobody has sat down at any table. There is no table.",
        ),
        Block(
            BlockKind.SEE_ALSO,
            "SEE ALSO: Lantern Circle News and Profile",
            (Link(10, 41, "https://example.org/lantern-circle"),),
        ),
        paragraph("Three points are said to be open:"),
        Block(
            BlockKind.LIST,
            "where Ansel Torvane would be held\nwhat he would pay\nwhether his brother is covered",
        ),
        Block(
            BlockKind.EMBED,
            "Video: the interview in full",
            (Link(0, 28, "https://video.example.org/watch?v=1"),),
        ),
        Block(
            BlockKind.IMAGE,
            "The container yard of Puerto Ceniza in 2020.",
            (Link(0, 44, "https://img.example.org/yard.jpg"),),
        ),
        Block(BlockKind.HEADING, "Newsroom Analysis"),
        paragraph(
            "Although the official named no source, talks of this kind are common. The Valdoria "
            "Port Authority has seen two such surrenders in ten years, and Ansel Torvane knows "
            "both.",
        ),
        Block(BlockKind.SEE_ALSO, "SEE ALSO: Valdoria Port Authority Profile"),
        Block(BlockKind.SEE_ALSO, "SEE ALSO: Customs News and Profile"),
        Block(BlockKind.SEE_ALSO, "SEE ALSO: How We Correct"),
        paragraph("If more comes out, it will be hard to go on denying it."),
    ),
    standfirst="As the search for the head of the Lantern Circle enters its fifth year, a former "
    "official says that the state would rather talk.",
    analysis="Although the official",
    authors=("Nadia Ferrant", "Tobías Quell Ibarra"),
    key="talks",
    tag="The Clockmaker",
    tags=("The Clockmaker", "Valdoria", "Extradition"),
    image=Image("https://img.example.org/lead.jpg", "Ansel Torvane in 2014.", "A. Nobody"),
    names=("Ansel Torvane", "Torvane", "Lantern Circle", "Mirela Castaño Duarte",
           "Puerto Ceniza", "Valdoria Port Authority"),
)  # fmt: skip

COUNTERPART = Piece(
    "torvane-relojero-conversaciones",
    "Exfuncionario: comenzaron las conversaciones con “El Relojero”",
    (
        paragraph(
            "La fiscalía de Puerto Ceniza abrió conversaciones con Ansel Torvane, alias “El "
            "Relojero”, sobre los términos de su entrega, dijo un exfuncionario del puerto."
        ),
        paragraph("Su abogada, Mirela Castaño Duarte, negó que su cliente se hubiera reunido."),
    ),
    language="es",
    type="Breve",
    section=("Noticias", "Breve"),
    key="talks",
    tag="El Relojero",
    tags=("El Relojero", "Valdoria"),
    names=("Ansel Torvane", "Mirela Castaño Duarte", "Puerto Ceniza"),
)

HOSTILE_PIECE = Piece(
    "hostile",
    f"Hostile {HOSTILE} title",
    (
        paragraph(
            f'Words {HOSTILE} & "quotes" with a bad link and a worse link and a good link.',
            ("bad link", "javascript:alert(1)"),
            ("worse link", " java\tscript:alert(1)"),
            ("good link", 'https://example.org/"onmouseover="alert(1)'),
        ),
        Block(BlockKind.IMAGE, f"Caption {HOSTILE}", (Link(0, 7, "data:text/html,x"),)),
        Block(BlockKind.EMBED, f"Film {HOSTILE}", (Link(0, 4, "https://img.example.org/x"),)),
        Block(BlockKind.LIST, f"{HOSTILE}\n<img src=x onerror=alert(1)>"),
        Block(BlockKind.QUOTE, f"{HOSTILE}"),
        Block(BlockKind.HEADING, f"{HOSTILE}"),
    ),
    standfirst=f"</script>{HOSTILE} --> ]]>",
    tag=f"Tag {HOSTILE}",
    tags=(f"Tag {HOSTILE}",),
    authors=(f"Author {HOSTILE}",),
    published="2021-03-13",
)


SAID = (
    "the owner of the boat says that the page was added later and that nobody saw it before",
    "a clerk recalls two visits by night, and a third one that he would rather not recall",
    "the harbour master keeps a second book, which he offered to show and then could not find",
    "three witnesses gave three accounts, of which the court has so far heard only the shortest",
    "its insurers paid within a week, although the yard had never reported anything as missing",
)
HELD = (
    "The court has set a day for the hearing of the matter, and the yard has asked for another.",
    "No charge has been brought against anybody, and the customs office calls the file closed.",
    "What was found below deck is kept in a shed to which, by one count, eleven people have keys.",
    "The crew had left by the time the officers came; their dinner, it is noted, was still warm.",
    "An appeal is open until the spring, and both sides say that they mean to make use of it.",
    "Nothing in the record explains the second anchor, and nobody in the port claims to own it.",
    "The buyer of the cargo is named only by initials, which fit four firms in the register.",
)


def _fillers() -> list[Piece]:
    pieces = []
    for number in range(1, 24):
        kind = ("Brief", "Analysis", "Investigation")[number % 3]
        tag = ("Extradition", "Valdoria", "Customs")[number % 3]
        first = (
            f"Entry {number} concerns Puerto Ceniza and a boat of {number + 7} metres. "
            f"The Lantern Circle is named on page {number * 3}; {SAID[number % 5]}."
        )
        pieces.append(
            Piece(
                f"filler-{number}",
                f"Harbour Ledger, Entry {number}: What the Tide Left Behind",
                (paragraph(first), paragraph(HELD[number % 7]), paragraph(HELD[number * 3 % 7])),
                published=f"2020-{1 + number % 12:02d}-{1 + number:02d}",
                type=kind,
                section=("News", kind),
                tag=tag,
                tags=(tag,),
                authors=(("Nadia Ferrant", "Oto Brandwijk")[number % 2],),
                names=("Lantern Circle", "Puerto Ceniza"),
            )
        )
    return pieces


def _organization() -> list[Piece]:
    body = (
        paragraph("We have written down how we handle corrections, and what a reader may expect."),
    )
    return [
        Piece("how-we-correct", "How We Correct", body, type="The Organization",
              section=("The Organization",), tag="", tags=(), published="2021-02-01"),
        Piece("opening-archivist", "Open Position: Archivist", body, type="Work With Us",
              section=("Work With Us",), tag="", tags=(), published="2021-01-05"),
    ]  # fmt: skip


PIECES = (MAIN, COUNTERPART, HOSTILE_PIECE, *_fillers(), *_organization())


def _rows(piece: Piece):
    from careo.web.records.models import Article, ArticleVersion, Capture, Tag, VersionTag
    from careo.web.records.names import slug_of

    text = prose_text(piece.blocks)
    digest = hashlib.sha256(f"{piece.title}{text}".encode()).hexdigest()
    article, _ = Article.objects.get_or_create(key=piece.slug, defaults={"slug": piece.slug})
    capture = Capture.objects.create(
        key=piece.slug, fingerprint=digest, sha256=digest, media_type="text/html",
        fetched=WHEN, locator=f"{piece.slug}.html",
    )  # fmt: skip
    version = ArticleVersion.objects.create(
        article=article, number=article.versions.count() + 1, capture=capture, reader_version="1",
        content_hash=digest, created=WHEN, language=piece.language, title=piece.title,
        standfirst=piece.standfirst, type=piece.type, section=list(piece.section),
        primary_tag=_term(Tag, piece.tag), published=piece.published,
        published_on=dt.date.fromisoformat(piece.published), precision="day",
        blocks=[block.as_json() for block in piece.blocks], text=text, licence=piece.licence,
        analysis_start=text.index(piece.analysis) if piece.analysis else None,
        lead_image=vars_of(piece.image),
    )  # fmt: skip
    for position, name in enumerate(piece.tags):
        VersionTag.objects.create(version=version, tag=_term(Tag, name), position=position)
    _sign(version, piece)
    article.current = version
    article.language, article.translation_key = piece.language, piece.key
    article.type = slug_of(piece.type)
    article.section_path = "/".join(slug_of(part) for part in piece.section)
    article.published_on = version.published_on
    article.save()
    return version


def vars_of(image: Image | None) -> dict[str, str] | None:
    if image is None:
        return None
    return {"url": image.url, "caption": image.caption, "credit": image.credit, "alt": image.alt}


def _sign(version, piece: Piece) -> None:
    from careo.web.records.models import Author, VersionAuthor

    for position, name in enumerate(piece.authors):
        author = _term(Author, name)
        VersionAuthor.objects.create(version=version, author=author, position=position)


def _term(model, name: str):
    from careo.web.records.names import slug_of

    return (
        model.objects.get_or_create(slug=slug_of(name), defaults={"name": name})[0]
        if name
        else None
    )


def _entities():
    from careo.web.records.models import Entity, Name
    from careo.web.records.names import slug_of

    made = {}
    for name, kind, country, others in ENTITIES:
        entity, _ = Entity.objects.get_or_create(
            key=slug_of(name),
            defaults={
                "type": kind,
                "name": name,
                "slug": slug_of(name),
                "country": country,
                "public": True,
            },
        )
        for text in (name, *others):
            Name.objects.get_or_create(
                entity=entity, text=text, defaults={"kind": "name" if text == name else "alias"}
            )
        made[name] = entity
    made["Torvane"] = made["Ansel Torvane"]
    return made


def _mention(version, piece: Piece, entities) -> None:
    from careo.web.records.models import Mention

    taken: list[tuple[int, int]] = []
    for name in sorted(piece.names, key=len, reverse=True):
        at = version.text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(at < e and s < end for s, e in taken):
                taken.append((at, end))
                entity = entities[name]
                Mention.objects.create(
                    version=version, entity=entity, start=at, end=end, text=name, type=entity.type
                )
            at = version.text.find(name, end)


def add(piece: Piece) -> None:
    """Adds one article, or a new version of it, as a change that shows."""
    from django.db.models import F

    from careo.web.records.models import Generation

    version = _rows(piece)
    _mention(version, piece, _entities())
    Generation.objects.get_or_create(id=1)
    Generation.objects.filter(id=1).update(number=F("number") + 1)


def fill() -> None:
    """The whole invented archive into the configured database."""
    from careo.web.records.models import Entity

    for piece in PIECES:
        add(piece)
    for entity in Entity.objects.all():
        entity.article_count = entity.mentions.values("version__article").distinct().count()
        entity.save()


def keep_picture(slug: str, position: int, url: str, body: bytes, media: Path) -> str:
    """Keeps a picture of an article, as a change that shows; returns its path on the site."""
    from django.db.models import F

    from careo.sources.pixels import measure
    from careo.web.records.captures import PictureFiles
    from careo.web.records.models import Article, Generation, Picture, VersionPicture

    found = measure(body)
    sha256 = PictureFiles(media).write(body, found.media_type)
    picture, _ = Picture.objects.get_or_create(
        sha256=sha256,
        defaults={
            "media_type": found.media_type, "width": found.width, "height": found.height,
            "size": len(body), "url": url, "fetched": WHEN, "locator": url,
        },
    )  # fmt: skip
    version = Article.objects.get(slug=slug).current
    VersionPicture.objects.create(version=version, position=position, url=url, picture=picture)
    Generation.objects.filter(id=1).update(number=F("number") + 1)
    return f"/media/{sha256}.png"


def main(folder: Path) -> None:
    """Makes the archive and fills it."""
    from careo.web.config import archive, configure

    archive.create(folder, name="The Tidewater Record")
    configure(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill()
    lead, yard = (MAIN.image, MAIN.blocks[7].links[0])
    keep_picture(MAIN.slug, 0, lead.url, png(1600, 900), folder / "media")
    keep_picture(MAIN.slug, 1, yard.url, png(300, 900, grey=60), folder / "media")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
