"""Which stages an indicator belongs to: ours at first, the centre's when it changed them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.selectors.links import linked, links, of_stage
from ikpweb.prevention.curation.services import change_links

from web.tests.factories import member
from web.tests.prevention.curation.curating import REASON, curator, text

pytestmark = pytest.mark.django_db

NEW = {"links": [{"key": "voting", "lead": 21, "note": "SINTETIS"}, {"key": "campaign", "lead": 5, "note": ""}]}


def test_all_indicators_begin_with_what_is_shipped() -> None:
    assert links() == {code: each.stages for code, each in engine.known().items()}
    assert {each.version for each in linked().values()} == {1}


def test_a_change_is_seen_on_public_pages_and_in_the_lists_of_stages() -> None:
    before = len(of_stage("campaign"))
    assert "campaign" not in {stage.code for stage, _link in links()["I06"]}
    change_links("I06", NEW, reason=REASON, seen=1, actor=curator())
    assert [(stage.code, link.lead) for stage, link in links()["I06"]] == [("campaign", 5), ("voting", 21)]
    assert len(of_stage("campaign")) == before + 1
    page = text(Client().get("/indikator/I06/"))
    assert "disunting oleh pusat" in page
    assert "pencegahan mulai 21 hari sebelumnya" in page
    assert "asumsi" in page  # it stays an assumption


def test_two_writers_and_double_clicks() -> None:
    actor = curator()
    for _ in range(2):
        assert change_links("I06", NEW, reason=REASON, seen=1, actor=actor).number == 2
    other = {"links": [{"key": "counting", "lead": 1, "note": ""}]}
    with pytest.raises(ConflictError):
        change_links("I06", other, reason=REASON, seen=1, actor=curator("head"))
    assert change_links("I06", other, reason=REASON, seen=2, actor=curator("head")).number == 3


def test_an_indicator_belongs_to_one_stage_at_least() -> None:
    with pytest.raises(RejectedError):
        change_links("I06", {"links": []}, reason=REASON, seen=1, actor=curator())
    with pytest.raises(RejectedError):
        change_links("I99", NEW, reason=REASON, seen=1, actor=curator())


def test_only_the_centre_changes_links() -> None:
    for who in (member("head", "15"), member("observer", "0")):
        with pytest.raises(PermissionDenied):
            change_links("I06", NEW, reason=REASON, seen=1, actor=who)
