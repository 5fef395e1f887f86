"""Lists of others: known beside the authority, never before it, and never public for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import shared

from careo.annotating.annotator import load_annotator
from careo.authority import list_formats, lists
from careo.authority.index import authority_index, ids_of
from careo.authority.list_formats import read_rows
from careo.authority.lists import lists_in_use, read_lists, use_lists
from careo.authority.loader import Entry, authority, curated, entry, is_curated
from careo.errors import ConfigError, RecordError
from careo.values import EntityType

_REST = ",-0- " * 8
SDN = f"""\
11,"TAMBORIL LIRIO, Aurelio Benito","individual","SDNTK"{_REST}
12,"TAMBORIL, Nadia","individual","SDNTK"{_REST}
13,"TRANSPORTES LIRIO DORADO S.A.","-0- ","SDNTK"{_REST}
14,"FRENTE DEL FARO AZUL","-0- ","FTO] [SDGT"{_REST}
15,"POSADA EL LIRIO DORADO","-0- ","SDNTK"{_REST}
16,"LIRIO STAR","vessel","SDNTK"{_REST}
17,"SINALOA CARTEL","-0- ","SDNTK"{_REST}
18,"half a row"
\x1a
"""
ALT = """\
14,1,"aka","BLUE LIGHTHOUSE FRONT",-0-
14,2,"aka","FARO",-0-
17,3,"aka","COMPANY OF THE INVENTED COAST",-0-
"""
ADD = """\
11,5,-0- ,"Puerto Lirio","Colombia",-0-
14,6,"Calle 1","Lima","Peru",-0-
"""
CSV = """\
name,type,aliases,country,id
Banda del Faro Azul,GROUP,Blue Lantern Gang; Los del Faro Azul,HN,7
Muelles de Lirio,COMPANY,,Panamá,
,GROUP,,,8
Casa de Lirio,CASTLE,,,9
Torre de Lirio,ORG,,Nowhere,10
Banda Repetida,GROUP,,,7
"""


@pytest.fixture(autouse=True)
def nothing_listed_afterwards() -> Iterator[None]:
    yield
    use_lists(())


@pytest.fixture
def ofac(tmp_path: Path) -> Path:
    for name, text in (("sdn.csv", SDN), ("alt.csv", ALT), ("add.csv", ADD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "sdn.csv"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "coast.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def entries(path: Path) -> dict[str, Entry]:
    return dict(read_lists([path]).entries)


def test_an_ofac_list_gives_ids_types_names_and_countries(ofac: Path) -> None:
    found = entries(ofac)
    person = found["ofac-11"]
    assert person.type is EntityType.PERSON
    assert person.names == ("Aurelio Benito Tamboril Lirio",)
    assert (person.country, person.listed) == ("CO", "OFAC SDN list, SDNTK")
    assert found["ofac-13"].type is EntityType.COMPANY
    front = found["ofac-14"]
    assert (front.type, front.country) == (EntityType.GROUP, "PE")
    assert front.names == ("Frente del Faro Azul", "Blue Lighthouse Front")


def test_what_a_drug_programme_lists_is_no_gang_by_that(ofac: Path) -> None:
    assert entries(ofac)["ofac-15"].type is EntityType.ORG


def test_a_person_of_two_names_is_not_looked_for_and_a_ship_is_nobody(ofac: Path) -> None:
    assert not {"ofac-12", "ofac-16"} & set(entries(ofac))


def test_what_one_of_our_entries_names_stays_ours(ofac: Path) -> None:
    use_lists([str(ofac)])
    assert "ofac-17" not in authority()
    assert ids_of("Sinaloa Cartel") == ("sinaloa-cartel",)


def test_a_bad_row_is_left_out_with_one_line_and_the_others_stay(ofac: Path, table: Path) -> None:
    read = read_lists([ofac, table])
    assert read.faults == (
        "sdn.csv:8: not a row of OFAC's list; left out",
        "coast.csv:4: a row without a name; left out",
        "coast.csv:5: unknown type “CASTLE”; left out",
        "coast.csv:6: unknown country “Nowhere”; left out",
        "coast.csv:7: the id “coast-7” is taken; left out",
    )
    assert {"ofac-11", "coast-7", "coast-muelles-de-lirio"} <= set(read.entries)


def test_a_table_gives_names_aliases_and_countries_by_code_or_name(table: Path) -> None:
    found = entries(table)
    assert found["coast-7"].names == (
        "Banda del Faro Azul",
        "Blue Lantern Gang",
        "Los del Faro Azul",
    )
    assert (found["coast-7"].country, found["coast-muelles-de-lirio"].country) == ("HN", "PA")


def thing(id_: str, schema: str, **properties: list[str]) -> dict[str, object]:
    return {"id": id_, "schema": schema, "properties": properties}


FTM = [
    thing("NK-1", "Organization", name=["Faro Azul Brotherhood"], topics=["crime.terror"]),
    thing("NK-2", "Person", name=["Benito Lirio Tamboril"], nationality=["gt"]),
    thing("NK-3", "Vessel", name=["Star of the Lirio"]),
    thing("NK-4", "Company", alias=["Lirio Dorado Holding"]),
]


@pytest.mark.parametrize("as_lines", [True, False])
def test_followthemoney_is_read_as_lines_and_as_an_array(tmp_path: Path, *, as_lines: bool) -> None:
    path = tmp_path / ("open.jsonl" if as_lines else "open.json")
    lines = "\n".join(json.dumps(item) for item in FTM)
    path.write_text(lines if as_lines else json.dumps(FTM), encoding="utf-8")
    found = entries(path)
    assert {id_: e.type for id_, e in found.items()} == {
        "open-nk-1": EntityType.GROUP,
        "open-nk-2": EntityType.PERSON,
        "open-nk-4": EntityType.COMPANY,
    }
    assert found["open-nk-2"].country == "GT"


def test_broken_lines_of_json_are_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    path.write_text("{\n[1]\n" + json.dumps(FTM[0]) + "\n", encoding="utf-8")
    read = read_lists([path])
    assert list(read.entries) == ["open-nk-1"]
    assert [fault.split(": ")[0] for fault in read.faults] == ["open.jsonl:1", "open.jsonl:2"]


def test_a_line_beyond_the_limit_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_formats, "LINE_LIMIT", 300)
    path = tmp_path / "open.jsonl"
    long = json.dumps(thing("NK-9", "Person", name=["x" * 900]))
    path.write_text(f"{long}\n{json.dumps(FTM[0])}\n", encoding="utf-8")
    read = read_lists([path])
    assert list(read.entries) == ["open-nk-1"]
    assert read.faults == ("open.jsonl:1: this line is too long; left out",)


def test_too_many_entries_are_refused(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "ENTRIES_LIMIT", 1)
    with pytest.raises(ConfigError, match=r"coast\.csv: lists hold more than 1 entries"):
        read_lists([table])


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("list.txt", "a", "a list is .csv, .json or .jsonl"),
        ("list.csv", "title\na\n", "a header with “name”"),
        ("list.json", "[1, ", "this is no JSON"),
        ("none.csv", None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_list_is_named(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told) as error:
        read_lists([tmp_path / name])
    assert name in str(error.value)


def test_listed_names_are_found_in_texts_while_the_list_is_in_use(table: Path) -> None:
    text = "Agents of the blue lantern seized it from the Blue Lantern Gang."
    use_lists([str(table)])
    assert [match.ids for match in authority_index().find(text)] == [("coast-7",)]
    known = entry("coast-7")
    assert known is not None
    assert known.listed == "list coast.csv"
    use_lists(())
    assert authority_index().find(text) == []
    assert entry("coast-7") is None


def test_a_list_leaves_our_entries_as_they_are(table: Path) -> None:
    before = dict(curated())
    use_lists([str(table)])
    assert {id_: authority()[id_] for id_ in before} == before
    assert not is_curated("coast-7")


def test_files_are_read_once_for_the_same_paths(table: Path) -> None:
    first = use_lists([str(table)])
    assert use_lists([str(table)]) is first is lists_in_use()


def test_another_list_is_another_version_of_the_annotator(table: Path) -> None:
    plain = load_annotator().version
    listed = load_annotator(lists=[str(table)]).version
    table.write_text(CSV + "Faro de Lirio Negro,GROUP,,,11\n", encoding="utf-8")
    use_lists(())
    changed = load_annotator(lists=[str(table)]).version
    assert len({plain, listed, changed}) == 3
    assert load_annotator().version == plain


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), kind=st.sampled_from(["l.csv", "l.json", "l.jsonl"]))
def test_whatever_a_file_holds_is_rows_faults_or_one_error(
    tmp_path: Path, text: str, kind: str
) -> None:
    path = tmp_path / kind
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        rows = list(read_rows(path))
    except (ConfigError, UnicodeDecodeError):
        return
    assert all(isinstance(row, RecordError) or row.names for row in rows)


def test_the_real_list_is_read_whole_with_a_version() -> None:
    read = read_lists([shared("lists/ofac_sdn_2019") / "sdn.csv"])
    assert read.faults == ()
    assert len(read.version) == 8
    types = {e.type for e in read.entries.values()}
    persons = [e for e in read.entries.values() if e.type is EntityType.PERSON]
    assert types == {EntityType.PERSON, EntityType.COMPANY, EntityType.ORG, EntityType.GROUP}
    assert len(read.entries) > 5_000
    assert len(persons) > 2_000
    assert all(id_.startswith("ofac-") and id_[5:].isdecimal() for id_ in read.entries)
