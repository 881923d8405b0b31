"""Descriptions of fields and parameters in both languages: English in the schema, Indonesian beside it."""

from typing import Any

from pydantic import Field

__all__ = ["INDONESIAN", "told"]

#: The extension of the schema that holds the Indonesian description.
INDONESIAN = "x-description-id"


def told(english: str, indonesian: str, **more: Any) -> Any:
    """Declare a field with its description in both languages."""
    return Field(description=english, json_schema_extra={INDONESIAN: indonesian}, **more)
