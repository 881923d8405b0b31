"""A person at a browser: follows an invitation, sets up a second factor, signs in, sends forms."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import httpx

__all__ = ["PASSWORD", "Person", "Refusal", "code_of"]

#: The password of every made-up person.
PASSWORD = "putaran latihan sintetis"  # noqa: S105

_SECRET = re.compile(r'id="authenticator_secret">([A-Z2-7]+)<')


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the script
    """The platform said no; the answer says why."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(f"{answer.status_code} {answer.request.method} {answer.url}: {answer.text[:600]}")
        self.answer = answer


def code_of(secret: str, moment: float | None = None) -> str:
    """Give the six digits of a secret at a moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = struct.pack(">Q", int((time.time() if moment is None else moment) // 30))
    digest = hmac.new(key, step, hashlib.sha1).digest()
    place = digest[-1] & 15
    number: int = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


class Person:
    """Somebody with an e-mail address and a browser of their own."""

    def __init__(self, base: str, email: str, office: str) -> None:
        self.email, self.office = email, office
        self.secret = ""
        self.requests = 0
        # Every office has an address of its own: the platform counts attempts by it (IKP_PROXIES=1).
        digits = [int(part) for part in f"{office}.0".split(".")[:2]]
        headers = {"Accept-Language": "id", "X-Forwarded-For": f"198.18.{digits[0]}.{digits[1]}"}
        self.http = httpx.Client(base_url=base, follow_redirects=False, timeout=120, headers=headers)

    def close(self) -> None:
        self.http.close()

    # --- asking and sending ---------------------------------------------------------------
    def ask(self, method: str, address: str, *, expect: Sequence[int] = (200,), **more: Any) -> httpx.Response:
        """Send a request and give the answer, or raise it as a refusal."""
        self.requests += 1
        answer = self.http.request(method, address, **more)
        if answer.status_code not in expect:
            raise Refusal(answer)
        return answer

    def page(self, address: str) -> str:
        return self.ask("GET", address).text

    @property
    def token(self) -> str:
        """The token that a form of this browser carries."""
        return self.http.cookies.get("csrftoken") or ""

    def send(self, address: str, given: Mapping[str, Any], expect: Sequence[int] = (302,)) -> httpx.Response:
        """Send a form."""
        return self.ask(
            "POST",
            address,
            data={**given, "csrfmiddlewaretoken": self.token},
            headers={"Referer": str(self.http.base_url)},
            expect=expect,
        )

    def put(self, address: str, document: Mapping[str, Any], *, method: str = "PUT") -> dict[str, Any]:
        """Send a document to the API."""
        answer = self.ask(method, address, json=dict(document), headers={"X-CSRFToken": self.token})
        told: dict[str, Any] = answer.json()
        return told

    # --- becoming a member ------------------------------------------------------------------
    def join(self, link: str, name: str) -> None:
        """Follow an invitation, sign in, and set up the second factor."""
        self.page(link)
        self.send(link, {"name": name, "password1": PASSWORD, "password2": PASSWORD})
        self.page("/masuk/")
        self.send("/masuk/", {"login": self.email, "password": PASSWORD})
        found = _SECRET.search(self.page("/masuk/faktor/totp/activate/"))
        if found is None:
            message = f"no secret on the page of the second factor for {self.email}"
            raise RuntimeError(message)
        self.secret = found.group(1)
        self.send("/masuk/faktor/totp/activate/", {"code": code_of(self.secret)})

    def invite(self, office: str, email: str, role: str) -> None:
        self.send(f"/kantor/anggota/{office}/undang/", {"email": email, "role": role})

    # --- entering ---------------------------------------------------------------------------
    def save(self, cycle: str, changes: Mapping[str, Any], seen: int, client: UUID | None = None) -> int:
        """Save a draft of the own office; give the revision that stands."""
        document = {"seen": seen, "client": str(client or uuid4()), **changes}
        return int(self.put(f"/api/v1/office/cycles/{cycle}/submissions/{self.office}", document)["revision"])

    def enter_workbook(self, cycle: str, fill: Callable[[bytes], bytes]) -> None:
        """Download the office's workbook, fill it in, send it back, and confirm what it changes."""
        address = f"/kantor/isian/{cycle}/lembar/"
        content = fill(self.ask("GET", f"{address}unduh/").content)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        sent = self.ask(
            "POST",
            address,
            data={"csrfmiddlewaretoken": self.token},
            files={"file": ("isian.xlsx", content, kind)},
            headers={"Referer": str(self.http.base_url)},
            expect=(302,),
        )
        self.send(sent.headers["Location"], {})

    def submit(self, cycle: str, seen: int) -> int:
        document = {"seen": seen, "client": str(uuid4())}
        address = f"/api/v1/office/cycles/{cycle}/submissions/{self.office}/submit"
        return int(self.put(address, document, method="POST")["revision"])

    def upload(self, event: str, name: str, content: bytes, piece: int) -> None:
        """Send a file of evidence in pieces."""
        address = self.begin(event, name, len(content))
        for offset in range(0, len(content), piece):
            self.append(address, content[offset : offset + piece], offset)

    def _tus(self) -> dict[str, str]:
        return {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.token}

    def begin(self, event: str, name: str, size: int) -> str:
        """Announce a file of evidence (tus); give the address that its pieces go to."""
        told = [
            f"{key} {base64.b64encode(value.encode()).decode()}"
            for key, value in (("filename", name), ("events", event))
        ]
        headers = {**self._tus(), "Upload-Length": str(size), "Upload-Metadata": ",".join(told)}
        return self.ask("POST", "/kantor/bukti/unggah/", headers=headers, expect=(201,)).headers["Location"]

    def append(self, address: str, piece: bytes, offset: int) -> int:
        """Send a piece; give the offset up to which the platform has the file."""
        headers = {**self._tus(), "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return int(self.ask("PATCH", address, content=piece, headers=headers, expect=(204,)).headers["Upload-Offset"])

    def offset(self, address: str) -> int:
        """Ask up to where the platform has a file."""
        return int(self.ask("HEAD", address, headers=self._tus()).headers["Upload-Offset"])
