"""``ikp-web effects --demo``: a made-up programme, whose effect the page finds, and finds none where there is none."""

import io

import pytest
from django.core.management import CommandError, call_command
from ikpweb.prevention.effects.models import Assessment, Programme
from ikpweb.watch.models import Report

pytestmark = pytest.mark.django_db


def told(*options: str) -> str:
    out = io.StringIO()
    call_command("effects", "--demo", "--units", "16", *options, stdout=out)
    return out.getvalue()


def test_what_was_planted_is_found_and_all_of_it_is_training() -> None:
    assert "Lebih rendah" in told()
    made = Assessment.objects.get()
    low, high = made.found["effect"]["low"], made.found["effect"]["high"]
    assert low < high < 0
    assert -0.6 < made.found["share"] < -0.15
    assert made.training
    assert Programme.objects.get().training
    assert not Report.objects.filter(training=False).exists()
    assert "SINTETIS" in told()  # loaded once, however often
    assert Assessment.objects.count() == Programme.objects.count() == 1


def test_where_nothing_was_planted_nothing_is_found() -> None:
    assert "Tidak terbukti" in told("--effect", "0", "--seed", "2")


def test_it_must_be_asked_for() -> None:
    with pytest.raises(CommandError):
        call_command("effects")
