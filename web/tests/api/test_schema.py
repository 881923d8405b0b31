"""The contract: the schema is kept, and every answer keeps to it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as a program it renews the snapshot; Django must know its settings before the API is read
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikpweb.config.settings")
    django.setup()

import pytest
from django.test import Client
from ikpweb.api.told import INDONESIAN
from ikpweb.api.v1 import api

KEPT = Path(__file__).with_name("openapi.json")
RENEW = "python web/tests/api/test_schema.py"


def written() -> str:
    # What the library changes in its version is no change of ours; the version of the schema language is.
    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def test_the_schema_is_the_one_that_is_kept() -> None:
    """Programs rely on it: a removed field or parameter is a new version of the API."""
    assert KEPT.is_file(), f"Write it once: {RENEW}"
    assert KEPT.read_text(encoding="utf-8") == written(), (
        "The schema of the API has changed. Is every change an addition that old programs survive? Then renew the "
        f"snapshot, look at its difference and commit it:  {RENEW}\n"
        "If not, leave v1 as it is and make the change in a new version."
    )


def test_everything_is_described_in_both_languages() -> None:
    schema: Any = api.get_openapi_schema()
    for address, methods in schema["paths"].items():
        for operation in methods.values():
            assert operation["summary"], address
            assert operation["x-summary-id"], address
            for parameter in operation["parameters"]:
                if parameter["in"] == "query":
                    assert parameter["schema"]["description"], (address, parameter["name"])
                    assert parameter["schema"][INDONESIAN], (address, parameter["name"])
    for name, told in schema["components"]["schemas"].items():
        for field, about in told.get("properties", {}).items():
            assert ("description" in about) == (INDONESIAN in about), (name, field)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_every_operation_and_needs_no_script(client: Client, language: str) -> None:
    response = client.get(f"/api/v1/docs{'?lang=en' if language == 'en' else ''}")
    page = response.content.decode()
    schema: Any = api.get_openapi_schema()
    for address in schema["paths"]:
        assert f"GET {address}" in page
    assert page.count("<script") == page.count("<script src=")
    assert "https://" not in page.replace("https://ikp", "")  # nothing is fetched from elsewhere
    assert f'<html lang="{language}"' in page
    assert 'id="problem-unknown-unit"' in page


@pytest.mark.django_db
def test_the_schema_has_an_address(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response.json()["openapi"].startswith("3.1")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_snapshot_is_renewed_as_the_message_says(tmp_path: Path) -> None:
    copy = tmp_path / Path(__file__).name
    copy.write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")
    environment = {**os.environ, "IKP_HOME": str(tmp_path / "var"), "DATABASE_URL": ""}
    subprocess.run([sys.executable, str(copy)], env=environment, check=True)
    assert copy.with_name(KEPT.name).read_text(encoding="utf-8") == KEPT.read_text(encoding="utf-8")


if __name__ == "__main__":
    KEPT.write_text(written(), encoding="utf-8")
