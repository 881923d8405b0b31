"""A citation survives what people type into titles."""

import json
from datetime import date

from ikpweb.publication.citing import FORMS, Citation

ODD = Citation(
    author="Bawaslu RI",
    title="IKP {2029} & 100 % \\ baru\nuji_coba",
    name="ikp-2029.1",
    day=date(2028, 12, 16),
    address="https://contoh.id/rilis/ikp-2029.1/",
    digest="ab" * 32,
    language="id",
)


def test_the_sentence_names_the_files_by_their_digest() -> None:
    assert ODD.text.startswith("Bawaslu RI (2028). IKP")
    assert "ikp-2029.1. https://contoh.id/rilis/ikp-2029.1/. SHA-256 abababababababab…" in ODD.text


def test_bibtex_writes_out_what_is_special_there() -> None:
    assert r"title = {{IKP \{2029\} \& 100 \% \textbackslash{} baru" in ODD.bibtex
    assert r"uji\_coba}}" in ODD.bibtex
    assert ODD.bibtex.startswith("@misc{ikp-2029.1,\n")
    assert ODD.bibtex.count("{") == ODD.bibtex.count("}")


def test_ris_keeps_each_field_on_one_line() -> None:
    lines = ODD.ris.split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert "TI  - IKP {2029} & 100 % \\ baru uji_coba" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_is_json_with_the_day() -> None:
    (told,) = json.loads(FORMS["json"][1](ODD))
    assert told["issued"] == {"date-parts": [[2028, 12, 16]]}
    assert told["title"] == ODD.title
    assert told["type"] == "dataset"
