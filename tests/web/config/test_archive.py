from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import ConfigError
from careo.web.config import archive as archives
from careo.web.config import wiring
from support import ROOT


def written(folder: Path, text: str) -> Path:
    (folder / "careo.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_new_archive_has_its_folders_and_a_key_of_its_own(tmp_path: Path) -> None:
    made = archives.create(tmp_path / "one", name='The "Lantern"')
    other = archives.create(tmp_path / "two")
    assert made.site["name"] == 'The "Lantern"'
    assert made.captures.is_dir()
    assert made.rejected.is_dir()
    assert made.secret_file.stat().st_mode & 0o077 == 0
    assert len(made.secret_key()) > 50
    assert made.secret_key() != other.secret_key()


def test_an_archive_is_not_made_over_another(tmp_path: Path) -> None:
    archives.create(tmp_path)
    before = (tmp_path / "careo.toml").read_text()
    with pytest.raises(ConfigError, match="an archive here already"):
        archives.create(tmp_path, name="Other")
    assert (tmp_path / "careo.toml").read_text() == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[archive]\npolicy = "open"', "'policy' must be one of reviewed, labelled"),
        ('[archive]\nlanguage = "fr"', "'language' must be one of en, es"),
        ("[archive]\nshoes = 3", "unknown setting 'shoes'"),
        ('[archive]\nworkers = "two"', "'workers' in .archive. must be a int"),
        ("[archive]\nworkers = true", "'workers' in .archive. must be a int"),
        ("[archive]\nhosts = [1]", "'hosts' in .archive. must hold texts only"),
        ("[shoes]\na = 1", "unknown table .shoes."),
        ("[authority]\nlist = []", "unknown setting 'list' in .authority."),
        ('[authority]\nlists = "sdn.csv"', "'lists' in .authority. must be a list of files"),
        ("[authority]\nlists = [3]", "'lists' in .authority. must be a list of files"),
        ("[archive", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason) as caught:
        archives.load(written(tmp_path, text))
    assert caught.value.where == str(tmp_path / "careo.toml")


def test_lists_are_seen_from_the_archives_folder(tmp_path: Path) -> None:
    archive = archives.load(written(tmp_path, '[authority]\nlists = ["ofac/sdn.csv", "/l.csv"]'))
    assert archive.lists == (str(tmp_path / "ofac" / "sdn.csv"), "/l.csv")


def test_settings_left_out_have_their_defaults(tmp_path: Path) -> None:
    made = archives.load(written(tmp_path, '[archive]\nworkers = 3\n[site]\nname = "X"'))
    assert (made.workers, made.policy, made.site) == (3, "labelled", {"name": "X"})


def test_the_environments_key_goes_before_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = archives.create(tmp_path)
    monkeypatch.setenv("CAREO_SECRET_KEY", "given")
    assert made.secret_key() == "given"


def test_a_folder_without_an_archive_is_told_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="careo new"):
        wiring.found(tmp_path)


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
    settings = [
        name
        for name, field in archives.Archive.__dataclass_fields__.items()
        if str(field.type) in ("str", "int", "tuple[str, ...]")
    ]
    assert [name for name in settings if f"`{name}`" not in documented] == []
    assert len(settings) > 5
