"""SDMX 3.0: the structure of a release as SDMX-ML, written by pysdmx, and its figures as SDMX-CSV 2.0.

A release is one snapshot, so there is no dimension of time: level, reading, unit and node name an
observation, the release stands in an attribute. Everything is versioned with the release and, as the
release, never changes.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from ikp.errors import DataError, UsageError, problem
from ikp.release.files import cell
from ikp.release.formats.figures import COLUMNS, Figures

if TYPE_CHECKING:
    from pysdmx.model import Codelist, Component

__all__ = ["AGENCY", "as_sdmx_csv", "as_sdmx_structure", "flow_of", "identifier"]

#: Who maintains the structures: the software's own name, as nobody else has given one.
AGENCY = "IKP"
_DIMENSIONS = {"LEVEL": "level", "READING": "reading", "REF_AREA": "unit", "NODE": "node"}
_MEASURE = {"OBS_VALUE": "score"}
_CODED = {"CATEGORY": "category", "REASON": "reason", "VALUE_REASON": "value_reason"}
_NUMBERS = {"RANK": "rank", "COVERAGE": "coverage", "VALUE": "value"}
_TEXTS = {"CATEGORY_LABEL": "category_label", "LABEL": "label"}
_ATTRIBUTES = {**_CODED, **_NUMBERS, **_TEXTS}
_LISTS = {**{name: name for name in _DIMENSIONS}, "CATEGORY": "CATEGORY", "REASON": "REASON", "VALUE_REASON": "REASON"}
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9_@$-]")


def identifier(code: str) -> str:
    """Give a code as SDMX takes it: ``31.71`` becomes ``31_71``."""
    return _NOT_ALLOWED.sub("_", code)


def flow_of(figures: Figures) -> str:
    """Name the dataflow of a release, such as ``IKP:IKP_2024(1.0.0)``."""
    return f"{AGENCY}:{_name(figures)}({_version(figures)})"


def as_sdmx_csv(figures: Figures) -> bytes:
    """Write the figures as SDMX-CSV 2.0; numbers are read back to the bit.

    Raises
    ------
    DataError
        If two codes become one in SDMX.
    """
    _codes(figures)
    places = {column.name: place for place, column in enumerate(COLUMNS)}
    keyed = [places[name] for name in _DIMENSIONS.values()]
    coded = [places[name] for name in _CODED.values()]
    plain = [places[name] for name in (*_MEASURE.values(), *_NUMBERS.values(), *_TEXTS.values())]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = (*_DIMENSIONS, *_CODED, *_MEASURE, *_NUMBERS, *_TEXTS, "RELEASE")
    writer.writerow(("STRUCTURE", "STRUCTURE_ID", "ACTION", *heads))
    before, after = ("dataflow", flow_of(figures), "I"), figures.name
    for row in figures.rows:
        codes = [identifier(str(row[place] or "")) for place in (*keyed, *coded)]
        writer.writerow((*before, *codes, *(cell(row[place]) for place in plain), after))
    return out.getvalue().encode()


def as_sdmx_structure(figures: Figures) -> bytes:
    """Write dataflow, data structure, concepts and code lists as SDMX-ML 3.0.

    Names are English; the Indonesian ones stand beside them as annotations ``NAME_ID``, and the
    codes as the release has them, where SDMX spells them otherwise, as annotations ``CODE``.

    Raises
    ------
    UsageError
        If pysdmx is not installed.
    DataError
        If two codes become one in SDMX.
    """
    try:
        from pysdmx.io import write_sdmx
        from pysdmx.io.format import Format
        from pysdmx.model import Components, ConceptScheme, Dataflow, DataStructureDefinition, Organisation
        from pysdmx.model.message import Header
    except ImportError:
        raise UsageError(problem("file-extra", kind="SDMX", package="pysdmx[xml]")) from None
    name, version = _name(figures), _version(figures)
    lists = {each: _list(each, entries, figures) for each, entries in _codes(figures).items()}
    maintained: dict[str, Any] = {"agency": AGENCY, "version": version}
    concepts = ConceptScheme(f"CS_{name}", name="Concepts", items=_concepts(), **maintained)
    structure = DataStructureDefinition(
        f"DSD_{name}",
        name=figures.title("en"),
        components=Components(_components(concepts.id, version, lists)),
        **maintained,
    )
    flow = Dataflow(name, name=figures.title("en"), structure=structure, **maintained)
    header = Header(
        id=f"{name}_{version.replace('.', '_')}",
        prepared=datetime.fromisoformat(str(figures.about["published"])),
        sender=Organisation(AGENCY, name=str(figures.about.get("publisher", ""))),
    )
    text = write_sdmx([*lists.values(), concepts, structure, flow], Format.STRUCTURE_SDMX_ML_3_0, header=header)
    return str(text).encode()


def _name(figures: Figures) -> str:
    return identifier(str(figures.about["code"])).replace("-", "_").upper()


def _version(figures: Figures) -> str:
    return f"{figures.about['version']}.0.0"


Entries = Mapping[str, tuple[str, str]]


def _codes(figures: Figures) -> dict[str, Entries]:
    """Give the entries of each code list: code to its English and Indonesian name."""
    readings = {
        "own": ("From the unit's own inputs", "Dari masukan daerah sendiri"),
        "mean": ("Mean of the scores of the units below", "Rata-rata skor daerah di bawahnya"),
    }
    areas = {unit: (unit, unit) for unit in sorted(_met(figures, "unit"))}
    areas |= {unit.code: (unit.name, unit.name) for unit in figures.units.values()}
    nodes = {node.code: node for tree in figures.frameworks.values() for node in tree.nodes}
    reasons = _met(figures, "reason") | _met(figures, "value_reason")
    found: dict[str, Entries] = {
        "LEVEL": {level: (level, level) for level in figures.frameworks},
        "READING": readings,
        "REF_AREA": areas,
        "NODE": {code: (node.name("en"), node.name("id")) for code, node in nodes.items()},
        "CATEGORY": {each: (each, each) for each in sorted(_met(figures, "category"))},
        "REASON": {each: (each.replace("_", " "), each) for each in sorted(reasons)},
    }
    for entries in found.values():
        known: dict[str, str] = {}
        for code in entries:
            if known.setdefault(identifier(code), code) != code:
                raise DataError(problem("export-codes", one=known[identifier(code)], other=code))
    return found


def _met(figures: Figures, name: str) -> set[str]:
    place = next(place for place, column in enumerate(COLUMNS) if column.name == name)
    return {str(row[place]) for row in figures.rows if row[place]}


def _list(name: str, entries: Entries, figures: Figures) -> "Codelist":
    from pysdmx.model import Annotation, Code, Codelist

    items = []
    for code, (english, indonesian) in entries.items():
        notes = [Annotation(id="NAME_ID", text=indonesian)] if indonesian != english else []
        notes += [Annotation(id="CODE", text=code)] if identifier(code) != code else []
        items.append(Code(identifier(code), name=english or code, annotations=notes))
    return Codelist(
        f"CL_{_name(figures)}_{name}",
        name=name.replace("_", " ").capitalize(),
        agency=AGENCY,
        version=_version(figures),
        items=items,
    )


def _concepts() -> list[Any]:
    from pysdmx.model import Annotation, Concept

    meant = {column.name: column for column in COLUMNS}
    found = []
    for name, column in {**_DIMENSIONS, **_MEASURE, **_ATTRIBUTES}.items():
        told = meant[column]
        notes = [Annotation(id="NAME_ID", text=told.id)]
        found.append(Concept(name, name=name.replace("_", " ").capitalize(), description=told.en, annotations=notes))
    return [*found, Concept("RELEASE", name="Release", description="Name of the release.")]


def _components(scheme: str, version: str, lists: Mapping[str, "Codelist"]) -> Sequence["Component"]:
    from pysdmx.model import Component, DataType, ItemReference, Role

    def made(names: Iterable[str], role: Role, **other: Any) -> list[Component]:
        return [
            Component(
                name,
                role == Role.DIMENSION,
                role,
                ItemReference(sdmx_type="Concept", agency=AGENCY, id=scheme, version=version, item_id=name),
                local_codes=lists[_LISTS[name]] if name in _LISTS else None,
                local_dtype=None if name in _LISTS else DataType.DOUBLE if name in numbers else DataType.STRING,
                **other,
            )
            for name in names
        ]

    numbers = {*_NUMBERS, *_MEASURE}
    attributes = made([*_ATTRIBUTES, "RELEASE"], Role.ATTRIBUTE, attachment_level="O")
    return [*made(_DIMENSIONS, Role.DIMENSION), *made(_MEASURE, Role.MEASURE), *attributes]
