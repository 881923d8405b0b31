"""Read zipped shapefiles without unpacking anything to the disk."""

import codecs
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

import shapefile
import shapely
from django.utils.translation import gettext

from ikpweb.maps.boundaries.layers import Layer, Raw
from ikpweb.maps.boundaries.limits import BoundaryProblem, Limits

__all__ = ["layers"]


#: No header of a .dbf is longer.
_HEADER = 66_000


def layers(raw: bytes, limits: Limits) -> list[Layer]:
    """Give the shapefiles of a zip as layers; only the one that is chosen is unpacked.

    Raises
    ------
    BoundaryProblem
        For a broken or hostile zip, and one without shapefiles.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            members = _members(packed, limits)
            found = [
                _layer(raw, packed, members[stem], PurePosixPath(stem).name, limits)
                for stem in sorted(members)
                if "shp" in members[stem]
            ]
    except _UNREADABLE as problem:
        msg = gettext("Zip itu tidak dapat dibuka: {why}.").format(why=str(problem)[:100])
        raise BoundaryProblem(msg) from problem
    if not found:
        raise BoundaryProblem(gettext("Zip itu tidak memuat .shp. Masukkan .shp, .dbf, dan .prj dari satu lapisan."))
    return found


#: What Python's zip reader raises on broken, encrypted or unknown members.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)

Parts = dict[str, zipfile.ZipInfo]


def _members(packed: zipfile.ZipFile, limits: Limits) -> dict[str, Parts]:
    """Give the parts of each shapefile by its name without ending; refuse what no honest zip holds."""
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    if len(entries) > limits.members:
        msg = gettext("Zip itu memuat lebih dari {most} berkas. Masukkan satu lapisan saja.").format(
            most=limits.members
        )
        raise BoundaryProblem(msg)
    total = sum(entry.file_size for entry in entries)
    packed_size = sum(entry.compress_size for entry in entries)
    if total > limits.unpacked or total > limits.ratio * max(packed_size, 5_000):
        msg = gettext(
            "Zip itu akan menjadi {size:.0f} MB bila dibuka, jauh melebihi yang wajar bagi ukurannya."
        ).format(size=total / 1e6)
        raise BoundaryProblem(msg)
    found: dict[str, Parts] = {}
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            msg = gettext("Zip itu memuat alamat yang menuju ke luar: {name}.").format(name=entry.filename[:80])
            raise BoundaryProblem(msg)
        if path.parts[0] != "__MACOSX" and not path.name.startswith("."):
            found.setdefault(str(path.with_suffix("")), {})[path.suffix.lower().lstrip(".")] = entry
    return found


def _layer(raw: bytes, packed: zipfile.ZipFile, parts: Parts, name: str, limits: Limits) -> Layer:
    if "dbf" not in parts:
        msg = gettext("{name}.shp tidak disertai .dbf, yang memuat kodenya.").format(name=name)
        raise BoundaryProblem(msg)
    small = {
        kind: _unpack(packed, parts[kind], _HEADER, whole=False) for kind in ("dbf", "prj", "cpg") if kind in parts
    }
    encoding = small.get("cpg", b"").decode("ascii", "ignore").strip() or "utf-8"
    try:
        codecs.lookup(encoding)
    except LookupError:
        encoding = "utf-8"
    with _reader(name, encoding, dbf=small["dbf"]) as head:
        fields = [str(field[0]) for field in head.fields if field[0] != "DeletionFlag"]
        count = head.numRecords or 0

    def rows() -> Iterator[Raw]:
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as again:
                shp = _unpack(again, parts["shp"], limits.unpacked)
                dbf = _unpack(again, parts["dbf"], limits.unpacked - len(shp))
        except _UNREADABLE as problem:
            msg = gettext("{name} tidak dapat dibuka: {why}.").format(name=name, why=str(problem)[:100])
            raise BoundaryProblem(msg) from problem
        with _reader(name, encoding, dbf=dbf, shp=shp) as source:
            for each in source.iterShapeRecords():
                empty = each.shape is None or each.shape.shapeType == shapefile.NULL
                yield each.record.as_dict(), None if empty else shapely.geometry.shape(each.shape.__geo_interface__)

    prj = small.get("prj", b"").decode("utf-8", "replace").strip("\ufeff \r\n\0")
    return Layer(name, fields, count, rows, prj or None, asks_crs=True)


def _reader(name: str, encoding: str, **content: bytes) -> shapefile.Reader:
    files = {kind: io.BytesIO(held) for kind, held in content.items()}
    try:
        return shapefile.Reader(**files, encoding=encoding, encodingErrors="replace")
    except Exception as problem:  # the reader of a binary file fails in more ways than can be listed
        msg = gettext("{name}.shp atau .dbf-nya rusak: {why}.").format(name=name, why=str(problem)[:100])
        raise BoundaryProblem(msg) from problem


def _unpack(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, *, whole: bool = True) -> bytes:
    """Unpack a member up to a size, whatever size it claims to have."""
    with packed.open(entry) as file:
        content = file.read(most + 1)
    if whole and len(content) > most:
        raise BoundaryProblem(
            gettext("Isi zip itu lebih besar dari yang dikatakannya. Zip itu rusak atau berniat buruk.")
        )
    return content
