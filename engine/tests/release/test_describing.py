"""The description of a release for machines."""

from engine.tests.release.making import contents
from ikp.release.describing import datapackage


def test_each_column_has_a_type_and_a_meaning() -> None:
    package = datapackage(contents(), {"data/province.csv": b"unit,node,value,reason,label\n91,a1,1,,SINTETIS\n"})
    (resource,) = package["resources"]
    assert resource["name"] == "data-province"
    assert {field["name"]: field["type"] for field in resource["schema"]["fields"]} == {
        "unit": "string",
        "node": "string",
        "value": "number",
        "reason": "string",
        "label": "string",
    }
    assert all(field["description"] for field in resource["schema"]["fields"])
    assert (package["name"], package["version"], package["title"]) == ("coba.1", "1", "Trial")
