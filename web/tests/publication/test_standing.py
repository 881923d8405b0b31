"""The small question says the same as the policy, whatever state a release is in."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.utils import timezone
from ikpweb.publication import policies
from ikpweb.publication.models import Release
from ikpweb.publication.standing import Standing, standing

from web.tests.api.releases.example import published_example

pytestmark = pytest.mark.django_db
STATES, HOURS, WITHDRAWN = (Release.State.FROZEN, Release.State.DRAFT), (None, -1, 0, 1), (False, True)


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return published_example(tmp_path)


def another(release: Release, version: int, **other: object) -> None:
    names = ("code", "edition", "computation", "title_id", "title_en", "drafted_by", "frozen_at", "state")
    given = {name: getattr(release, name) for name in names}
    Release.objects.create(**{**given, "version": version, "digest": f"{version:064}", **other})


def test_it_says_what_the_policy_says(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    for version, (state, hours, gone) in enumerate(product(STATES, HOURS, WITHDRAWN), start=2):
        embargo = None if hours is None else now + timedelta(hours=hours)
        another(release, version, state=state, embargo=embargo, withdrawn_at=now if gone else None)
    public = policies.public_releases().filter(withdrawn_at=None)
    newest = max(each.version for each in public)
    assert {each.version for each in Release.objects.all() if standing(each.name)} == {each.version for each in public}
    assert 1 < len(public) < Release.objects.count() / 2
    assert standing(release.name) == Standing(release.digest, newest)


def test_an_embargo_ends_at_its_second(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now().replace(microsecond=0)
    another(release, 2, embargo=moment)
    told = []
    for late in (-1, 0):
        monkeypatch.setattr(timezone, "now", lambda late=late: moment + timedelta(microseconds=late))
        told.append((standing("contoh-sintetis.2"), standing(release.name)))
    assert told == [
        (None, Standing(release.digest, 1)),
        (Standing(f"{2:064}", 2), Standing(release.digest, 2)),
    ]


@pytest.mark.parametrize("name", ["", "contoh-sintetis", "contoh-sintetis.01", "contoh-sintetis.1\n", "' OR 1=1.1"])
def test_names_that_no_release_can_have_are_not_looked_for(name: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert standing(name) is None
