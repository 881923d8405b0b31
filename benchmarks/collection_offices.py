"""What the benchmark of the collection does on the database itself: offices signed in, and the count of what is lost.

Signing in 500 people takes minutes of hashing passwords on purpose; what is measured here is what
comes after it, so their sessions are made directly.
"""

import json
import secrets
import sys
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402 - the settings come first
from ikpweb.collection.models import Event, Evidence, Revision, Submission  # noqa: E402
from ikpweb.collection.services.cycles import reporting_offices  # noqa: E402

from web.tests.collecting import answers, event, opened  # noqa: E402
from web.tests.factories import member, signed_in  # noqa: E402


def offices(number: int) -> list[dict[str, object]]:
    """Open a cycle and sign in the heads of offices; each has one event, to which evidence can be added."""
    cycle = opened("bench")
    found = []
    for office in reporting_offices(cycle.registry_date)[:number]:
        client, who = Client(), member("head", office.pk)
        signed_in(client, who)
        submission = Submission.objects.get(cycle=cycle, office=office)
        said = answers(cycle, office.level)
        first = next(iter(said))
        key = str(Event.objects.create(**_event(first), submission=submission, author=who.person).pk)
        found.append(
            {
                "office": office.pk,
                "cycle": cycle.pk,
                "session": client.cookies["sessionid"].value,
                "csrf": secrets.token_hex(16),
                "declarations": said,
                "event": key,
            }
        )
    return found


def _event(code: str) -> dict[str, object]:
    from django.utils import timezone

    return {**event(code), "state": "draft", "revision": 0, "changed_at": timezone.now()}


def lost(folder: Path) -> int:
    """Compare the numbers of the requests that were acknowledged with those that the database holds."""
    missing = 0
    for file in folder.glob("acknowledged-*.txt"):
        told = file.read_text().split()
        if "evidence" in file.name:
            held = {str(key) for key in Evidence.objects.values_list("pk", flat=True)}
        else:
            held = {str(key) for key in Revision.objects.values_list("client", flat=True)}
        missing += len(set(told) - held) + len(told) - len(set(told))
    clients = list(Revision.objects.values_list("submission", "client"))
    return missing + len(clients) - len(set(clients))


if __name__ == "__main__":
    done = offices(int(sys.argv[2])) if sys.argv[1] == "offices" else {"lost": lost(Path(sys.argv[2]))}
    print(json.dumps(done))
