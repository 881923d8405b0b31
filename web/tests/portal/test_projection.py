"""What the next edition may say, for everybody: map, table, baselines, and how little it rests on."""

import csv
from io import StringIO

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_rests_on_in_both_languages(client: Client) -> None:
    for address, word in (("/proyeksi/", "hati-hati"), ("/en/proyeksi/", "with care")):
        text = client.get(address).content.decode()
        assert word in text
        assert text.count('class="hex ') == 38
        assert text.count('class="chances"') == 38
        assert " style=" not in text
        assert "/metode/2019/" in text  # editions are named and lead to their method
        assert text.count('class="legend"') == 1


def test_the_table_holds_probabilities_and_baselines(client: Client) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/proyeksi.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 38
    for row in rows:
        for part in ("p", "persistence", "climatology", "province"):
            assert sum(float(row[f"{part}_{label}"]) for label in ("rendah", "sedang", "tinggi")) == pytest.approx(
                1, abs=1e-4
            )
