"""A unit: the time in which it exists, and its name as the IKP prints it."""

from datetime import date

import pytest

from ikp.registry import Unit


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kabupaten Bandung", "Kab. Bandung"),
        ("Kota Bandung", "Kota Bandung"),
        ("Kota Administrasi Jakarta Timur", "Kota Jakarta Timur"),
        ("Kabupaten Administrasi Kepulauan Seribu", "Kab. Kepulauan Seribu"),
        ("Jambi", "Jambi"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert Unit("1", name, "regency", "kota").short_name == short


def test_validity_has_a_first_day_and_a_first_day_no_more() -> None:
    unit = Unit("1", "A", "province", "provinsi", valid_from=date(2022, 7, 25), valid_to=date(2030, 1, 1))
    days = [date(2022, 7, 24), date(2022, 7, 25), date(2029, 12, 31), date(2030, 1, 1)]
    assert [unit.valid_at(day) for day in days] == [False, True, True, False]
    assert Unit("1", "A", "province", "provinsi").valid_at(date(1, 1, 1))


def test_label_names_the_unit_and_its_code() -> None:
    assert Unit("32.04", "Kabupaten Bandung", "regency", "kabupaten").label == "Kab. Bandung (32.04)"
