"""A catalogue record of a release: DCAT 3 (W3C) as JSON-LD, as CKAN and the portal Satu Data Indonesia harvest it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ikp.release.formats.figures import Figures

__all__ = ["CONTEXT", "Distribution", "as_dcat", "record"]

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "adms": "http://www.w3.org/ns/adms#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = {
    "id": "http://id.loc.gov/vocabulary/iso639-1/id",
    "en": "http://id.loc.gov/vocabulary/iso639-1/en",
}
_KEYWORDS = {
    "id": ("pemilihan umum", "indeks kerawanan pemilu", "pengawasan pemilu"),
    "en": ("elections", "election vulnerability index", "election supervision"),
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that a release is given out as; `size` is in bytes, `digest` its SHA-256."""

    address: str
    title: str
    media: str
    size: int
    digest: str


def as_dcat(figures: Figures, address: str, distributions: Sequence[Distribution] = ()) -> bytes:
    """Write the record as a document of its own.

    Parameters
    ----------
    address : str
        Permanent address of the release's page; the data set is called by it.
    distributions : sequence of Distribution
    """
    document = {"@context": CONTEXT, **record(figures, address, distributions)}
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def record(figures: Figures, address: str, distributions: Sequence[Distribution] = ()) -> dict[str, Any]:
    """Give the record of a release, without its context. No licence is said: a release names none."""
    about = figures.about
    levels = ", ".join(f"{level} ({told['units']})" for level, told in about["levels"].items())
    said = {
        "id": f"Indeks Kerawanan Pemilu, edisi {about['edition']}: skor, peringkat, dan kategori setiap daerah dan "
        f"simpul konstruksi. Tingkat: {levels}. Sidik MANIFEST (SHA-256): {figures.digest}.",
        "en": f"Election vulnerability index, edition {about['edition']}: score, rank and category of every unit and "
        f"node of the framework. Levels: {levels}. Digest of MANIFEST (SHA-256): {figures.digest}.",
    }
    label = f"{figures.label}: " if figures.label else ""
    found: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": figures.name,
        "dct:title": [_text(figures.title(lang), lang) for lang in _LANGUAGES],
        "dct:description": [_text(f"{label}{text}", lang) for lang, text in said.items()],
        "dct:issued": {"@type": "xsd:dateTime", "@value": about["published"]},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": about["publisher"]},
        "dct:language": [{"@id": each} for each in _LANGUAGES.values()],
        "dcat:keyword": [_text(word, lang) for lang, words in _KEYWORDS.items() for word in words],
        "dcat:landingPage": {"@id": address},
        "dcat:version": str(about["version"]),
        "adms:versionNotes": _text(figures.changes, "id"),
        "dcat:distribution": [_distribution(each, address) for each in distributions],
    }
    if about.get("previous"):
        before = f"{about['code']}.{int(about['version']) - 1}"
        found["dcat:previousVersion"] = {"@id": address.replace(figures.name, before)}
    return found


def _distribution(each: Distribution, page: str) -> dict[str, Any]:
    media = each.media.partition(";")[0]
    return {
        "@id": each.address,
        "@type": "dcat:Distribution",
        "dct:title": each.title,
        "dcat:accessURL": {"@id": page},
        "dcat:downloadURL": {"@id": each.address},
        "dcat:mediaType": {"@id": f"{_MEDIA}{media}"},
        "dct:format": each.title.rpartition(".")[2].upper(),
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(each.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": each.digest},
        },
    }


def _text(text: str, lang: str) -> dict[str, str]:
    return {"@language": lang, "@value": text}
