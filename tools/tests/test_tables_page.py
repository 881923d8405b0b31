"""The data dictionary names every column, and nothing that no model has."""

from tools import tables_page
from tools.usual_columns import USUAL


def test_every_column_has_a_row_with_a_meaning() -> None:
    assert tables_page.unexplained() == []
    text = tables_page.page()
    for model in tables_page._models():
        section = text.partition(f"### `{model._meta.db_table}`\n")[2].partition("\n### ")[0].partition("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == [field.column for field in model._meta.concrete_fields]
        assert all(row.split(" | ")[-1].strip(" |") for row in rows), model


def test_a_comment_above_a_field_is_its_meaning() -> None:
    text = tables_page.page()
    assert "| `external` | text (80) |" in text
    assert "Where it happened; whose series it counts in." in text


def test_no_usual_name_has_gone() -> None:
    names = {field.name for model in tables_page._models() for field in model._meta.concrete_fields}
    assert set(USUAL) - names == set()
