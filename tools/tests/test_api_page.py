"""The page of the interfaces names every address, parameter and shape of the schemas."""

import json

from tools import api_page


def test_every_address_parameter_and_field_stands_on_the_page() -> None:
    text = api_page.page()
    for title, name in api_page._SCHEMAS.items():
        schema = json.loads((api_page.ROOT / "web/tests/api" / name).read_text("utf-8"))
        assert schema["paths"]
        for path, methods in schema["paths"].items():
            for method, told in methods.items():
                section = text.partition(f"### `{method.upper()} {path}`\n")[2].partition("\n### ")[0]
                assert told["summary"] in section, path
                assert all(f"| `{each['name']}` |" in section for each in told.get("parameters", [])), path
        for shape, told in schema["components"]["schemas"].items():
            if fields := told.get("properties"):
                section = (
                    text.partition(f"\n## {title}: shapes\n")[2].partition(f"\n### {shape}\n")[2].partition("\n### ")[0]
                )
                assert all(f"| `{field}` |" in section for field in fields), shape
    assert api_page.unexplained() == []
