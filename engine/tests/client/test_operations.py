"""The client asks what the API of the platform answers: its list is drawn from the schema that is kept.

As a program it draws the list anew: ``python engine/tests/client/test_operations.py``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ikp.client import operations as here
from ikp.client.operations import drawn, operations
from ikp.errors import UsageError

pytestmark = pytest.mark.extras
SCHEMAS = [Path(__file__).parents[3] / "web/tests/api" / name for name in ("openapi.json", "openapi-office.json")]
KEPT = Path(here.__file__).with_name("operations.json")


def written() -> str:
    found = [drawn(json.loads(path.read_text("utf-8"))) for path in SCHEMAS]
    assert not found[0].keys() & found[1].keys()
    return json.dumps({**found[0], **found[1]}, indent=1) + "\n"


def test_the_list_is_that_of_the_schema() -> None:
    assert KEPT.read_text("utf-8") == written(), (
        "The API and its client have parted. Draw the list anew, and give new operations a method: "
        "python engine/tests/client/test_operations.py"
    )


def test_every_operation_of_releases_has_a_method() -> None:
    from ikp.client import reading

    source = Path(reading.__file__).read_text("utf-8")
    without = [name for name, told in operations().items() if f'"{name}"' not in source]
    assert [name for name in without if not operations()[name].live] == []


def test_lists_of_the_office_are_read_in_parts_of_what_it_gives() -> None:
    live = {name: told for name, told in operations().items() if told.live}
    assert {"reports", "actions", "computations", "computedResults"} <= live.keys()
    assert all(told.total == "total" for told in live.values() if told.part)
    assert (live["reports"].rows, live["computedResults"].rows) == ("reports", "rows")
    assert live["computedResults"].address("1/2") == "/api/v1/office/computations/1%2F2/results"
    assert live["computedResults"].columns["interval_score_low"] == "number"


def test_a_parameter_that_the_api_does_not_know_is_refused() -> None:
    known = operations()["releaseResults"]
    assert known.checked("releaseResults", {"level": "province"}) == {"level": "province"}
    with pytest.raises(UsageError, match="takes no unti; it takes level"):
        known.checked("releaseResults", {"unti": "15"})


def test_nested_fields_are_columns_side_by_side() -> None:
    columns: Any = operations()["releaseResults"].columns
    assert columns["interval_score_low"] == "number"
    assert (columns["unit"], columns["score"]) == ("string", "number")
    assert "offset" not in operations()["releaseResults"].query
    assert operations()["releaseResults"].part == 600
    assert operations()["releaseFiles"].part == 0


if __name__ == "__main__":
    KEPT.write_text(written(), "utf-8")
