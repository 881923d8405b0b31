"""Translates an edition of the engine into the form of a cycle."""

from collections.abc import Mapping
from typing import Any

from ikp.editions import Rubric, available, load, stages
from ikp.io.headings import ROLES
from ikp.io.labels import parted
from ikpweb.methodology.models import Method

__all__ = ["code_of", "form_of", "headings_of_template", "stage_names"]


def stage_names() -> dict[str, dict[str, str]]:
    """Give the stages that elections have in common, with their names by language, in order."""
    return {stage.code: {str(lang): name for lang, name in stage.names.items()} for stage in stages()}


def headings_of_template() -> dict[str, str]:
    """Give the headings of the engine's template of events, in both languages, with the field each stands for."""
    others = {"unit": "office", "declaration": "answer", "description": "narrative"}
    roles = ("unit", "indicator", "date", "count", "grade", "declaration", "description", "source")
    return {text: others.get(role, role) for role in roles for text in ROLES[role]}


def code_of(entry: str) -> str:
    """Give the code in an entry of a template's drop-down, “code – name”."""
    return parted(entry)[0]


def form_of(edition: str) -> dict[str, list[dict[str, Any]]]:
    """Give, for each level of an edition, the indicators that are asked, in order, with their rubrics."""
    return {method.level: _questions(method) for method in Method.objects.filter(edition=edition)}


def _questions(method: Method) -> list[dict[str, Any]]:
    definitions = method.framework.get("definitions", {})
    nodes = {node["code"]: node for node in method.framework["nodes"]}
    parents = {node.get("parent") for node in nodes.values()}
    rubrics, stages_of = _guidance(method)
    return [
        {
            "code": code,
            "names": node["names"],
            "parent": node.get("parent"),
            "parent_names": nodes.get(node.get("parent"), {}).get("names", {}),
            "dimension": (top := _dimension(code, nodes)),
            "dimension_names": nodes[top]["names"],
            "definitions": definitions.get(code, {}),
            "rubric": rubrics.get(code, {}),
            "stages": stages_of.get(code, []),
        }
        for code, node in nodes.items()
        if code not in parents
    ]


def _dimension(code: str, nodes: Mapping[str, Mapping[str, Any]]) -> str:
    """Give the ancestor right below the index."""
    above = nodes[code].get("parent")
    while above and nodes[above].get("parent"):
        code, above = above, nodes[above].get("parent")
    return code


def _guidance(method: Method) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Give rubrics and stages by indicator: those that the edition in the database carries, else the engine's."""
    if kept := method.framework.get("rubrics"):
        return dict(kept), dict(method.framework.get("stages", {}))
    if method.edition_id not in available():
        return {}, {}
    edition = load(method.edition_id)
    rubrics = {code: _rubric(rubric) for code, rubric in edition.rubrics().items()}
    return rubrics, {code: [link.stage for link in links] for code, links in edition.stages().items()}


def _rubric(rubric: Rubric) -> dict[str, Any]:
    return {
        "counts": dict(rubric.counts),
        "excludes": dict(rubric.excludes),
        "where": dict(rubric.where),
        "grades": [dict(rubric.grades[grade]) for grade in sorted(rubric.grades)],
        "evidence": [dict(kind.names) for kind in rubric.evidence],
        "certainty": rubric.certainty,
        "note": dict(rubric.note),
    }
