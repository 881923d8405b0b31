"""A platform to try: made-up people to sign in as, and a training cycle of Jambi that is half done. All *SINTETIS*.

Everybody who knows this file knows the passwords and second factors of these people: that is why `fill` refuses a
platform that holds anything of a real person, and why a platform with demo people must never hold anything real.
"""

import base64
import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, member_of
from ikpweb.accounts.models import User
from ikpweb.accounts.services.members import accept_as, accept_as_new_person, found
from ikpweb.audit.actor import SYSTEM, Actor
from ikpweb.collection.models import Answer, Cycle, Event, Submission
from ikpweb.collection.services import make_cycle, open_cycle, save
from ikpweb.collection.transitions import Move
from ikpweb.methodology.models import Edition
from ikpweb.territory.models import Office
from ikpweb.verification.services import decide, decide_many, sign_off

__all__ = ["CYCLE", "OWN", "PASSWORD", "PEOPLE", "DemoError", "Part", "code_of", "fill", "is_filled", "make"]

DOMAIN = "sintetis.example"
#: Of everybody here; long enough for the rules of passwords.
PASSWORD = "latihan satu jam pertama"  # noqa: S105 - made-up people, and a platform that holds nothing else
CYCLE = "latihan-jambi"
PROVINCE, OWN = "15", "15.71"
SEED = 2024


class DemoError(Exception):
    """A sentence that says why the demo was not made."""


@dataclass(frozen=True, slots=True)
class Part:
    """A made-up person: the name in front of the address, and what they are where."""

    name: str
    role: str
    office: str

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


#: Kota Jambi is left to whoever tries; `kantor-lain` has entered for the rest of the province.
PEOPLE = (
    Part("petugas", "enterer", OWN),
    Part("ketua-kota", "head", OWN),
    Part("verifikator", "verifier", PROVINCE),
    Part("ketua-provinsi", "head", PROVINCE),
    Part("verifikator-pusat", "verifier", Office.CENTRE),
    Part("analis", "analyst", Office.CENTRE),
    Part("penerbit", "publisher", Office.CENTRE),
    Part("ketua", "head", Office.CENTRE),
    Part("ketua-kedua", "head", Office.CENTRE),
    Part("administrator", "administrator", Office.CENTRE),
)
_OTHERS = Part("kantor-lain", "enterer", PROVINCE)


def is_filled() -> bool:
    """Tell whether the demo is there already."""
    return Cycle.objects.filter(pk=CYCLE).exists()


def fill() -> None:
    """Make the people, open the cycle, and let all offices of Jambi but one report and be verified.

    Raises
    ------
    DemoError
        Where the platform holds people or cycles that are not made up.
    """
    if User.objects.exclude(email__endswith=f"@{DOMAIN}").exists() or Cycle.objects.filter(training=False).exists():
        raise DemoError(
            _(
                "Di basis data ini ada orang atau putaran yang nyata: demo tidak dibuat. "
                "Pakai IKP_HOME lain yang kosong, misalnya IKP_HOME=var/demo."
            )
        )
    make()


def make() -> None:
    """Make it all, whoever else is there: for walks over a platform that holds made-up people of others.

    Raises
    ------
    DemoError
        Where no edition is loaded yet.
    """
    if not Edition.objects.filter(pk="2024").exists():
        raise DemoError(_("Edisi belum dimuat: jalankan ikp-web load_editions, atau mulai dengan ikp-web serve."))
    members = {part.name: _joined(part) for part in PEOPLE}
    cycle = _opened(members["ketua"])
    for office in Office.objects.filter(Q(pk=PROVINCE) | Q(pk__startswith=f"{PROVINCE}.")).exclude(pk=OWN):
        enterer = _joined(Part(_OTHERS.name, _OTHERS.role, office.pk))
        above = ("verifikator-pusat", "ketua") if office.pk == PROVINCE else ("verifikator", "ketua-provinsi")
        submission = Submission.objects.select_related("cycle", "office").get(cycle=cycle, office=office)
        _reported(submission, enterer, members[above[0]])
        sign_off(submission, actor=members[above[1]])


def secret_of(email: str) -> str:
    """Give the secret of a made-up person's second factor: it follows from the address, and hides nothing."""
    return base64.b32encode(hashlib.sha256(f"SINTETIS {email}".encode()).digest()[:20]).decode()


def code_of(email: str) -> str:
    """Give the six digits that the authenticator app of a made-up person would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret_of(email), counter)))


def _joined(part: Part) -> Member:
    """Let a person in by an invitation, as everybody comes in, and set up the second factor."""
    office = Office.objects.get(pk=part.office)
    invitation, _secret = found(office, part.email, part.role, actor=SYSTEM)
    person = User.objects.filter(email=part.email).first()
    if person is None:
        name = f"{part.name.replace('-', ' ').capitalize()} (SINTETIS)"
        person = accept_as_new_person(invitation, name=name, password=PASSWORD, actor=SYSTEM)
        TOTP.activate(person, secret_of(part.email))
    else:
        accept_as(invitation, person=person, actor=Actor(person.label, person.pk, part.office))
    member = member_of(person, part.office)
    if member is None:
        message = f"{part.email} is no member of {part.office}"
        raise DemoError(message)
    return member


def _opened(head: Member) -> Cycle:
    due = timezone.now().replace(minute=0, second=0, microsecond=0)
    cycle = make_cycle(
        CYCLE,
        edition=Edition.objects.get(pk="2024"),
        title_id="Latihan satu jam pertama (SINTETIS)",
        title_en="Practice: the first hour (SYNTHETIC)",
        registry_date=date(2024, 1, 1),
        period_from=date(2023, 1, 1),
        period_to=date(2024, 12, 31),
        **_deadlines(due),
        training=True,
        actor=head,
    )
    open_cycle(cycle, actor=head)
    return cycle


def _deadlines(now: datetime) -> Mapping[str, datetime]:
    days = {"due_entry": 30, "due_province": 45, "due_centre": 60}
    return {name: now + timedelta(days=number) for name, number in days.items()}


def _reported(submission: Submission, enterer: Member, verifier: Member) -> None:
    """Let an office answer everything, and the office above accept it."""
    draw = random.Random(f"{SEED} {submission.office_id}")  # noqa: S311 - no secret hangs on it
    declarations: dict[str, dict[str, object]] = {}
    events: dict[str, dict[str, object]] = {}
    for question in submission.cycle.form[submission.office.level]:
        code, number = question["code"], draw.choice((0, 0, 0, 0, 1))
        declarations[code] = {"answer": (Answer.EVENTS if number else Answer.NIL).value}
        events |= {str(uuid4()): _event(code, draw) for _ in range(number)}
    save(
        submission, {"declarations": declarations, "events": events}, seen=0, client=uuid4(), submit=True, actor=enterer
    )
    seen = dict.fromkeys(declarations, 1)
    decide_many(submission, seen, actor=verifier)
    for each in Event.objects.filter(submission=submission).select_related("submission__office", "submission__cycle"):
        decide(each, Move.ACCEPT, seen_revision=each.revision, actor=verifier)  # one by one: none has a file


def _event(indicator: str, draw: random.Random) -> dict[str, object]:
    return {
        "indicator": indicator,
        "date": (date(2024, 1, 1) + timedelta(days=draw.randrange(300))).isoformat(),
        "district": f"Kecamatan {draw.randrange(1, 9)} (SINTETIS)",
        "stage": "voting",
        "count": 1,
        "grade": draw.choice((1, 1, 2)),
        "source": Event.Source.SUPERVISION.value,
        "narrative": "SINTETIS: kejadian rekaan untuk latihan, tidak pernah terjadi.",
        "unevidenced": "SINTETIS: contoh tanpa berkas.",
    }
