"""Making and revoking keys: who may, what is kept, what is written down."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from ikpweb.api.models import Key
from ikpweb.api.policies import keys_visible_to, may_revoke
from ikpweb.api.services import MOST, make, revoke
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import RejectedError

from web.tests.factories import member

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(days=30)


def test_a_key_is_kept_as_a_digest_and_written_down_without_its_text() -> None:
    analyst = member("analyst", "15")
    key, text = make("Dasbor provinsi", ["watch", "entry"], SOON, actor=analyst)
    assert key.digest == hashlib.sha256(text.encode()).hexdigest()
    assert text.startswith(key.start)
    assert len(text) > 40
    assert key.areas == ["entry", "watch"]
    entry = Entry.objects.get(action="key.made")
    assert (entry.person, entry.detail["start"]) == (analyst.person.pk, key.start)
    assert text not in str(list(Entry.objects.values())) + str(list(Key.objects.values()))
    revoke(key, actor=analyst)
    first = Key.objects.get().revoked_at
    revoke(key, actor=analyst)
    assert first is not None
    assert Key.objects.get().revoked_at == first  # when it was revoked first
    assert Entry.objects.filter(action="key.revoked").count() == 2


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"name": " a "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"areas": []}, "areas"),
        ({"areas": ["entry", "everything"]}, "areas"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "expires"),
        ({"expires_at": timezone.now() + timedelta(days=400)}, "expires"),
    ],
)
def test_what_is_wrong_is_said_by_field(other: dict[str, Any], field: str) -> None:
    given = {"name": "Dasbor", "areas": ["entry"], "expires_at": SOON, **other}
    with pytest.raises(RejectedError) as refused:
        make(**given, actor=member("head", "15"))
    assert [fault.field for fault in refused.value.faults["key"]] == [field]
    assert not Key.objects.exists()


def test_a_person_has_so_many_keys_at_once() -> None:
    head = member("head", "15")
    keys = [make(f"Program {i}", ["entry"], SOON, actor=head)[0] for i in range(MOST)]
    with pytest.raises(RejectedError):
        make("Satu lagi", ["entry"], SOON, actor=head)
    revoke(keys[0], actor=head)
    make("Satu lagi", ["entry"], SOON, actor=head)


@pytest.mark.parametrize("role", ["enterer", "verifier", "administrator"])
def test_who_works_item_by_item_makes_no_keys(role: str) -> None:
    with pytest.raises(PermissionDenied):
        make("Dasbor", ["entry"], SOON, actor=member(role, "15.71"))
    assert Entry.objects.latest("pk").action == "key.made.denied"


def test_who_looks_after_an_office_sees_and_revokes_its_keys_and_nobody_else() -> None:
    observer, head, above = member("observer", "15.71"), member("administrator", "15.71"), member("head", "15")
    key, _text = make("Dasbor", ["entry"], SOON, actor=observer)
    for who, seen in [(observer, True), (head, True), (above, True), (member("head", "16"), False),
                      (member("observer", "15.71"), False), (member("analyst", "0"), False)]:  # fmt: skip
        assert keys_visible_to(who).filter(pk=key.pk).exists() is seen
        assert may_revoke(who, key) is seen
    with pytest.raises(PermissionDenied):
        revoke(key, actor=member("head", "16"))
    assert revoke(key, actor=head).revoked_at is not None
