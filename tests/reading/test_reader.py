"""The one door of reading, and the command before it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from careo.cli import read as command
from careo.errors import ReadingError
from careo.reading import reader
from careo.reading.reader import LARGEST, read
from careo.values import Article, BlockKind, Capture, Stated

BODY = "The council of Puerto Alba met on Monday and closed the harbour at night. " * 3
VIEW = "Nobody knows who owns the boats that sail without lights, and few have asked. " * 3
HTML = (
    "<html lang='en'><head><title>Harbour closes</title></head><body><article>"
    f"<h1>Harbour closes</h1><p>{BODY}</p><p>SEE ALSO: <a href='/v'>The vote</a></p>"
    f"<script>alert(1)</script><h2>Analysis</h2><p>{VIEW}</p></article></body></html>"
)


def capture(body: bytes, media_type: str = "text/plain", **more: object) -> Capture:
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return Capture("key", body, media_type, "page.x", now, **more)  # type: ignore[arg-type]


# --- what kind of thing it is -------------------------------------------------


def test_a_page_goes_through_html_and_the_profile() -> None:
    found = read(capture(HTML.encode(), "text/html; charset=utf-8", url="https://example.org/a"))
    assert found.title == "Harbour closes"
    assert "alert" not in found.text
    inserts = [b for b in found.blocks if b.kind is BlockKind.SEE_ALSO]
    assert [(b.text, b.links[0].url) for b in inserts] == [("The vote", "https://example.org/v")]
    assert found.analysis_start == found.text.index("Nobody knows")
    assert found.key == "key"


def test_the_tag_in_the_date_line_of_a_known_site_is_read() -> None:
    line = "<p><a href='/t'>PORTS OF ALBA</a> / 21 MAR 2012 BY <a>ANA RUIZ</a> EN</p>"
    page = HTML.replace("</h1>", f"</h1>{line}").encode()
    known = read(capture(page, "text/html", url="https://insightcrime.org/news/brief/a/"))
    assert known.primary_tag == "Ports of Alba"
    assert (known.section, known.type) == (("News", "Brief"), "Brief")
    assert read(capture(page, "text/html", url="https://example.org/a")).primary_tag is None


def test_html_without_a_media_type_is_recognised() -> None:
    assert read(capture(HTML.encode(), "application/octet-stream")).title == "Harbour closes"


def test_text_and_markdown_are_told_apart_by_media_type() -> None:
    source = f"# Harbour\n\n{BODY}".encode()
    assert read(capture(source, "text/markdown")).title == "Harbour"
    assert read(capture(source, "text/plain")).title == "# Harbour"


def test_the_charset_of_the_header_is_used() -> None:
    body = "Титул\n\n" + "Полиция задержала двух человек в порту. " * 3
    headers = (("Content-Type", "text/plain; charset=koi8-r"),)
    assert read(capture(body.encode("koi8-r"), headers=headers)).title == "Титул"


def test_the_language_is_found_when_not_stated() -> None:
    spanish = (
        "El puerto cierra\n\n" + "El concejo votó el lunes por cerrar el puerto de noche. " * 3
    )
    assert read(capture(spanish.encode())).language == "es"
    stated = Stated(language="pt-BR")
    assert read(capture(spanish.encode(), stated=stated)).language == "pt"


# --- bad input ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 stuff", "is a PDF, not a page"),
        (b"PK\x03\x04stuff", "is a ZIP archive, not a page"),
        (b"\x00\x01\x02\x03" * 100, "is binary, not a page"),
        (b"\x89PNG\r\n", "is a PNG picture, not a page"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(body: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(capture(body))
    assert str(caught.value) == f"page.x: {reason}"


def test_a_picture_without_a_word_is_no_article() -> None:
    with pytest.raises(ReadingError, match=r"page\.x: holds neither a title nor words"):
        read(capture(b"![](h.jpg)", "text/markdown"))


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        ("Mundo,Puertos del Sur", ("Mundo", "Puertos del Sur")),
        ("Arts, Culture and Life", ("Arts, Culture and Life",)),
        ("Top 1,000", ("Top 1,000",)),
    ],
)
def test_sections_run_together_are_taken_apart(stated: str, section: tuple[str, ...]) -> None:
    told = Stated(title="Harbour", content=BODY, section=(stated,))
    assert read(capture(b"", "text/plain", stated=told)).section == section


@pytest.mark.parametrize("closing", ["The clerk left. (01/07/2020)", "(01/07/2020)"])
def test_the_day_of_publication_at_the_end_of_the_text_is_furniture(closing: str) -> None:
    told = Stated(
        title="El puerto", content=f"{BODY}\n\n{closing}", published="2020-07-01", language="es"
    )
    found = read(capture(b"", "text/plain", stated=told))
    assert "2020" not in found.text
    assert found.text.endswith(("left.", BODY.strip()[-9:]))
    assert "(01/07/2020)" in found.furniture


@pytest.mark.parametrize("closing", ["He left on (02/07/2020)", "(01/07/2020) He left."])
def test_another_date_and_a_date_inside_the_text_stay(closing: str) -> None:
    told = Stated(
        title="El puerto", content=f"{BODY}\n\n{closing}", published="2020-07-01", language="es"
    )
    assert read(capture(b"", "text/plain", stated=told)).text.endswith(closing)


def test_an_unknown_media_type_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"page\.x: files of type video/mp4 are not read"):
        read(capture(b"some words", "video/mp4"))


def test_a_summary_is_read_when_it_is_all_there_is() -> None:
    stated = Stated(title="Harbour", standfirst="<p>The council met.</p>")
    found = read(capture(b"<item/>", "application/xml", stated=stated))
    assert (found.text, found.standfirst) == ("The council met.", None)
    with pytest.raises(ReadingError, match="the entry has a title but no text"):
        read(capture(b"<item/>", "application/xml", stated=Stated(title="Harbour")))


def test_fifty_megabytes_are_refused_at_once() -> None:
    with pytest.raises(ReadingError, match="52,428,800 bytes are more than"):
        read(capture(b"a" * (50 * 1024 * 1024)))
    stated = Stated(content="a" * (LARGEST + 1), content_type="text/plain")
    with pytest.raises(ReadingError, match="are more than"):
        read(capture(b"row", stated=stated))


@pytest.mark.timeout(30)
def test_monstrous_texts_are_read_in_bounded_time() -> None:
    for text in ("a" * 2_000_000, "( " * 500_000, "a\n" * 100_000, "SEE ALSO: " * 100_000):
        found = read(capture(text.encode()))
        assert found.text


def test_scripts_in_any_format_do_not_survive() -> None:
    script = "<script>alert(1)</script>"
    for content_type in ("text/html", "text/markdown"):
        stated = Stated(title="X", content=f"<p>One.</p>{script}", content_type=content_type)
        assert "alert" not in json.dumps(read(capture(b"row", stated=stated)).as_json())


@given(st.binary(max_size=600), st.sampled_from(["text/plain", "text/markdown", ""]))
def test_any_bytes_give_an_article_or_a_reading_error(body: bytes, media_type: str) -> None:
    try:
        found = read(capture(body, media_type))
    except ReadingError as error:
        assert "\n" not in str(error)
        return
    assert found.blocks
    assert all(0 <= x.start <= x.end <= len(b.text) for b in found.blocks for x in b.links)
    assert all(span.of(found.text) == block.text for block, span in found.prose())
    assert Article.from_json(json.loads(json.dumps(found.as_json()))).text == found.text


def test_reading_the_same_capture_twice_gives_the_same_article() -> None:
    assert read(capture(HTML.encode(), "text/html")) == read(capture(HTML.encode(), "text/html"))
    assert reader.READER_VERSION


# --- the command ----------------------------------------------------------------


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    app = typer.Typer()
    command.register(app)  # alone, so that no other command need be loaded
    return CliRunner().invoke(app, [*arguments], input=stdin)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(f"Harbour closes\n\n{BODY}\n", encoding="utf-8")
    return path


def test_one_file_gives_one_json_object(page: Path) -> None:
    result = run(str(page))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "Harbour closes"


def test_standard_input_is_read(page: Path) -> None:
    assert run("-", stdin=page.read_bytes()).stdout == run(str(page)).stdout
    assert json.loads(run("-", stdin=HTML.encode()).stdout)["title"] == "Harbour closes"


@pytest.mark.parametrize(
    ("given", "place"),
    [(b"{bad", "-:1:2: "), (b'[{"title": "x"}]', "-:1: "), (b"{" * 99999, "-:1")],
)
def test_json_on_standard_input_is_refused_with_its_place(given: bytes, place: str) -> None:
    done = run("-", stdin=given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"careo read: {place}")
    assert len(done.stderr.splitlines()) == 1


def test_the_address_can_be_given(page: Path) -> None:
    assert json.loads(run(str(page), "--url", "https://e.org/a").stdout)["url"] == "https://e.org/a"


def test_front_matter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"---\ntitle: Harbour\ntags: [Ports]\n---\n{BODY}\n\n## Analysis\n\n{BODY}")
    article = json.loads(run(str(path)).stdout)
    assert (article["title"], article["tags"]) == ("Harbour", ["Ports"])
    assert article["analysis_start"] == len(BODY.strip()) + 2


def test_several_files_give_a_line_each_and_a_bad_one_stops_nothing(
    page: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    missing = tmp_path / "missing.txt"
    result = run(str(missing), str(page), str(empty), str(page))
    assert result.exit_code == 1
    assert [json.loads(x)["title"] for x in result.stdout.splitlines()] == ["Harbour closes"] * 2
    errors = result.stderr.splitlines()
    assert len(errors) == 2
    assert str(missing) in errors[0]
    assert str(empty) in errors[1]


def test_a_batch_gives_a_line_for_every_row_and_names_the_bad_one(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f"title,content\nOne,{BODY}\nTwo,\nThree,{BODY}\n", encoding="utf-8")
    result = run("--batch", str(table))
    assert result.exit_code == 1
    assert [json.loads(x)["title"] for x in result.stdout.splitlines()] == ["One", "Three"]
    (error,) = result.stderr.splitlines()
    assert "rows.csv" in error


def test_nothing_to_read_is_a_usage_error() -> None:
    assert run().exit_code == 2


def test_help_has_an_example() -> None:
    assert "Example: careo read" in run("--help").stdout


# --- characters -----------------------------------------------------------------


def test_words_that_were_decoded_wrongly_are_mended_wherever_they_are_stated() -> None:
    broken = "José Ríos vio la Policía".encode().decode("cp1252")
    stated = Stated(
        title=broken,
        authors=("José Ríos".encode().decode("cp1252"),),
        tags=("álvaro vélez".encode().decode("latin-1"), "Policía".encode().decode("cp1252")),
        section=("Política".encode().decode("cp1252"),),
        content=f"<p>{broken} el lunes por la noche.</p>",
    )
    found = read(capture(b"row", stated=stated))
    assert found.title == "José Ríos vio la Policía"
    assert found.authors == ("José Ríos",)
    assert found.tags == ("álvaro vélez", "Policía")
    assert found.section == ("Política",)
    assert found.text == "José Ríos vio la Policía el lunes por la noche."


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "text/markdown"])
def test_control_characters_and_half_characters_leave_no_trace(kind: str) -> None:
    words = "The \x01council\x00 met\x1b on Mon\ud83dday and closed the harbour at night."
    content = f"<p>{words}</p><p>Nobody came.</p>" if kind == "text/html" else words
    stated = Stated(title="A\x02 vo\0te", content=content, content_type=kind)
    found = read(capture(b"row", stated=stated))
    assert found.title == "A vote"
    assert found.blocks[0].text == "The council met on Monday and closed the harbour at night."


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "text/markdown"])
def test_a_page_with_a_stray_nul_is_read(media_type: str) -> None:
    body = HTML if media_type == "text/html" else f"Harbour closes\n\n{BODY}"
    found = read(capture(body.replace("council", "coun\0cil", 1).encode(), media_type))
    assert "The council of Puerto Alba met" in found.text


@pytest.mark.parametrize("levels", [300, 60_000])
def test_a_page_or_record_that_is_nested_too_deeply_is_made_flat(levels: int) -> None:
    markup = f"<p>{BODY}</p>" + "<div>" * levels + "<p>Nobody came to the harbour that night.</p>"
    markup += "</div>" * levels + "<p>In the morning all of the boats were gone.</p>"
    page = capture(f"<html><body><article>{markup}</article></body></html>".encode(), "text/html")
    record = capture(b"row", stated=Stated(title="A vote", content=markup))
    for given_ in (page, record):
        text = read(given_).text
        assert "Nobody came to the harbour that night.\n\nIn the morning" in text


@pytest.mark.parametrize("kind", ["page", "record"])
def test_what_the_parser_cannot_take_is_refused_and_never_cut(kind: str) -> None:
    markup = "<p>" + "word " * 2_300_000 + f"</p><p>{BODY}</p>"
    record = capture(b"row", stated=Stated(title="A vote", content=markup))
    page = capture(f"<html><body>{markup}</body></html>".encode(), "text/html")
    with pytest.raises(ReadingError, match=r"^page\.x: .*more than the parser takes"):
        read(page if kind == "page" else record)


def test_a_page_without_a_text_says_that_and_nothing_of_depth() -> None:
    with pytest.raises(ReadingError, match="holds no article text"):
        read(capture(b"<html><body><div></div></body></html>", "text/html"))
