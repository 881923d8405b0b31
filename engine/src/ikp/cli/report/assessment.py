"""The page of an audit: what it shows, gathered from the audit's tables, and put into its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from ikp.cli.audit import Rows
from ikp.cli.language import lang, number, say, whole, word
from ikp.cli.report import auditcharts
from ikp.cli.report.drawing import Drawing
from ikp.cli.report.page import Context, environment
from ikp.uncertainty.coherence import Assessment, Finding, findings

__all__ = ["render_audit", "sentence"]

#: Of the findings of one kind, and of flagged pairs, so many are shown; the CSV holds them all.
_SHOWN, _PAIRS = 5, 30
#: How a finding's numbers are written: as they are, as whole numbers, or in percent.
_WHOLE = ("few_units", "several_parts")
_PERCENT = ("louder", "quieter", "one_class", "narrow")


def sentence(found: Finding, names: Mapping[str, str]) -> str:
    """Say a finding in the spoken language."""

    def written(value: float) -> str:
        if found.kind in _WHOLE:
            return number(value, 0)
        return f"{number(100 * value, 0)} %" if found.kind in _PERCENT else number(value)

    other = word("category", found.other) if found.kind in ("one_class", "empty_class") else found.other
    said: dict[str, str] = {
        "node": names.get(found.node, found.node),
        "other": names.get(other, other),
        "value": written(found.value),
        "limit": written(found.limit),
    }
    return say(f"finding.{found.kind}", **said)


def render_audit(audit: Assessment, tables: Mapping[str, Rows], context: Context, replicates: int) -> str:
    """Write the page in the spoken language.

    Parameters
    ----------
    audit : Assessment
    tables : mapping
        Of `ikp.cli.audit.tables`.
    context : Context
        As for the report of a computation.
    replicates : int
        Of the parallel analysis.
    """
    here = files("ikp.cli.report")
    page = _Audit(audit, tables, context, replicates)
    template = environment().from_string((here / "assessment.html.j2").read_text("utf-8"))
    return template.render(page=page, style=(here / "page.css").read_text("utf-8"))


@dataclass(frozen=True)
class _Audit:
    """The page as its template reads it."""

    audit: Assessment
    tables: Mapping[str, Rows]
    context: Context
    replicates: int

    @cached_property
    def result(self) -> Any:
        return self.audit.result

    @cached_property
    def names(self) -> dict[str, str]:
        """Name each node by its code and, but for indicators, by what it is called."""
        framework = self.result.framework
        return {
            code: code if code in framework.indicators else _together(code, framework[code].name(lang()))
            for code in framework.by_code
        }

    # --- findings --------------------------------------------------------------------
    @cached_property
    def findings(self) -> list[tuple[list[str], int]]:
        """Sentences by kind, the first few of each, with the number of those left out."""
        kinds: dict[str, list[str]] = {}
        for found in findings(self.audit):
            kinds.setdefault(found.kind, []).append(sentence(found, self.names))
        return [(said[:_SHOWN], max(0, len(said) - _SHOWN)) for said in kinds.values()]

    @property
    def count(self) -> int:
        return len(self.tables["findings"])

    @property
    def units(self) -> int:
        return self.audit.spreads[self.result.framework.root].n

    # --- correlations ----------------------------------------------------------------
    @cached_property
    def upper(self) -> Drawing | None:
        framework = self.result.framework
        codes = [node for node in framework.by_code if framework.children(node)]
        return self._heat(codes) if len(codes) > 1 else None

    @cached_property
    def leaves(self) -> Drawing:
        return self._heat(list(self.result.framework.indicators))

    def _heat(self, codes: Sequence[str]) -> Drawing:
        wanted = set(codes)
        cells: list[dict[str, Any]] = [{"a": code, "b": code, "value": 1.0} for code in codes]
        for row in self.tables["correlations"]:
            if row["a"] in wanted and row["b"] in wanted:
                cells += [
                    {"a": row["a"], "b": row["b"], "value": row["spearman"]},
                    {"a": row["b"], "b": row["a"], "value": row["spearman"]},
                ]
        full = {code: self.result.framework[code].name(lang()) for code in codes}
        return auditcharts.heat(codes, full, cells)

    @cached_property
    def flags(self) -> dict[str, int]:
        """How many pairs that belong together carry which flag."""
        found = [row["flag"] for row in self.tables["correlations"] if row["flag"]]
        return {flag: found.count(flag) for flag in ("good", "weak", "conflict", "redundant", "unknown")}

    @cached_property
    def flagged(self) -> list[dict[str, Any]]:
        """The pairs that ask for a look: those in conflict, redundant ones, and parts that their node hardly shows."""
        order = {"conflict": 0, "redundant": 1, "weak": 2}
        rows = [
            dict(row)
            for row in self.tables["correlations"]
            if row["flag"] in ("conflict", "redundant") or (row["flag"] == "weak" and row["relation"] == "parent")
        ]
        return sorted(rows, key=lambda row: (order[row["flag"]], -abs(row["spearman"])))

    @property
    def flagged_shown(self) -> list[dict[str, Any]]:
        return self.flagged[:_PAIRS]

    # --- scales, components, factors -----------------------------------------------------
    @property
    def scales(self) -> Rows:
        return self.tables["scales"]

    @cached_property
    def screes(self) -> list[tuple[str, Drawing]]:
        """Eigenvalues of all indicators together, then of the parts of the index."""
        root, drawn = self.result.framework.root, []
        for node, name in (("*", say("audit.all")), (root, self.names[root])):
            rows = [row for row in self.tables["components"] if row["node"] == node]
            if len(rows) > 1 and not (node == root and len(rows) == len(self.result.framework.indicators)):
                drawn.append((name, auditcharts.scree(rows, name)))
        return drawn

    @property
    def models(self) -> Rows:
        return self.tables["factor_models"]

    # --- weights, leaving out, classes ------------------------------------------------------
    def items(self, parent: str) -> list[dict[str, Any]]:
        return [
            {**row, "name": self.names[row["node"]]} for row in self.tables["items"] if row["parent"] == parent
        ]  # fmt: skip

    @cached_property
    def parents(self) -> list[str]:
        """The nodes whose parts can be compared: from the index down."""
        return [group.parent for group in self.audit.groups if len(group.codes) > 1]

    @cached_property
    def weights(self) -> Drawing | None:
        """Importance beside weight: of the parts of the index, and of their parts."""
        framework = self.result.framework
        rows = [
            {"name": each["name"], "weight": each["weight"], "importance": each["importance_by_correlation"]}
            for each in self.items(framework.root)
            if not np.isnan(each["importance_by_correlation"])
        ]
        return auditcharts.weights(rows) if rows else None

    @cached_property
    def removals(self) -> list[dict[str, Any]]:
        rows = [{**row, "name": self.names[row["node"]]} for row in self.tables["leave_out"]]
        return sorted(rows, key=lambda row: -row["mean_rank_shift"] if row["mean_rank_shift"] >= 0 else 1.0)

    @cached_property
    def removed(self) -> Drawing | None:
        above = [row for row in self.removals if row["tier"] > 1] or self.removals
        rows = [
            {"name": row["name"], "value": row["mean_rank_shift"]}
            for row in above[:24]
            if not np.isnan(row["mean_rank_shift"])
        ]
        return auditcharts.bars(rows, say("auditchart.ranks")) if rows else None

    @property
    def spreads(self) -> Rows:
        return self.tables["spread"]

    @cached_property
    def classes(self) -> list[dict[str, Any]]:
        """Units by category in the index, then in the published editions; one row a category."""
        root = self.result.framework.root
        return [
            {**row, "name": row["edition"] or say("audit.here")}
            for row in self.tables["classes"]
            if row["edition"] or row["node"] == root
        ]

    @cached_property
    def classes_by_name(self) -> dict[str, dict[str, Any]]:
        return {row["name"]: row for row in self.classes}

    @cached_property
    def class_chart(self) -> Drawing | None:
        # Published categories have the labels of the IKP; others are drawn alone.
        own = {row["category"] for row in self.classes if not row["edition"]}
        ikp = {row["category"] for row in self.classes if row["edition"]}
        rows = [row for row in self.classes if not row["edition"] or ikp <= own or not own]
        return auditcharts.classes(rows) if rows else None

    def named(self, code: str) -> str:
        return say("audit.all") if code == "*" else self.names.get(code, code)

    def percent(self, value: float | None, digits: int = 0) -> str:
        return "–" if value is None or np.isnan(value) else f"{number(100 * value, digits)} %"

    def count_of(self, value: int | None) -> str:
        return "–" if value is None else whole(value)


def _together(code: str, name: str) -> str:
    return code if name == code else f"{code} {name}"
