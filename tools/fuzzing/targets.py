"""The readers of foreign files and bodies, each with whole files to begin with and the refusals that are its answer."""

import importlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

__all__ = ["Target", "targets"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Target:
    """A reader: what it is given first, what it does with bytes, and by which errors it refuses in a sentence."""

    name: str
    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], object]
    refusals: tuple[type[BaseException], ...]


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="ikp-fuzz-"))


def _file(body: bytes, ending: str) -> Path:
    path = _folder() / f"file{ending}"
    path.write_bytes(body)
    return path


def targets() -> Sequence[Target]:
    """Give all readers; Django is set up on a home of its own."""
    os.environ |= {"IKP_HOME": str(_folder()), "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings", "IKP_LANG": "en"}
    import django

    django.setup()
    return [*_of_the_engine(), *_of_the_platform()]


# --- the engine ------------------------------------------------------------------------------------


def _of_the_engine() -> Iterable[Target]:
    from ikp.errors import IkpError
    from ikp.io import read_framework, read_perturbations, read_recipe
    from ikp.release import open_bundle, verify

    def table(ending: str) -> Callable[[bytes], str]:
        return lambda body: _data(_file(body, ending))

    def release(body: bytes) -> None:
        verify(open_bundle(_file(body, ".zip"))).problems  # noqa: B018 - finding them is the work

    known = (IkpError,)
    for name, reader in (("framework", read_framework), ("recipe", read_recipe), ("perturbations", read_perturbations)):
        yield Target(name, partial(_texts, name), partial(_toml, reader), known)
    yield Target("csv", _csvs, table(".csv"), known)
    yield Target("xlsx", _workbooks, table(".xlsx"), known)
    yield Target("parquet", _parquets, table(".parquet"), known)
    yield Target("release", lambda: [(ROOT / "engine/cases/releases/contoh-sintetis.zip").read_bytes()], release, known)


def _toml(read: Callable[[Path], object], body: bytes) -> None:
    read(_file(body, ".toml"))


def _ignore(_value: object) -> None:
    """Being read is enough."""


@cache
def _framework() -> Any:
    from ikp.editions import load

    return load("2024").framework("province")


def _data(path: Path) -> str:
    from ikp.io import read_data

    # What is wrong with cells stands in the data, and is an answer too.
    return ",".join(sorted({each.code for each in read_data(path, _framework()).problems}))


def _texts(kind: str) -> Sequence[bytes]:
    texts = {path: path.read_text("utf-8", "replace") for path in sorted((ROOT / "engine").rglob("*.toml"))}
    found = [path for path, text in texts.items() if kind.rstrip("s") in text[:4000]]
    return [path.read_bytes() for path in found if path.stat().st_size < 60_000][:12] or [b"[step]\nx = 1\n"]


def _csvs() -> Sequence[bytes]:
    return [
        b"unit,indicator,date,count,grade\n15.71,I01,2024-02-14,1,3\n15.72,I02,14/02/2024,2,4\n",
        b"unit;I01;I02\n15;1,5;2\n16;nil;no data\n",
        b"unit,indicator,value\n15,I01,3\n16,I01,=1+1\n",
        "\ufeffdaerah,indikator,tanggal,jumlah,tingkat\n15.71,I01,2024-02-14,1,3\n".encode(),
    ]


def _workbooks() -> Sequence[bytes]:
    from openpyxl import Workbook

    found = []
    for rows in ([["unit", "I01"], ["15", 3]], [["unit", "indicator", "date", "count"], ["15", "I01", 45000, 2.5]]):
        book, out = Workbook(), io.BytesIO()
        sheet: Any = book.active
        for row in rows:
            sheet.append(row)
        book.save(out)
        found += [out.getvalue(), _stored(out.getvalue())]
    return found


def _stored(package: bytes) -> bytes:
    """Pack the parts of a package without packing, so that what is broken inside is still a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as after:
        for part in before.infolist():
            after.writestr(part.filename, before.read(part))
    return out.getvalue()


def _parquets() -> Sequence[bytes]:
    import polars

    out = io.BytesIO()
    polars.DataFrame({"unit": ["15", "16"], "I01": [1.0, None], "I02": [3, 4]}).write_parquet(out)
    return [out.getvalue()]


# --- the platform ----------------------------------------------------------------------------------


def _of_the_platform() -> Iterable[Target]:
    from ikpweb.audit.seals import Broken
    from ikpweb.audit.seals import read as read_seal
    from ikpweb.collection.evidence.kinds import identify, safe_name
    from ikpweb.collection.evidence.refusals import RefusedFileError
    from ikpweb.collection.spreadsheets.opening import SheetError, lines_of
    from ikpweb.collection.validation import clean_declaration, clean_event
    from ikpweb.maps.boundaries.limits import BoundaryProblem
    from ikpweb.maps.boundaries.reading import read as read_boundaries

    def evidence(body: bytes) -> None:
        path = _file(body, ".bin")
        safe_name("x/../y.pdf", identify(path, "photo.jpg"))

    def draft(body: bytes) -> None:
        told = json.loads(body)
        if isinstance(told, dict):  # anything else is refused by the schema of the API
            clean_declaration(told)
            clean_event(told)

    def lines(ending: str) -> Callable[[bytes], None]:
        def read(body: bytes) -> None:
            for _row in lines_of(body, f"file{ending}"):
                pass

        return read

    yield Target("evidence", _evidence, evidence, (RefusedFileError,))
    shapes = partial(_shapes, read_boundaries)
    yield Target("boundaries", _boundaries, shapes, (BoundaryProblem,))
    yield Target("sheet-csv", _csvs, lines(".csv"), (SheetError,))
    yield Target("sheet-xlsx", _workbooks, lines(".xlsx"), (SheetError,))
    # What is no JSON is refused by the view, and so by its reader here.
    yield Target("checkpoint", _checkpoints, lambda body: _ignore(read_seal(json.loads(body))), (Broken, *_NO_JSON))
    yield Target("draft", _drafts, draft, _NO_JSON)


def _shapes(read: Callable[[Path], object], body: bytes) -> None:
    read(_file(body, ".json"))


_NO_JSON = (json.JSONDecodeError, UnicodeDecodeError, RecursionError)


def _evidence() -> Sequence[bytes]:
    files: Any = importlib.import_module("web.tests.collection.evidence.files")  # whole files of each kind, made there
    made = [files.jpeg(gps=True), files.png(), files.webp(), files.pdf(), files.docx(), files.xlsx(), files.odt()]
    made += [files.mp4(), files.mp3(), files.message(), b"nama,jumlah\nx,1\n", b"catatan petugas\n"]
    return [*made, *(_stored(body) for body in (files.docx(), files.odt()))]


def _boundaries() -> Sequence[bytes]:
    ring = [[103.0, -1.0], [104.0, -1.0], [104.0, -2.0], [103.0, -1.0]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"ADM2_PCODE": "ID1571"}, "geometry": polygon}
    topology = {
        "type": "Topology", "arcs": [[[0, 0], [10, 0], [0, 10], [-10, -10]]],
        "transform": {"scale": [0.1, 0.1], "translate": [103, -2]},
        "objects": {"x": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0]], "properties": {"kode": "15.71"}}]}},
    }  # fmt: skip
    collection = {"type": "FeatureCollection", "features": [feature]}
    return [json.dumps(collection).encode(), json.dumps(topology).encode(), _shapefile()]


def _shapefile() -> bytes:
    import shapefile  # type: ignore[import-untyped]

    parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON) as writer:
        writer.field("kode", "C", 10)
        writer.poly([[[103.0, -1.0], [104.0, -1.0], [104.0, -2.0], [103.0, -1.0]]])
        writer.record("15.71")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for ending, part in parts.items():
            archive.writestr(f"x.{ending}", part.getvalue())
    return out.getvalue()


def _checkpoints() -> Sequence[bytes]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from ikpweb.audit import keys, seals

    heads = {"15": (3, "ab" * 32), "15.71": (1, "cd" * 32)}
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = keys.public_text(key)
    root, name = seals.root_of(heads), keys.key_id(public)
    seal = seals.Seal(7, "2026-11-24T10:00:00Z", root, len(heads), "ef" * 32, name, "00" * 64)
    return [json.dumps(seals.told(seal, heads, public)).encode()]


def _drafts() -> Sequence[bytes]:
    event = {
        "indicator": "I09", "date": "2024-02-14", "count": 2, "grade": 3, "place": "TPS 4",
        "narrative": "Pemungutan terhenti.", "answer": "nil", "reason": "tidak ada kejadian", "actors": ["voter"],
    }  # fmt: skip
    return [json.dumps(event).encode(), json.dumps({"answer": "events", "reason": None}).encode()]
