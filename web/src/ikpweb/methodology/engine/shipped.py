"""The editions that the engine ships, as rows."""

from dataclasses import asdict
from typing import Any

from ikp.digest import digest_json
from ikp.editions import available, load
from ikp.editions.edition import Edition
from ikp.editions.published import editions, rows

__all__ = ["edition_codes", "edition_row", "method_rows"]


def edition_codes() -> tuple[str, ...]:
    """Give the codes of all editions that the engine ships, the newest first."""
    return available()


def edition_row(code: str) -> dict[str, Any]:
    """Give an edition as the fields of `methodology.Edition`; the digest changes with anything that is shown of it."""
    edition = load(code)
    about = {
        "period": edition.period,
        "levels": list(edition.levels),
        "units": dict(edition.units),
        "registry_date": edition.registry_date.isoformat(),
        "legal_base": list(edition.legal_base),
        "sources": list(edition.sources),
        "unpublished": list(edition.unpublished),
        "published_items": {lang: list(items) for lang, items in edition.published_items.items()},
        "missing_items": {lang: list(items) for lang, items in edition.missing_items.items()},
        "notes": {lang: list(items) for lang, items in edition.notes.items()},
        "alternatives": [asdict(each) for each in edition.alternatives],
    }
    methods = list(method_rows(code))
    printed = [dict(row) for row in rows(code)] if code in editions() else []
    return {
        "code": code,
        "kind": edition.kind,
        "title_id": edition.titles["id"],
        "title_en": edition.titles["en"],
        "launched": edition.launched,
        "about": about,
        "digest": digest_json([about, dict(edition.titles), methods, printed]),
    }


def method_rows(code: str) -> list[dict[str, Any]]:
    """Give framework, recipe and constants of an edition at every level, as the fields of `methodology.Method`."""
    edition = load(code)
    if edition.kind == "results-only":
        return []
    return [_method(edition, level) for level in edition.levels]


def _method(edition: Edition, level: str) -> dict[str, Any]:
    framework, recipe = edition.framework(level), edition.recipe(level)
    plain = framework.to_dict()
    definitions = {node.code: dict(node.definitions) for node in framework.nodes if node.definitions}
    notes = {node.code: node.note for node in framework.nodes if node.note}
    return {
        "level": level,
        "framework": {**plain, "definitions": definitions, "notes": notes},
        "recipe": recipe.to_dict(),
    }
