"""From rows of an answer to a table: one column a field, nested ones side by side."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

__all__ = ["Frames", "framed"]

Frames = Literal["polars", "pandas"]


def framed(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], frames: Frames) -> Any:
    """Give rows as a table of polars or pandas.

    Parameters
    ----------
    rows : iterable of mapping
    columns : mapping
        Name to ``string``, ``number``, ``integer`` or ``boolean``, in order; a nested field is written
        ``outer_inner``. Fields that are not named come after them, as they are found.
    frames : {'polars', 'pandas'}

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        Missing is null, never zero. In pandas, numbers with missing ones are float64 with NaN.
    """
    flat = [dict(_flat(row, "")) for row in rows]
    nested = {name[:place] for name in columns for place, letter in enumerate(name) if letter == "_"}
    found_too = (name for row in flat for name, value in row.items() if value is not None or name not in nested)
    names = list(dict.fromkeys([*columns, *found_too]))
    found: dict[str, Sequence[Any]] = {name: [row.get(name) for row in flat] for name in names}
    if frames == "pandas":
        import pandas as pd  # type: ignore[import-untyped]

        kinds = {"number": "float64", "integer": "Int64", "boolean": "boolean"}
        return pd.DataFrame(
            {
                name: pd.Series(column, dtype=kinds.get(columns.get(name, ""), "object"))
                for name, column in found.items()
            }
        )
    import polars as pl

    types = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64, "boolean": pl.Boolean}
    return pl.DataFrame(
        {
            name: pl.Series(name, column, dtype=types[columns[name]], strict=False)
            if columns.get(name) in types
            else pl.Series(name, column, strict=False)
            for name, column in found.items()
        }
    )


def _flat(row: Mapping[str, Any], before: str) -> Iterable[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}_")
        elif value is not None or not before:
            yield f"{before}{name}", value
