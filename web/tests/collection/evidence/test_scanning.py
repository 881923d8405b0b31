"""The scan by a clamd: a small server on loopback that speaks its protocol and knows one harmful file."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Evidence

from web.tests.collection.evidence.files import jpeg
from web.tests.collection.evidence.sending import begin, patch, place, received
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
#: What the server below takes for harmful: nothing that a scanner of this machine would move.
HARMFUL = b"SINTETIS-BERBAHAYA-7f3a"


class Clamd(socketserver.BaseRequestHandler):
    """Answers zINSTREAM as clamd does: pieces with their length, an empty one at the end."""

    most: ClassVar[int] = 30_000_000

    def handle(self) -> None:
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(length)
            if len(content) > self.most:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"Sintetis.Uji-1 FOUND" if HARMFUL in content else b"OK"
        self.request.sendall(b"stream: " + found + b"\0")

    def _exactly(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            part = self.request.recv(count - len(got))
            if not part:
                raise ConnectionError
            got += part
        return got


@pytest.fixture
def clamd(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.EVIDENCE_CLAMAV = server.server_address
        yield
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("clamd")
def test_a_clean_file_is_told_to_be_clean(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    assert evidence.scan == Evidence.Scan.CLEAN
    assert evidence.scanned_at is not None
    assert "bersih" in client.get(f"/kantor/bukti/{evidence.pk}/").content.decode()


@pytest.mark.usefixtures("clamd")
def test_a_harmful_file_goes_into_quarantine_and_proves_nothing(client: Client) -> None:
    _, _, event = place(client)
    content = jpeg(comment=HARMFUL)
    address = begin(client, event.pk, len(content))["Location"]
    answer = patch(client, address, 0, content)
    assert (answer.status_code, answer["Ikp-Scan"]) == (204, "infected")
    evidence = Evidence.objects.get()
    assert (evidence.scan, evidence.scan_note) == (Evidence.Scan.INFECTED, "Sintetis.Uji-1")
    assert evidence.key.startswith("quarantine/")
    assert event.evidence.count() == 0
    page = client.get(f"/kantor/bukti/{evidence.pk}/").content.decode()
    assert "Dikarantina" in page
    assert "Sintetis.Uji-1" in page
    head = signed_in(Client(), member("head", "15.71"))
    for path in ("asli", "salinan", "gambar/0"):
        assert client.get(f"/kantor/bukti/{evidence.pk}/{path}/").status_code == 404
        assert head.get(f"/kantor/bukti/{evidence.pk}/{path}/").status_code == 404


def test_without_a_scanner_the_screen_says_so(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    assert evidence.scan == Evidence.Scan.NOT_SCANNED
    for path, said in (("", "tidak dipindai"), ("/en", "not scanned")):
        assert said in client.get(f"{path}/kantor/bukti/{evidence.pk}/").content.decode()
        assert said in client.get(f"{path}/kantor/bukti/kejadian/{event.pk}/").content.decode()
    with pytest.raises(CommandError, match="IKP_CLAMAV"):
        call_command("evidence", "scan")


def test_a_scanner_out_of_reach_leaves_the_file_not_scanned_and_says_why(client: Client, settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EVIDENCE_CLAMAV = probe.getsockname()
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    assert evidence.scan == Evidence.Scan.NOT_SCANNED
    assert evidence.scan_note.startswith("clamd:")


@pytest.mark.usefixtures("clamd")
def test_a_file_beyond_the_limit_of_the_scanner_is_not_scanned(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clamd, "most", 100)
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    assert evidence.scan == Evidence.Scan.NOT_SCANNED
    assert "size limit exceeded" in evidence.scan_note


def test_files_of_before_are_scanned_later(client: Client, settings: Any, request: pytest.FixtureRequest) -> None:
    _, _, event = place(client)
    good, bad = received(client, event, jpeg()), received(client, event, jpeg(comment=HARMFUL), "b.jpg")
    assert event.evidence.count() == 2
    request.getfixturevalue("clamd")
    client.post(f"/kantor/bukti/{good.pk}/pindai/")
    good.refresh_from_db()
    assert good.scan == Evidence.Scan.CLEAN
    call_command("evidence", "scan")
    bad.refresh_from_db()
    assert bad.quarantined
    assert bad.key.startswith("quarantine/")
    assert list(event.evidence.all()) == [good]
    assert Entry.objects.filter(action="evidence.scanned", subject=f"evidence:{bad.pk}", stream="system").count() == 1
