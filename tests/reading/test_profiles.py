"""Site profiles: data, not code."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path

import pytest

from careo.errors import ConfigError
from careo.reading.profiles import Profile, choose, load, whole
from careo.reading.reader import read
from careo.values import Block, BlockKind, Capture, Link, Stated
from support import ROOT

OWN = """\
name: The Alba Gazette
hosts: [alba.example.org]
signs: ['Printed in Puerto Alba']
home: [Front]
sections: [Harbour, Night Desk]
types: [Night Desk]
names: [McQuint]
date_lines: ['(?P<date>\\d+ \\w+ \\d{4}) :: (?P<authors>.+) :: (?P<tag>.+)']
see_also: ['turn to page \\d+\\s*:\\s*']
analysis: ['what we think']
furniture: ['clap \\d+']
body_ends: ['printed in puerto alba']
licence: ['copy freely']
related: ['more from alba']
organization: ['the gazette']
categories: [Gazette Life]
"""
PAGE = """\
FrontHarbourNight DeskA Boat Without Lights

NIGHT DESK

A Boat Without Lights

3 May 2019 :: Ana Ruiz :: MCQUINT

The council met on Monday and closed the harbour at night.

Turn to page 4: The vote

Clap 12

What we think

The vote came late, and nobody was told.

Printed in Puerto Alba

Copy freely, with our name on it.

More from Alba

HARBOUR / 2 MAY 2019

A second boat was seen on Sunday.

The Gazette

GAZETTE LIFE

We moved house

1 May 2019

The new rooms have a view.
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "alba.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("CAREO_PROFILES", str(folder))
    return folder


def page(url: str | None = None, text: str = PAGE) -> Capture:
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return Capture("k", text.encode(), "text/plain", "page.txt", now, url=url)


def test_a_profile_of_ones_own_teaches_a_new_site(own: Path) -> None:
    found = read(page())
    assert found.title == "A Boat Without Lights"
    assert (found.section, found.type) == (("Harbour", "Night Desk"), "Night Desk")
    assert (found.published, found.authors) == ("2019-05-03", ("Ana Ruiz",))
    assert found.primary_tag == "McQuint"
    assert found.blocks[1] == Block(BlockKind.SEE_ALSO, "The vote", (Link(0, 8, ""),))
    assert found.analysis_start == found.text.index("The vote came late")
    assert found.licence == "Copy freely, with our name on it."
    (related,) = found.related
    assert (related.tag, related.published) == ("Harbour", "2019-05-02")
    (post,) = found.organization
    assert (post.tag, post.title, post.published, post.excerpt) == (
        "Gazette Life", "We moved house", "2019-05-01", "The new rooms have a view.",
    )  # fmt: skip
    assert {"What we think", "Clap 12", "Printed in Puerto Alba"} <= set(found.furniture)


def test_the_address_chooses_and_subdomains_count(own: Path) -> None:
    assert choose("https://www.alba.example.org/x", "").name == "The Alba Gazette"
    assert choose("https://es.alba.example.org/x", "").name == "The Alba Gazette"
    assert choose("https://notalba.example.org/x", "").name == "default"


def test_words_choose_only_where_no_address_is_known(own: Path) -> None:
    assert choose(None, "… Printed in Puerto Alba").name == "The Alba Gazette"
    assert choose("https://other.example.org/x", "Printed in Puerto Alba").name == "default"


def test_an_unknown_site_has_the_common_habits_only() -> None:
    profile = choose(None, "nothing known")
    assert profile.name == "default"
    assert profile.analysis == ()
    assert whole(profile.furniture, "Advertisement")
    assert not whole(profile.furniture, "The advertisement was withdrawn.")


def test_a_site_profile_lies_over_the_common_one() -> None:
    profile = choose("https://insightcrime.org/news/x", "")
    assert whole(profile.analysis, "INSIGHT CRIME ANALYSIS")
    assert whole(profile.furniture, "Advertisement")


def test_sections_come_from_the_address_when_nothing_states_them(own: Path) -> None:
    capture = page("https://alba.example.org/harbour/night-desk/boat", "The council met late.")
    found = read(capture)
    assert (found.section, found.type) == (("Harbour", "Night Desk"), "Night Desk")


def test_a_profile_serves_records_in_html_too(own: Path) -> None:
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    stated = Stated(
        title="A Boat",
        content="<p>The council met.</p><p>Turn to page 4: <a href='/vote'>The vote</a></p>"
        "<h3>What we think</h3><p>It came late.</p><p>Printed in Puerto Alba</p><p>Clap 3</p>",
    )
    url = "https://alba.example.org/a"
    found = read(Capture("k", b"row", "application/json", "t.csv:2", now, url=url, stated=stated))
    assert found.text == "The council met.\n\nIt came late."
    assert found.analysis_start == len("The council met.\n\n")
    assert found.blocks[1].links == (Link(0, 8, "https://alba.example.org/vote"),)
    assert found.furniture == ("What we think", "Printed in Puerto Alba", "Clap 3")


def test_labels_above_a_body_are_taken_off_and_say_the_type(own: Path) -> None:
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    stated = Stated(title="A Boat", content="<p>HARBOUR</p><p>NIGHT DESK</p><p>It met.</p>")
    url = "https://alba.example.org/a"
    found = read(Capture("k", b"row", "application/json", "t.csv:2", now, url=url, stated=stated))
    assert (found.text, found.type) == ("It met.", "Night Desk")
    assert found.furniture == ("HARBOUR", "NIGHT DESK")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("furnitures: [a]", "unknown field 'furnitures'"),
        ("furniture: a", "furniture must be a list of texts"),
        ("furniture: ['(']", r"furniture: not a pattern"),
        ("[a]", "a profile is a mapping of fields"),
        ("a: [", "not a readable profile"),
        ("furniture: " + "a" * 200_000, "at most"),
    ],
)
def test_a_faulty_profile_is_named_with_its_fault(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"bad\.yaml: .*{fault}"):
        load(path)


def test_every_field_of_a_profile_is_documented() -> None:
    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    assert [f.name for f in fields(Profile) if f"| `{f.name}` |" not in text] == []


def test_a_missing_profile_folder_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREO_PROFILES", "/no/such/folder")
    with pytest.raises(ConfigError, match="/no/such/folder"):
        choose(None, "")
