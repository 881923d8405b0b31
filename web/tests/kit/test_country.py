"""A country from its file: Indonesia as it was, Contoh from its folder, and a sentence where something does not fit."""

from pathlib import Path

import pytest
from ikpweb.config.environment import Environment
from ikpweb.config.problem import SettingError
from ikpweb.kit.country import PAGES, CountryError, country, read
from ikpweb.kit.pages import is_here, part_of

CONTOH = Path(__file__).resolve().parents[3] / "examples" / "contoh"


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the file of Contoh with changes into a folder."""
    text = (CONTOH / "country.toml").read_text(encoding="utf-8")
    for ours, theirs in changes:
        assert ours in text
        text = text.replace(ours, theirs, 1)
    (folder / "country.toml").write_text(text, encoding="utf-8")
    return folder


def test_indonesia_is_the_default_and_has_everything() -> None:
    here = country()
    assert here.is_shipped
    assert (here.languages, here.scale, here.grades) == (("id", "en"), ("rendah", "sedang", "tinggi"), 4)
    assert here.parts == ("SP", "PP", "KT", "PT")
    assert here.pages == frozenset(PAGES)
    assert here.office("province", "Jambi") == "Bawaslu Provinsi Jambi"
    assert here.words == {}


def test_contoh_from_its_folder() -> None:
    here = read(CONTOH)
    assert not here.is_shipped
    assert (here.languages, here.scale, here.grades) == (("en",), ("low", "guarded", "elevated", "severe"), 5)
    assert (here.level("province"), here.level("regency", several=True)) == ("region", "districts")
    assert here.office("regency", "Alder Bay") == "Alder Bay Election Office"
    assert here.pages == frozenset()
    assert here.bounds == (-4, 6, -34, -24)


@pytest.mark.parametrize(
    ("change", "fault", "told"),
    [
        (('languages = ["en"]', 'languages = ["xx"]'), "value", "languages"),
        (('languages = ["en"]', "languages = []"), "value", "languages"),
        (('languages = ["en"]', 'languages = ["en", "id"]'), "lacking", ".id"),
        (("grades = 5", "grades = 1"), "value", "grades"),
        (("grades = 5", ""), "lacking", "grades"),
        (("pages = []", 'pages = ["weather"]'), "value", "pages"),
        (('regency = "{unit} Election Office"', 'regency = "Office"'), "value", "offices.regency"),
        (('en = ["region", "regions"]', 'en = ["region"]'), "value", "levels.province.en"),
        (('code = "guarded"', 'code = "low"'), "value", "categories"),
        (('place = "Etc/GMT+2"', 'place = "Moon/Crater"'), "value", "zones.place"),
        (('[short]\nen = "CERI"', "[short]"), "lacking", "short.en"),
        (("bounds = { lat = [-4, 6]", "bounds = { lat = [-4]"), "value", "bounds"),
        (("grades = 5", "grades = = 5"), "toml", "country.toml"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, change: tuple[str, str], fault: str, told: str) -> None:
    with pytest.raises(CountryError) as caught:
        read(written(tmp_path, change))
    assert caught.value.fault == fault
    assert told in str(caught.value.values.get("setting", caught.value.values["file"]))


def test_a_folder_without_the_file(tmp_path: Path) -> None:
    with pytest.raises(CountryError) as caught:
        read(tmp_path)
    assert caught.value.fault == "folder"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_command_says_it_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def broken() -> None:
        read(written(tmp_path, ("grades = 5", "grades = 1")))

    monkeypatch.setenv("IKP_LANG", language)
    monkeypatch.setattr("ikpweb.config.environment.country", broken)
    with pytest.raises(SettingError) as caught:
        Environment.read({"IKP_HOME": str(tmp_path / "home")})
    expected = "cannot be used. Expected: 2 … 9." if language == "en" else "Yang diharapkan: 2 … 9."
    assert expected in str(caught.value)
    assert "country.toml: grades = 1" in str(caught.value)


def test_parts_of_the_pages() -> None:
    assert part_of("register:home") == "prevention"
    assert part_of("portal:projection") == "projection"
    assert part_of("portal:ranking") == ""
    assert is_here("ledger:home"), "Indonesia has it all"
