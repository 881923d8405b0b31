"""Spellings: one key for one name, the kind kept apart, the nearest for what fits none."""

from collections import Counter

import pytest

from ikp.editions.registry import registry
from ikp.registry.names import spelled


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Kab. Bandung", "kabupaten", "bandung"),
        ("Kabupaten Bandung", "kabupaten", "bandung"),
        ("  kab   BANDUNG ", "kabupaten", "bandung"),
        ("Kab.Bandung", "kabupaten", "bandung"),
        ("KOTA BANDUNG", "kota", "bandung"),
        ("Kota Adm. Jakarta Timur", "kota", "jakartatimur"),
        ("Kabupaten Administrasi Kepulauan Seribu", "kabupaten", "kepulauanseribu"),
        ("Kep. Seribu", None, "kepulauanseribu"),
        ("Prov. Jambi", "provinsi", "jambi"),
        ("D.I. Yogyakarta", None, "diyogyakarta"),
        ("Daerah Istimewa Yogyakarta", None, "diyogyakarta"),
        ("Daerah Khusus Ibukota Jakarta", None, "dkijakarta"),
        ("Daerah Khusus Ibu Kota Jakarta", None, "dkijakarta"),
        ("Tojo Una-Una", None, "tojounauna"),
        ("Gunung Kidul", None, "gunungkidul"),
        ("Lima Puluh Kota", None, "limapuluhkota"),
        ("Kotamobagu", None, "kotamobagu"),
        ("Pidié", None, "pidie"),
        ("", None, ""),
        ("—", None, ""),
    ],
)
def test_spelled(text: str, kind: str | None, key: str) -> None:
    assert spelled(text) == (kind, key)


def test_kind_and_key_tell_all_units_apart() -> None:
    names = Counter((unit.kind, spelled(unit.name)[1]) for unit in registry())
    assert max(names.values()) == 1
    assert len(names) == 552


def test_a_kind_that_does_not_fit_is_no_find() -> None:
    names = registry().names
    assert names.find("Kota Sleman") == ([], True)
    assert [unit.code for unit in names.find("Kab. Sleman")[0]] == ["34.04"]


def test_the_word_kota_may_belong_to_the_name() -> None:
    # 63.02 is Kabupaten Kotabaru; there is no city called Baru.
    assert [unit.code for unit in registry().names.find("Kota Baru")[0]] == ["63.02"]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Sumatra Utara", "12"),
        ("Padang Sidempuan", "12.77"),
        ("Kab. Slemann", "34.04"),
        ("Kota Sleman", "34.04"),
        ("Kab. Bandnug", "32.04"),
        ("Kota Bandnug", "32.73"),
    ],
)
def test_the_nearest_comes_first(text: str, nearest: str) -> None:
    assert registry().names.nearest(text)[0].code == nearest


def test_nothing_comes_near_to_noise() -> None:
    assert registry().names.nearest("xyzzy") == []
    assert registry().names.nearest("") == []
