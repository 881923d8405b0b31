"""The bill of materials holds all that the lock holds, the scripts that packages carry, and is the same each time."""

from pathlib import Path

from tools.sbom import bill, locked

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_of_the_lock_is_in_it_with_its_hashes() -> None:
    told = bill()
    by_name = {each["name"]: each for each in told["components"] if each.get("purl")}
    held = locked((ROOT / "requirements.lock").read_text("utf-8"))
    assert len(held) > 100
    assert set(by_name) == set(held)
    for name, (version, hashes) in held.items():
        assert hashes, name
        assert by_name[name]["purl"] == f"pkg:pypi/{name}@{version}"
        (files,) = by_name[name]["externalReferences"]
        assert [each["content"] for each in files["hashes"]] == hashes


def test_scripts_that_packages_carry_are_in_it_by_their_digest() -> None:
    scripts = [each for each in bill()["components"] if each["type"] == "file"]
    assert any(each["name"].endswith("leaflet/leaflet.js") for each in scripts)
    assert all(len(each["hashes"][0]["content"]) == 64 for each in scripts)


def test_the_same_lock_gives_the_same_bill_under_names_of_their_own() -> None:
    first = bill()
    assert first == bill()
    names = [each["bom-ref"] for each in first["components"]]
    assert len(set(names)) == len(names)
    assert (first["bomFormat"], first["specVersion"]) == ("CycloneDX", "1.6")


def test_a_lock_is_read_with_marks_extras_and_comments() -> None:
    digest = "0" * 64
    text = (
        f"# made\nmoto[s3]==5.2.5 ; python_version > '3' \\\n    --hash=sha256:{digest}\n"
        "    # via\nzope-event==1.0 \\\n"
    )
    assert locked(text) == {"moto": ("5.2.5", [digest]), "zope-event": ("1.0", [])}
