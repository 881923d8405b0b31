"""Choosing: an edition by a code or a part of it, and rows by province, category or name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ikp.cli.language import LANGS, say
from ikp.errors import UsageError, problem

if TYPE_CHECKING:
    from ikp.registry import Level, Registry

__all__ = ["matching", "units_of", "which_edition"]

Row = dict[str, Any]


def which_edition(text: str) -> str:
    """Give the code of an edition; ``2020`` is taken for ``pilkada-2020`` since no other code holds it, and said so."""
    from ikp.cli.telling import tell
    from ikp.editions import available

    known = available()
    holding = [code for code in known if text and text in code]
    if text in known or len(holding) != 1:
        return text  # what is unknown is refused by `editions.load`, with suggestions
    tell(say("msg.edition-taken", text=text, code=holding[0]), "dim")
    return holding[0]


def matching(
    rows: Sequence[Row], registry: "Registry | None", *, province: str | None, category: str | None, search: str | None
) -> list[Row]:
    """Keep the rows of a province, of a category, or whose name holds a text.

    Raises
    ------
    UsageError
        If the province is unknown, or nothing is left: a filter that finds nothing is a slip.
    """
    kept = list(rows)
    if province is not None and registry is not None:
        inside = _province(province, registry)
        kept = [row for row in kept if row["unit"] in inside]
        _refuse_nothing(kept, "head.unit", province, [str(row["name"]) for row in rows])
    if category is not None:
        wanted = _category(category)
        there = dict.fromkeys(str(row.get("group") or row["category"]) for row in kept if row["category"])
        kept = [row for row in kept if wanted in (row["category"], row.get("group"))]
        _refuse_nothing(kept, "head.category", category, list(there))
    if search is not None:
        names = [str(row["name"]) for row in kept]
        kept = [row for row in kept if search.casefold() in str(row["name"]).casefold()]
        _refuse_nothing(kept, "head.name", search, names)
    return kept


def _province(text: str, registry: "Registry") -> set[str]:
    found = registry.resolve([text], level="province", codes="auto")
    if found.problems:
        raise UsageError(found.problems)
    [code] = found.units
    return {code, *(unit.code for unit in registry if unit.parent == code)}


def _category(text: str) -> str:
    """Take *high* for *tinggi*: people write what they see, in either language."""
    from ikp.cli.text import TEXT

    for key, words in TEXT.items():
        if key.startswith("category.") and text.casefold() in {words[lang] for lang in LANGS}:
            return key.removeprefix("category.")
    return text


def _refuse_nothing(kept: Sequence[Row], what: str, value: str, known: Sequence[str]) -> None:
    if not kept:
        listed = list(dict.fromkeys(known))
        shown = [*listed[:12], "…"] if len(listed) > 12 else listed
        raise UsageError(problem("cli-filter", what=say(what), value=value, known=shown or "–"))


def units_of(registry: "Registry", level: "Level", province: str | None) -> dict[str, str]:
    """Give the units of a level, or those of one province, as code and name."""
    inside = None if province is None else _province(province, registry)
    return {unit.code: unit.short_name for unit in registry.level(level) if inside is None or unit.code in inside}
