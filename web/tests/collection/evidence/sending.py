"""Sending files as a client of the tus protocol does, for tests."""

import base64
from typing import Any
from uuid import UUID

from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Event, Evidence

from web.tests.collecting import filled, opened
from web.tests.factories import member, signed_in

__all__ = ["UPLOADS", "begin", "bytes_of", "head", "patch", "place", "received"]

UPLOADS = "/kantor/bukti/unggah/"
_TUS = {"Tus-Resumable": "1.0.0"}


def place(client: Client, office: str = "15.71", **other: Any) -> tuple[Cycle, Member, Event]:
    """Open a cycle, sign an enterer of an office in, and give an event that takes files."""
    cycle = opened()
    enterer = member("enterer", office)
    _, keys = filled(cycle, enterer, submit=False, **other)
    signed_in(client, enterer)
    return cycle, enterer, Event.objects.select_related("submission__cycle", "submission__office").get(pk=keys[0])


def begin(client: Client, event: UUID, size: int, name: str = "foto.jpg") -> Any:
    told = [("filename", name), ("events", str(event))]
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told)
    return client.post(UPLOADS, headers={**_TUS, "Upload-Length": str(size), "Upload-Metadata": metadata})


def head(client: Client, address: str) -> Any:
    return client.head(address, headers=_TUS)


def patch(client: Client, address: str, offset: int, piece: bytes, **headers: str) -> Any:
    told = {**_TUS, "Upload-Offset": str(offset), **headers}
    kind = "application/offset+octet-stream"
    return client.generic("PATCH", address, piece, kind, headers=told, CONTENT_TYPE=kind)


def received(client: Client, event: Event, content: bytes, name: str = "foto.jpg") -> Evidence:
    """Send a file whole and give the evidence it became."""
    address = begin(client, event.pk, len(content), name)["Location"]
    answer = patch(client, address, 0, content)
    assert answer.status_code == 204, answer.content
    return Evidence.objects.select_related("submission__cycle", "submission__office").get(
        pk=answer["Ikp-Evidence"].rstrip("/").rpartition("/")[2]
    )


def bytes_of(answer: Any) -> bytes:
    """Read a file that is answered with to its end; the client then closes it, without the connection of the test."""
    return b"".join(answer.streaming_content)
