"""The register of risks and actions, and the files that stand by them: those of the visited office."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from ikpweb.prevention.files.attaching import attach
from ikpweb.prevention.files.models import File
from ikpweb.prevention.register.models import Action, Risk
from ikpweb.prevention.register.services import add_action, comment, enter_risk, propose_many

from web.tests.collection.evidence.files import pdf
from web.tests.strangers import MARKERS, World

_TOLD = f"SINTETIS: {MARKERS[0]}"


def make_risk(world: World) -> Risk:
    given = {"title": _TOLD, "likelihood": 4, "consequence": 5}
    return enter_risk(world.head.office, given, client=uuid4(), actor=world.enterer)


def make_action(world: World) -> Action:
    given = {"title": _TOLD, "risk": world.risk.pk, "steps_to_do": ["satu"]}
    made = add_action(world.head.office, given, client=uuid4(), actor=world.enterer)
    comment(made, _TOLD, client=uuid4(), actor=world.enterer)
    return made


def make_file(world: World) -> File:
    upload = SimpleUploadedFile(f"{MARKERS[0]}.pdf", pdf())
    return attach(world.head.office, world.action.about, upload, note=_TOLD, actor=world.enterer)


def make_batch(world: World) -> Action:
    return propose_many([{"office": world.office, "title": _TOLD}], batch=uuid4(), actor=world.head)[0]


def _action(world: World) -> dict[str, Any]:
    return {"key": world.action.pk}


def _risk(world: World) -> dict[str, Any]:
    return {"key": world.risk.pk}


def _file(world: World) -> dict[str, Any]:
    return {"key": world.file.pk}


COMMON = {"register:table": lambda _: {"what": "tindakan", "form": "csv"}}
FILLS = {
    **{f"register:action{name}": _action for name in ("", "-edit", "-move", "-tick", "-comment")},
    **{f"register:risk{name}": _risk for name in ("", "-edit", "-move", "-comment")},
    "register:batch": lambda world: {"number": world.batch.batch},
    "files:file": _file,
    "office-api-v1:action": _action,
    "office-api-v1:risk": _risk,
    "files:withdraw": _file,
    "files:attach": lambda world: {"about": world.action.about},
}


def _multipart(_: World) -> dict[str, Any]:
    given = {"files": SimpleUploadedFile("lain.pdf", pdf()), "note": "lain"}
    return {"data": encode_multipart(BOUNDARY, given), "content_type": MULTIPART_CONTENT}


def _form(**given: Any) -> Any:
    return lambda _: {"data": encode_multipart(BOUNDARY, given), "content_type": MULTIPART_CONTENT}


BODIES = {
    "files:attach": _multipart,
    "files:withdraw": _form(reason="Berkas ini keliru."),
    "register:action-edit": _form(title="SINTETIS: diubah orang asing", seen=1),
    "register:action-move": _form(move="start", seen=1),
    "register:action-tick": _form(number=0, done=1, seen=1),
    "register:action-comment": _form(text="SINTETIS: komentar", client=uuid4()),
    "register:risk-edit": _form(title="SINTETIS: diubah", likelihood=1, consequence=1, seen=1),
    "register:risk-move": _form(move="close", reason="SINTETIS: ditutup orang asing.", seen=1),
    "register:risk-comment": _form(text="SINTETIS: komentar", client=uuid4()),
    "register:batch": _form(reason="SINTETIS: dibatalkan orang asing."),
}
