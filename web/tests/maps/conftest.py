"""A small made-up country: two islands, three provinces of which one is new, eight regencies that are squares."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import shapefile
import shapely
from django.utils.translation import override
from ikpweb.maps.boundaries.preparing import Prepared, prepare
from ikpweb.territory.engine import unit_rows
from ikpweb.territory.models import Unit

#: West and south of each regency's square, one degree wide.
CORNERS: Mapping[str, tuple[int, int]] = {
    "11.01": (100, 0), "11.02": (101, 0), "11.71": (100, 1),
    "12.01": (101, 1), "12.02": (102, 0), "12.03": (102, 1),
    "91.01": (130, -3), "91.02": (131, -3),
}  # fmt: skip
#: Codes of BPS, of which 1102 is another regency than 11.02.
BPS = {"11.01": "1102", "11.02": "1101", "11.71": "1171", "12.01": "1201", "12.02": "1202", "12.03": "1203",
       "91.01": "9401", "91.02": "9402"}  # fmt: skip


@pytest.fixture
def units() -> dict[str, Unit]:
    """Provinces 11, 12 and 91; when there were fewer, 12 belonged to 11."""
    found = {
        code: Unit(code=code, level="province", name=f"Provinsi {code}", kind="provinsi") for code in ("11", "12", "91")
    }
    for code, (west, south) in CORNERS.items():
        found[code] = Unit(
            code=code, level="regency", name=f"Kab. {code}", kind="kabupaten", bps_code=BPS[code],
            parent_id=code[:2], parent_of_34_id="11" if code[:2] == "12" else code[:2], lat=south + 0.5, lon=west + 0.5,
        )  # fmt: skip
    return found


def square(code: str) -> shapely.Polygon:
    west, south = CORNERS[code]
    # A vertex in the middle of each side: borders that neighbours share are the same line.
    return shapely.segmentize(shapely.box(west, south, west + 1, south + 1), 0.5)


def features(field: str = "code", value: Callable[[str], Any] = str) -> list[dict[str, Any]]:
    """Give the country as GeoJSON features."""
    return [
        {"type": "Feature", "properties": {field: value(code), "name": f"Daerah {code[:2]}"},
         "geometry": shapely.geometry.mapping(square(code))}
        for code in CORNERS
    ]  # fmt: skip


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of any content."""

    def inner(content: Any, name: str = "negeri.geojson") -> Path:
        path = tmp_path / name
        if isinstance(content, list):
            content = {"type": "FeatureCollection", "features": content}
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return inner


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def shapes(
    rows: Mapping[str, shapely.Polygon | None], field: str = "ADM2_PCODE", prj: str | None = "", stem: str = "adm2"
) -> dict[str, bytes]:
    """Give the members of a shapefile: one record per row, keyed by its code."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON) as writer:
        writer.field(field, "C", 10)
        for code, shape in rows.items():
            if shape is None:
                writer.null()
            else:
                writer.shape(shapely.geometry.mapping(shape))
            writer.record(code)
    members = {f"{stem}.shp": shp.getvalue(), f"{stem}.shx": shx.getvalue(), f"{stem}.dbf": dbf.getvalue()}
    if prj is not None:
        members[f"{stem}.prj"] = (prj or WGS84).encode()
    return members


WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A made-up set for the real registry."""
    path = tmp_path_factory.mktemp("batas") / "semua.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": nearest_land()}))
    return prepare(path, {row["code"]: Unit(**row) for row in unit_rows()}, "generic")


def nearest_land() -> list[dict[str, Any]]:
    """Give each regency the land around its point that is nearest to it."""
    regencies = [unit for unit in (Unit(**row) for row in unit_rows()) if unit.level == "regency"]
    points = shapely.points([[unit.lon, unit.lat] for unit in regencies])
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), ordered=True))
    land = shapely.intersection(cells, shapely.buffer(points, 0.4))
    return [
        {"type": "Feature", "properties": {"kode": unit.code}, "geometry": shapely.geometry.mapping(shape)}
        for unit, shape in zip(regencies, land, strict=True)
    ]


@pytest.fixture
def english() -> Iterator[None]:
    """Let commands and problems speak English, whatever the machine's language."""
    with override("en"):
        yield
