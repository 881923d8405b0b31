"""The small pictures of the ranking: an edition a column, gaps as gaps, nothing joined that is not comparable."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from django.utils.translation import override
from ikpweb.portal import sparks as module
from ikpweb.portal.sparks import sparks

pytestmark = pytest.mark.django_db


def test_jambi_has_a_mark_for_each_of_its_five_scores() -> None:
    drawn = sparks("province").of["15"]
    assert [mark.look for mark in drawn.marks] == ["sedang", "sedang", "tinggi", "rendah", "sedang"]
    assert drawn.gaps == ""
    # 12.03 of 100 on 24 pixels above the foot at 28: worked out by hand.
    assert drawn.marks[3].y == pytest.approx(28 - 0.1203 * 24, abs=0.05)
    assert "Pilkada 2020 (Feb 2020) 73,69 tinggi; IKP 2024 (Des 2022) 12,03 rendah" in drawn.said


def test_words_follow_the_language() -> None:
    with override("en"):
        assert "IKP 2024 (Dec 2022) 12.03 low" in sparks("province").of["15"].said


def test_what_is_not_published_is_a_gap_over_the_whole_height() -> None:
    drawn = sparks("province").of["11"]  # Aceh: 2019 and 2024 have all provinces, Pilkada 2024 printed 3 scores
    assert len(drawn.marks) + drawn.gaps.count("M") == 5
    assert drawn.gaps.count("v24") == drawn.gaps.count("M") > 0
    assert "belum terbit" in drawn.said
    new = sparks("province").of["95"]  # a province of 2022 in editions of before
    assert not any("0,00" in part for part in new.said.split("; "))


def test_no_line_joins_editions_whose_scores_are_not_comparable() -> None:
    for level in ("province", "regency"):
        drawn = sparks(level)
        assert not drawn.joined
        assert all(not each.joined for each in drawn.of.values())


def test_a_line_joins_neighbouring_marks_of_comparable_editions_and_stops_at_a_gap() -> None:
    columns = module._columns("province")
    means = [50.0] * 5
    whole = module._spark("15", columns, [True] * 4, means)
    assert whole.joined == "".join(f"M{a.x} {a.y}L{b.x} {b.y}" for a, b in pairwise(whole.marks))
    gappy = module._spark("11", columns, [True] * 4, means)
    assert gappy.means.count("M") == len(gappy.marks)
    ends = {int(x) for x in re.findall(r"[ML](\d+) ", gappy.joined)}
    assert ends.isdisjoint({int(x) for x in re.findall(r"M(\d+) ", gappy.gaps)})


def test_the_ranking_shows_one_per_row_with_its_words(client: Client) -> None:
    page = client.get("/peringkat/?edisi=2024").content.decode()
    assert page.count('<svg class="spark"') == page.count("<title>") - 1 == 34
    assert "<title>Jambi: IKP 2019 (Sep 2018) 49,30 sedang;" in page
    assert " style=" not in page
    assert "tidak ada edisi berurutan" in page
