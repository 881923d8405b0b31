"""Cycles, entry, evidence and the board: a cycle in which the visited office has handed in an event with a file."""

import json
from typing import Any
from uuid import UUID, uuid4

from ikpweb.collection.evidence import staging
from ikpweb.collection.evidence.receiving import finish
from ikpweb.collection.models import Cycle, Event, Evidence, Sheet, Upload
from ikpweb.collection.services.sheets import Part, keep_sheet
from ikpweb.collection.services.uploads import begin_upload

from web.tests.collecting import filled, opened, submission_of
from web.tests.collection.evidence.files import pdf
from web.tests.factories import member
from web.tests.strangers import MARKERS, World

PUBLIC = {
    "office-api-v1:openapi-json": "how the API is asked; no data of anybody",
    "office-api-v1:elsewhere": "says that there is no such address",
    "offline:worker": "the worker of the page without a connection: it names static files and holds nothing of anybody",
    "offline:manifest": "how that page is installed; browsers ask for it without a session",
}


def make_cycle(_: World) -> Cycle:
    return opened("strangers")


def make_event(world: World) -> Event:
    cycle: Cycle = world.cycle
    _submission, keys = filled(cycle, world.enterer, submit=False)
    return Event.objects.get(pk=keys[0])


def make_evidence(world: World) -> Evidence:
    event = Event.objects.select_related("submission__cycle", "submission__office").get(pk=world.event.pk)
    content = pdf()
    upload = begin_upload(
        event.submission, name=f"{MARKERS[0]}.pdf", size=len(content), events=[event.pk], actor=world.enterer
    )
    with staging.held(upload.pk):
        staging.append(upload.pk, 0, [content], size=upload.size)
        return finish(upload, actor=world.enterer)


def make_upload(world: World) -> Upload:
    return Upload.objects.create(
        submission=world.event.submission, author=world.enterer.person, name=f"{MARKERS[0]}.jpg", size=10
    )


def make_sheet(world: World) -> Sheet:
    submission = submission_of(world.cycle, world.office)
    changes = {"declarations": {"I09": {"answer": "no-data", "reason": MARKERS[0]}}, "events": {}}
    part = Part(submission, submission.revision, changes)
    return keep_sheet(world.cycle, [part], name=f"{MARKERS[0]}.xlsx", bulk=False, actor=world.enterer)


def make_table(world: World) -> Sheet:
    centre = member("head", "0")
    part = Part(submission_of(world.cycle, world.office), 0, {"declarations": {}, "events": {}})
    return keep_sheet(world.cycle, [part], name=f"{MARKERS[0]}.csv", bulk=True, actor=centre)


def _cycle(world: World) -> dict[str, Any]:
    return {"cycle": world.cycle.pk}


def _office(world: World) -> dict[str, Any]:
    return {"cycle": world.event.submission.cycle_id, "office": world.office}


def _event(world: World) -> dict[str, UUID]:
    return {"key": world.event.pk}


def _evidence(world: World) -> dict[str, UUID]:
    return {"evidence": world.evidence.pk}


COMMON = {
    **{f"cycles:{name}": lambda world: {"code": world.cycle.pk} for name in ("cycle", "open", "close", "deadlines")},
    **{f"collection:{name}": _cycle for name in ("own", "rest", "choose", "submit")},
    "collection:new-event": lambda world: {**_cycle(world), "indicator": world.event.indicator},
    **{f"sheets:{name}": _cycle for name in ("own", "download", "bulk", "example", "exports")},
    "sheets:export": lambda world: {**_cycle(world), "kind": "events", "ending": "csv"},
    "board:board": _cycle,
    "board:indicators": _cycle,
    "board:table": lambda world: {**_cycle(world), "form": "csv"},
}

FILLS = {
    **{f"office-api-v1:{name}": _office for name in ("form", "submission", "put", "submit")},
    "collection:undo": lambda world: {**_cycle(world), "number": 1},
    "collection:office": _office,
    "collection:indicator": lambda world: {**_office(world), "indicator": world.event.indicator},
    **{f"collection:{name}": _event for name in ("event", "similar", "withdraw")},
    "sheets:confirm": lambda world: {**_cycle(world), "key": world.sheet.pk},
    "sheets:progress": lambda world: {**_cycle(world), "key": world.table.pk},
    "board:office": _office,
    "evidence:upload": lambda world: {"upload": world.upload.pk},
    **{f"evidence:{name}": lambda world: {"event": world.event.pk} for name in ("event", "send")},
    **{f"evidence:{name}": _evidence for name in ("custody", "copy", "original", "check", "scan")},
    "evidence:picture": lambda world: {**_evidence(world), "number": 0},
    "evidence:detach": lambda world: {**_evidence(world), "event": world.event.pk},
}

_TUS = {"headers": {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}, "content_type": "application/offset+octet-stream"}


def _changes(_: World) -> dict[str, Any]:
    told = {"seen": 0, "client": str(uuid4()), "declarations": {}, "events": {}}
    return {"data": json.dumps(told), "content_type": "application/json"}


BODIES = {
    **{f"office-api-v1:{name}": _changes for name in ("submission", "put", "submit")},
    "evidence:upload": lambda _: {**_TUS, "data": b"x"},
}
