"""The tables of an audit, as rows: one CSV each, with stable English headings; also what the page shows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ikp.arrays.outliers import shape_of
from ikp.uncertainty.coherence import Assessment, Group, classes, findings

if TYPE_CHECKING:
    from ikp.editions.edition import Edition

__all__ = ["HEADINGS", "Rows", "published_classes", "tables"]

Row = dict[str, Any]
Rows = Sequence[Row]

#: Headings of every table, in order; the files are called as the keys.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "findings": ("kind", "node", "other", "value", "limit"),
    "indicators": (
        "node", "parent", "observed", "missing_share", "zero_share", "minimum", "median", "mean", "maximum", "sd",
        "skewness", "kurtosis",
    ),
    "correlations": ("a", "b", "relation", "n", "pearson", "spearman", "kendall", "p_value", "flag"),
    "scales": (
        "node", "children", "varying", "units", "alpha", "alpha_standardised", "omega", "mean_correlation",
        "adequacy", "bartlett", "bartlett_p", "eigenvalues_above_one", "components_kept", "first_component_share",
    ),
    "items": (
        "node", "parent", "item_rest", "alpha_without", "adequacy", "explained_by_siblings", "weight", "correlation",
        "importance_by_correlation", "importance_by_variance", "explained_alone", "optimised_weight",
        "optimised_importance",
    ),
    "components": ("node", "component", "eigenvalue", "share", "noise_mean", "noise_high", "kept"),
    "loadings": ("node", "child", "component", "loading"),
    "factor_models": (
        "tier", "factors", "columns", "status", "units", "chi_square", "freedom", "p_value", "cfi", "tli",
        "rmsea", "rmsea_low", "rmsea_high", "srmr", "aic", "bic",
    ),
    "factor_loadings": ("tier", "factors", "factor", "node", "loading", "standard_error", "unique"),
    "factor_correlations": ("tier", "factors", "a", "b", "correlation"),
    "index_weights": (
        "node", "weight", "correlation", "importance_by_correlation", "importance_by_variance", "explained_alone",
    ),
    "leave_out": ("node", "tier", "mean_rank_shift", "largest_rank_shift", "largest_unit", "spearman",
                  "recategorised", "lost"),
    "spread": (
        "node", "n", "low", "p05", "p25", "median", "p75", "p95", "high", "mean", "sd", "used", "used_90", "distinct",
        "tied",
    ),
    "classes": ("edition", "node", "category", "count", "share", "largest_share", "effective", "told_apart"),
}  # fmt: skip


def tables(audit: Assessment, edition: "Edition | None" = None, level: str | None = None) -> dict[str, Rows]:
    """Gather all tables; those with the categories hold those of the published editions as well."""
    return {
        "findings": [
            {"kind": each.kind, "node": each.node, "other": each.other, "value": each.value, "limit": each.limit}
            for each in findings(audit)
        ],
        "indicators": list(_indicators(audit)),
        "correlations": [
            {name: getattr(pair, name) for name in HEADINGS["correlations"]} for pair in audit.pairs
        ],
        "scales": [_scale(group) for group in audit.groups] + [_scale(audit.whole, "*")],
        "items": [row for group in audit.groups for row in _items(group)],
        "components": [row for group in audit.groups for row in _components(group)]
        + [*_components(audit.whole, "*")],
        "loadings": [row for group in audit.groups for row in _loadings(group)] + [*_loadings(audit.whole, "*")],
        "factor_models": list(_factor_models(audit)),
        "factor_loadings": list(_factor_loadings(audit)),
        "factor_correlations": list(_factor_correlations(audit)),
        "index_weights": list(_index_weights(audit)),
        "leave_out": list(_removals(audit)),
        "spread": [
            {"node": code, **{name: getattr(each, name) for name in HEADINGS["spread"][1:]}}
            for code, each in audit.spreads.items()
        ],
        "classes": [*_classes(audit), *published_classes(edition, level)],
    }  # fmt: skip


def _indicators(audit: Assessment) -> Iterator[Row]:
    """Describe the indicators as they were given, before any step."""
    result = audit.result
    for code in result.framework.indicators:
        column = result.table.column(code)
        known = column[~np.isnan(column)]
        some = known.size > 0
        skewness, kurtosis = shape_of(column) if known.size > 3 else (float("nan"), float("nan"))
        yield {
            "node": code,
            "parent": result.framework[code].parent,
            "observed": known.size,
            "missing_share": 1 - known.size / len(column),
            "zero_share": float(np.mean(known == 0)) if some else None,
            "minimum": float(known.min()) if some else None,
            "median": float(np.median(known)) if some else None,
            "mean": float(known.mean()) if some else None,
            "maximum": float(known.max()) if some else None,
            "sd": float(known.std(ddof=1)) if known.size > 1 else None,
            "skewness": skewness,
            "kurtosis": kurtosis,
        }


def _scale(group: Group, name: str = "") -> Row:
    found, components, parallel = group.reliability, group.components, group.parallel
    return {
        "node": name or group.parent,
        "children": len(group.codes),
        "varying": len(group.varying),
        "units": found.n,
        "alpha": found.alpha,
        "alpha_standardised": found.standardised,
        "omega": found.omega,
        "mean_correlation": found.mean_correlation,
        "adequacy": group.adequacy,
        "bartlett": group.bartlett,
        "bartlett_p": group.bartlett_p,
        "eigenvalues_above_one": None if components is None else components.above_one,
        "components_kept": None if parallel is None else parallel.kept,
        "first_component_share": None if components is None else float(components.explained[0]),
    }


def _items(group: Group) -> Iterator[Row]:
    place = {code: j for j, code in enumerate(group.varying)}
    best = group.optimised
    for j, code in enumerate(group.codes):
        at = place.get(code)
        yield {
            "node": code,
            "parent": group.parent,
            "item_rest": None if at is None else group.reliability.item_rest[at],
            "alpha_without": None if at is None else group.reliability.alpha_without[at],
            "adequacy": None if at is None else group.adequacy_of[at],
            "explained_by_siblings": group.explained[j],
            "weight": group.importance.nominal[j],
            "correlation": group.importance.correlation[j],
            "importance_by_correlation": group.importance.by_correlation[j],
            "importance_by_variance": group.importance.by_variance[j],
            "explained_alone": group.importance.explained[j],
            "optimised_weight": None if best is None else best.weights[j],
            "optimised_importance": None if best is None else best.reached[j],
        }


def _components(group: Group, name: str = "") -> Iterator[Row]:
    if group.components is None or group.parallel is None:
        return
    for c, value in enumerate(group.components.eigenvalues):
        yield {
            "node": name or group.parent,
            "component": c + 1,
            "eigenvalue": value,
            "share": group.components.explained[c],
            "noise_mean": group.parallel.noise_mean[c],
            "noise_high": group.parallel.noise_high[c],
            "kept": int(c < group.parallel.kept),
        }


def _loadings(group: Group, name: str = "") -> Iterator[Row]:
    """Give the loadings of the components that are kept, and of the first in any case."""
    if group.components is None or group.parallel is None:
        return
    loadings = group.components.loadings
    for c in range(max(1, group.parallel.kept)):
        for j, child in enumerate(group.varying):
            yield {"node": name or group.parent, "child": child, "component": c + 1, "loading": loadings[j, c]}


def _factor_models(audit: Assessment) -> Iterator[Row]:
    for test in audit.factors:
        fit = test.model.fit
        yield {
            "tier": test.tier,
            "factors": len(test.parents),
            "columns": len(test.codes),
            "status": test.model.status,
            "units": test.model.n,
            **{name: None if fit is None else getattr(fit, name) for name in HEADINGS["factor_models"][5:]},
        }


def _factor_loadings(audit: Assessment) -> Iterator[Row]:
    parent_of = audit.result.framework
    for test in audit.factors:
        if test.model.known:
            one = test.parents[0] if len(test.parents) == 1 else None
            for j, code in enumerate(test.codes):
                yield {
                    "tier": test.tier,
                    "factors": len(test.parents),
                    "factor": one or parent_of[code].parent,
                    "node": code,
                    "loading": test.model.loadings[j],
                    "standard_error": test.model.loading_errors[j],
                    "unique": test.model.unique[j],
                }


def _factor_correlations(audit: Assessment) -> Iterator[Row]:
    for test in audit.factors:
        if test.model.known:
            for i in range(len(test.parents)):
                for j in range(i):
                    yield {
                        "tier": test.tier,
                        "factors": len(test.parents),
                        "a": test.parents[j],
                        "b": test.parents[i],
                        "correlation": test.model.factor_correlations[i, j],
                    }


def _index_weights(audit: Assessment) -> Iterator[Row]:
    found = audit.index_importance
    for j, code in enumerate(audit.result.framework.indicators):
        yield {
            "node": code,
            "weight": found.nominal[j],
            "correlation": found.correlation[j],
            "importance_by_correlation": found.by_correlation[j],
            "importance_by_variance": found.by_variance[j],
            "explained_alone": found.explained[j],
        }


def _removals(audit: Assessment) -> Iterator[Row]:
    for each in audit.removals:
        yield {
            "node": each.code,
            "tier": audit.result.framework.tiers[each.code],
            "mean_rank_shift": each.mean_shift,
            "largest_rank_shift": each.largest_shift,
            "largest_unit": each.largest_unit,
            "spearman": each.spearman,
            "recategorised": each.recategorised,
            "lost": each.lost,
        }


def _classes(audit: Assessment) -> Iterator[Row]:
    for code, found in audit.classes.items():
        for label, count in found.counts.items():
            yield _class_row("", code, label, count, found.counts)


def published_classes(edition: "Edition | None", level: str | None) -> Iterator[Row]:
    """Give the categories of all published editions of a level, to set beside those that were computed."""
    from ikp.editions.published import editions, facts

    if edition is None or level is None:
        return
    for code in editions():
        about = facts(code, level)
        counts = {label: about.counts[label] for label in ("rendah", "sedang", "tinggi") if label in about.counts}
        # Only where the counts cover every unit: a list of the highest says nothing of the rest.
        if about.units and sum(counts.values()) == about.units:
            for label in ("rendah", "sedang", "tinggi"):
                full = {each: counts.get(each, 0) for each in ("rendah", "sedang", "tinggi")}
                yield _class_row(code, "", label, full[label], full)


def _class_row(edition: str, node: str, label: str, count: int, counts: Mapping[str, int]) -> Row:
    found = classes(counts)
    return {
        "edition": edition,
        "node": node,
        "category": label,
        "count": count,
        "share": count / found.units if found.units else None,
        "largest_share": found.largest_share,
        "effective": found.effective,
        "told_apart": found.told_apart,
    }
