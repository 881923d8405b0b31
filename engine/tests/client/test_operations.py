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
SCHEMA = Path(__file__).parents[3] / "web/tests/api/openapi.json"
KEPT = Path(here.__file__).with_name("operations.json")


def written() -> str:
    return json.dumps(drawn(json.loads(SCHEMA.read_text("utf-8"))), indent=1) + "\n"


def test_the_list_is_that_of_the_schema() -> None:
    assert KEPT.read_text("utf-8") == written(), (
        "The API and its client have parted. Draw the list anew, and give new operations a method: "
        "python engine/tests/client/test_operations.py"
    )


def test_every_operation_has_a_method() -> None:
    from ikp.client import reading

    source = Path(reading.__file__).read_text("utf-8")
    assert [name for name in operations() if f'"{name}"' not in source] == []


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
    assert operations()["releaseResults"].paged
    assert not operations()["releaseFiles"].paged


if __name__ == "__main__":
    KEPT.write_text(written(), "utf-8")
