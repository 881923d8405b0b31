"""``ikp effect``: what changed where a programme began, and can it be told?"""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikp.cli.options import Codes, CsvFlag, Data, JsonFlag, LevelOrNone, Seed

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.io.panel import PanelFile
    from ikp.planning.effect import Assessment, Effect

__all__ = ["run"]


def run(
    *,
    data: Data,
    level: LevelOrNone = None,
    comparison: Annotated[Literal["never", "not-yet"], typer.Option("--comparison", metavar="WHOM")] = "not-yet",
    confidence: Annotated[float, typer.Option("--confidence", min=0.5, max=0.999, metavar="P")] = 0.9,
    draws: Annotated[int, typer.Option("--draws", min=19, metavar="N")] = 999,
    method_changed: Annotated[bool, typer.Option("--method-changed")] = False,
    seed: Seed = 0,
    codes: Codes = "auto",
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    import numpy as np

    from ikp.cli.output import Report
    from ikp.cli.output import form as form_of
    from ikp.editions.registry import registry
    from ikp.io.panel import read_panel
    from ikp.planning.effect import assess

    report = Report(form_of(as_json, as_csv), "effect")
    read = read_panel(data, registry() if level else None, level, codes)
    found = assess(
        read.panel,
        np.random.default_rng(seed),
        comparison=comparison,
        level=confidence,
        draws=draws,
        method_changed=method_changed or len(read.methods) > 1,
    )
    report.document |= {"level": level, "seed": seed, "draws": draws, "synthetic": read.synthetic}
    show(report, found, read)
    report.close()


def show(report: "Report", found: "Assessment", read: "PanelFile") -> None:
    """Show the verdict first, then what it rests on."""
    from ikp.cli.language import lang, number, say, whole
    from ikp.cli.tables import Column

    panel, verdict = found.panel, found.verdict
    label = "SINTETIS – " if read.synthetic else ""
    report.document |= {
        "verdict": {"said": verdict.said, "reason": verdict.reason},
        "sentence": verdict.sentence(lang()),
        "units": len(panel.units),
        "periods": list(panel.periods),
        "left_out": list(read.left_out),
        "methods": list(read.methods),
        "began": found.began,
        "never": found.never,
        "always": found.always,
        "confidence": found.level,
        "comparison": found.comparison,
        "effect": _effect(found.effect),
        "ahead": None if found.study is None else found.study.ahead,
        "earlier": _effect(found.earlier),
        "placebo_p": None if found.placebo is None else found.placebo.p,
        "higher_before": found.higher,
        "synthetic_control": _twin(found),
    }
    report.title(label + say("msg.effect.title"))
    report.line(verdict.sentence(lang()), "bold")
    report.line()
    periods = whole(len(panel.periods))
    report.line(say("msg.effect.looked", units=whole(len(panel.units)), periods=periods, began=whole(found.began)))
    if read.left_out:
        report.line(say("msg.effect.left-out", count=whole(len(read.left_out))), "dim")
    if found.always:
        report.line(say("msg.effect.always", count=whole(found.always)), "dim")
    if found.effect is not None:
        report.fact(say("msg.effect.effect"), _written(found.effect))
    if found.earlier is not None:
        report.fact(say("msg.effect.earlier"), _written(found.earlier))
    if found.study is not None:
        report.fact(say("msg.effect.ahead"), number(found.study.ahead, 3))
    if found.placebo is not None:
        report.fact(say("msg.effect.placebo"), number(found.placebo.p, 3))
    if found.synthetic is not None:
        twin = found.synthetic
        told = say("msg.effect.twin-found", effect=number(twin.effect, sign=True), p=number(twin.p, 3))
        report.fact(say("msg.effect.twin"), told)
    report.line()
    steps = () if found.study is None else zip(found.study.since, found.study.effects, strict=True)
    rows = [{"since": since, **(_effect(effect) or {})} for since, effect in steps]
    report.table(
        "course",
        [{**row, "since": say("msg.effect.since", since=number(row["since"], 0, sign=True))} for row in rows],
        [
            Column("since", head="effect_since", right=True),
            Column("value", "number", head="effect_value"),
            Column("low", "number", head="effect_low"),
            Column("high", "number", head="effect_high"),
            Column("p", "number", digits=3, drop=1, head="effect_p"),
        ],
        main=True,
        machine=rows,
    )
    if abs(found.higher) >= 1:
        report.line(say("msg.effect.chosen", higher=number(found.higher, 1, sign=True)))
    report.line(say("msg.effect.reading"), "dim")


def _effect(effect: "Effect | None") -> dict[str, Any] | None:
    if effect is None:
        return None
    return {name: getattr(effect, name) for name in ("value", "error", "low", "high", "p", "degrees")}


def _written(effect: "Effect") -> str:
    """Write an estimate with its interval, or without one where there is none."""
    from math import isnan

    from ikp.cli.language import number, say

    if isnan(effect.error):
        return say("msg.effect.no-interval", value=number(effect.value, sign=True))
    low, high = number(effect.low, sign=True), number(effect.high, sign=True)
    return say("msg.effect.interval", value=number(effect.value, sign=True), low=low, high=high)


def _twin(found: "Assessment") -> dict[str, Any] | None:
    twin = found.synthetic
    if twin is None:
        return None
    weights = {donor: float(weight) for donor, weight in zip(twin.donors, twin.weights, strict=True) if weight > 1e-6}
    return {
        "unit": twin.unit,
        "effect": twin.effect,
        "p": twin.p,
        "before": twin.before,
        "ratio": twin.ratio if twin.ratio < float("inf") else None,
        "weights": weights,
    }
