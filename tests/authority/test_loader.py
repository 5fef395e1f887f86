"""The authority rests on stated sources and says where a file is broken."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from careo.authority.loader import FOLDER, authority, entry, read_folder
from careo.errors import VocabularyError
from careo.values import EntityType

GOOD = """\
sources: {record: "An invented record"}
defaults: {type: GROUP, source: record}
entries:
  lemon-gang: {en: Lemon Gang, es: Banda del Limón, aliases: [LG], country: XX}
"""


def test_every_entry_names_its_source() -> None:
    assert all(e.source.strip() for e in authority().values())


def test_every_type_but_none_is_left_without_entries() -> None:
    assert {e.type for e in authority().values()} == set(EntityType)


def test_at_least_a_hundred_and_fifty_entries_are_not_places() -> None:
    curated = [e for e in authority().values() if e.type is not EntityType.PLACE]
    assert len(curated) >= 150


def test_ids_are_safe_in_addresses() -> None:
    assert all(id_.replace("-", "").isalnum() and id_.isascii() for id_ in authority())


def test_persons_alone_say_why_they_are_of_public_record() -> None:
    for e in authority().values():
        assert (e.record is not None) is (e.type is EntityType.PERSON)


def test_names_begin_with_english_then_spanish_and_come_once() -> None:
    for e in authority().values():
        assert e.names[0] == e.en
        assert e.es in e.names[:2]
        assert len(set(e.names)) == len(e.names)


def test_an_entry_has_a_name_in_each_language() -> None:
    gulf = entry("gulf-cartel")
    assert gulf is not None
    assert (gulf.name("en"), gulf.name("es")) == ("Gulf Cartel", "Cártel del Golfo")
    assert entry("no-such-entry") is None


def test_a_name_without_a_spanish_one_is_the_same_in_both(tmp_path: Path) -> None:
    text = GOOD.replace("es: Banda del Limón, ", "")
    (tmp_path / "groups.yaml").write_text(text, encoding="utf-8")
    lemon = read_folder(tmp_path)["lemon-gang"]
    assert (lemon.name("es"), lemon.names) == ("Lemon Gang", ("Lemon Gang", "LG"))


def test_the_press_bodies_and_groups_of_the_americas_are_many() -> None:
    types = Counter(e.type for e in authority().values())
    assert types[EntityType.OUTLET] >= 500
    assert types[EntityType.AGENCY] >= 400
    assert types[EntityType.GROUP] >= 300


def test_the_files_are_read_once() -> None:
    assert authority() is authority()
    assert FOLDER.is_dir()


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "groups.yaml").write_text(GOOD, encoding="utf-8")
    lemon = read_folder(tmp_path)["lemon-gang"]
    assert lemon.names == ("Lemon Gang", "Banda del Limón", "LG")
    assert lemon.source == "An invented record"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("type: GROUP", "type: SWARM"),
        ("source: record}\nentries", "source: rumor}\nentries"),
        ("country: XX", "country: Xanadu"),
        ("country: XX", "family: no-such-family"),
        ("country: XX", "colour: yellow"),
        ("country: XX", "record: court"),
        ("type: GROUP", "type: PERSON"),
        ("en: Lemon Gang", "en: 18"),
        ("en: Lemon Gang, ", ""),
        ("[LG]", "LG"),
        ("[LG]", "[NO]"),
    ],
)
def test_a_fault_names_the_entry_in_one_line(tmp_path: Path, good: str, bad: str) -> None:
    (tmp_path / "groups.yaml").write_text(GOOD.replace(good, bad), encoding="utf-8")
    with pytest.raises(VocabularyError, match="lemon-gang") as caught:
        read_folder(tmp_path)
    assert "\n" not in str(caught.value)


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"b\.yaml: lemon-gang"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "source: s\ncountries: []\nregions: []\nplaces: {}\n",
        "source: s\ncountries: {XX: {en: A}}\nregions: []\nplaces: {}\n",
        "source: s\ncountries: {}\nregions: []\nplaces: {XX: [Town]}\n",
        "countries: {}\nregions: []\nplaces: {}\n",
        "- a list\n",
    ],
)
def test_a_broken_gazetteer_names_its_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "places.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"places\.yaml"):
        read_folder(tmp_path)


def test_a_place_may_have_several_names(tmp_path: Path) -> None:
    content = (
        "source: s\ncountries: {XX: {en: Exland, es: Exlandia, demonyms: [Exish]}}\n"
        "regions: [North = Norte]\nplaces: {XX: [Old Town = Villa Vieja = Vieja, Hill]}\n"
    )
    (tmp_path / "places.yaml").write_text(content, encoding="utf-8")
    places = read_folder(tmp_path)
    assert places["place-xx-old-town"].names == ("Old Town", "Villa Vieja", "Vieja")
    assert places["place-xx-hill"].country == "XX"
    assert places["place-region-north"].country is None
    assert places["place-xx"].demonyms == ("Exish",)
