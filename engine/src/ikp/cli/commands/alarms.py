"""``ikp alarms``: where did more reports come than were to be expected?"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikp.cli.options import All, Codes, CsvFlag, Data, JsonFlag, LevelOrNone, Limit, Seed, Sheet

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.watching import Stream
    from ikp.foresight.alarms import Alarms, Selection
    from ikp.foresight.streams import CountSeries

__all__ = ["run"]

MethodName = Literal[
    "farrington-flexible",
    "farrington",
    "ears-c1",
    "ears-c2",
    "ears-c3",
    "cusum",
    "glr",
    "shrunk",
    "delayed",
]


def run(
    *,
    data: Data,
    level: LevelOrNone = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="NAME")] = None,
    by_kind: Annotated[bool, typer.Option("--by-kind")] = False,
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], metavar="DATE")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE")] = None,
    method: Annotated[MethodName, typer.Option("--method", "-m", metavar="NAME")] = "farrington-flexible",
    last: Annotated[int | None, typer.Option("--last", min=1, metavar="N")] = None,
    alpha: Annotated[float | None, typer.Option("--alpha", metavar="P")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")] = None,
    supervisors: Annotated[Path | None, typer.Option("--supervisors", metavar="FILE")] = None,
    per_supervisor: Annotated[bool, typer.Option("--per-supervisor")] = False,
    by_stage: Annotated[bool, typer.Option("--by-stage")] = False,
    calendar: Annotated[str | None, typer.Option("--calendar", metavar="ELECTION|FILE")] = None,
    longest: Annotated[int, typer.Option("--longest", min=0, metavar="N")] = 8,
    policy: Annotated[Literal["budget", "fdr"] | None, typer.Option("--policy")] = None,
    value: Annotated[float | None, typer.Option("--value", metavar="X")] = None,
    explained: Annotated[bool, typer.Option("--explain")] = False,
    seed: Seed = 0,
    codes: Codes = "auto",
    sheet: Sheet = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import say, whole
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.telling import progress
    from ikp.cli.watching import read_stream, staged
    from ikp.errors import UsageError, problem

    if (policy is None) != (value is None):
        raise UsageError(problem("cli-value", name="--policy, --value", expected="--policy budget|fdr --value X"))
    report = Report(form(as_json, as_csv), "alarms")
    with progress(say("msg.alarms.reading")) as advance:
        stream = read_stream(
            data,
            level=level,
            codes=codes,
            sheet=sheet,
            supervisors=supervisors,
            since=since.date() if since else None,
            until=until.date() if until else None,
            kind=kind,
            by_kind=by_kind,
            longest=longest if method == "delayed" else None,
            progress=advance,
        )
    if calendar is not None:
        stream, by_stage = staged(stream, calendar), True
    given = _settings(settings or [], method, alpha)
    effort = per_supervisor or supervisors is not None
    with progress(say("msg.alarms.working", series=whole(len(stream.series.units)))):
        alarms = _alarms(
            stream, method, given, last=last, effort=effort, by_stage=by_stage or calendar is not None, seed=seed
        )
    report.document |= {"level": level, "kind": kind}
    chosen = [] if policy is None else _chosen(alarms, policy, float(value or 0))
    show(report, alarms, stream.series, chosen, limit or (None if all_rows else LIMIT), explained=explained)
    report.close()


def _settings(told: list[str], method: str, alpha: float | None) -> dict[str, Any]:
    """Read NAME=VALUE, and refuse what the method does not know."""
    from ikp.errors import UsageError, problem

    found: dict[str, Any] = {} if alpha is None else {"alpha": alpha}
    for text in told:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise UsageError(problem("cli-value", name="--set", expected="NAME=VALUE"))
        found[name.strip().replace("-", "_")] = _value(value.strip())
    known = _known(method)
    for name in found:
        if name not in known:
            raise UsageError(problem("alarms-level", name="--set", value=name, range=", ".join(sorted(known))))
    return found


def _value(text: str) -> Any:
    """Give a word its meaning: yes or no, a number, numbers, or itself."""
    words = {"true": True, "yes": True, "ya": True, "false": False, "no": False, "tidak": False}
    if text.casefold() in words:
        return words[text.casefold()]
    for read in (int, float, lambda parts: tuple(int(part) for part in parts.split(","))):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _known(method: str) -> set[str]:
    """Give the names of what a method can be asked beyond what has an option of its own."""
    from inspect import signature

    from ikp.foresight.alarms import cusum_report, delayed_report, ears_report, glr_report, shrunk_report
    from ikp.foresight.alarms.delayed import DELAYED_SETTINGS
    from ikp.foresight.alarms.farrington_settings import FarringtonSettings

    own = {"series", "last", "effort", "stage", "method", "groups", "variant", "triangle", "rng", "changes"}
    if method.startswith("farrington"):
        return {*FarringtonSettings.__dataclass_fields__, "form"}
    if method == "delayed":
        return ({*signature(delayed_report).parameters} - own) | set(DELAYED_SETTINGS)
    asked: Any = {"cusum": cusum_report, "glr": glr_report, "shrunk": shrunk_report}.get(method, ears_report)
    return {*signature(asked).parameters} - own


def _alarms(
    stream: "Stream", method: str, given: dict[str, Any], *, last: int | None, effort: bool, by_stage: bool, seed: int
) -> "Alarms":
    """Ask the method."""
    import numpy as np

    from ikp.errors import UsageError, problem
    from ikp.foresight import alarms as of

    series = stream.series
    if by_stage and series.stage is None:
        raise UsageError(problem("alarms-stage"))
    stage = series.stage if by_stage else None
    if method == "delayed":
        rng: dict[str, Any] = {"rng": np.random.default_rng(seed)} if given.get("form") == "reference" else {}
        assert stream.triangle is not None  # noqa: S101  # it was asked for
        people = series.effort if effort else None
        return of.delayed_report(stream.triangle, last=last, effort=people, stage=stage, **rng, **given)
    last = last or 1
    if method.startswith("farrington"):
        variant: Any = "flexible" if method == "farrington-flexible" else "classic"
        return of.farrington_report(series, variant, last=last, effort=effort, stage=stage, **given)
    if method.startswith("ears"):
        if by_stage:
            raise UsageError(problem("alarms-no-stage", method=method))
        return of.ears_report(series, method[-2:].upper(), last=last, effort=effort, **given)  # type: ignore[arg-type]
    asked: dict[str, Any] = {"last": last, "effort": effort, "stage": by_stage, **given}
    if method == "shrunk":
        return of.shrunk_report(series, groups=stream.groups, **asked)
    return (of.cusum_report if method == "cusum" else of.glr_report)(series, **asked)


def _chosen(alarms: "Alarms", policy: Any, value: float) -> list["Selection"]:
    """Choose the alarms of every watched week."""
    from ikp.foresight.alarms import choose

    return [choose(alarms, policy=policy, value=value, week=week) for week in alarms.monitored]


def show(
    report: "Report",
    alarms: "Alarms",
    series: "CountSeries",
    chosen: list["Selection"],
    limit: int | None,
    *,
    explained: bool = False,
) -> None:
    """Show alarms: for the eye those that there are, for machines every series of every watched week."""
    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import Column

    rows = _rows(alarms, series, chosen)
    told = sorted((row for row in rows if row["told"]), key=_urgency)
    first, latest = (str(alarms.starts[place]) for place in (alarms.monitored[0], alarms.monitored[-1]))
    report.document |= {
        "method": alarms.method,
        "parameters": dict(alarms.parameters),
        "weeks": [first, latest],
        "synthetic": alarms.synthetic,
        "policy": [_policy(each, str(alarms.starts[each.week])) for each in chosen],
        "alarms": len(told),
        "unsaid": _unsaid(rows),
    }
    label = "SINTETIS – " if alarms.synthetic else ""
    report.title(label + say("msg.alarms.title", first=first, last=latest))
    size, method = whole(len(series.units)), say(f"alarms.{alarms.method}")
    report.line(say("msg.alarms.looked", method=method, series=size, weeks=whole(len(alarms.starts))))
    for each in chosen[-1:]:
        report.line(say(f"msg.alarms.{each.policy}", value=number(each.value), tested=whole(each.tested)))
        report.line(say("msg.alarms.false", expected=number(each.expected_false)))
    report.line()
    kinds = [Column("kind", fold=True, head="nowcast_kind")] if len(set(alarms.kinds)) > 1 else []
    report.table(
        "rows",
        [{**row, "where": row["name"] or row["unit"]} for row in told],
        [
            Column("where", fold=True, head="unit"),
            *kinds,
            Column("week", head="nowcast_week"),
            Column("observed", "whole", head="alarms_observed"),
            Column("expected", "number", digits=1, head="alarms_expected"),
            Column("upper", "number", digits=1, head="alarms_upper"),
            Column("p_value", "number", digits=5, drop=1, head="alarms_p"),
        ],
        main=True,
        machine=rows,
        limit=limit,
    )
    if not told:
        report.line(say("msg.alarms.none"))
    for reason, count in report.document["unsaid"].items():
        report.line(say("msg.alarms.unsaid", count=whole(count), why=say(f"alarms.reason.{reason}")), "dim")
    if explained:
        _explain(report, alarms, series, told[:limit])
    report.line(say("msg.alarms.reading-it"), "dim")


def _rows(alarms: "Alarms", series: "CountSeries", chosen: list["Selection"]) -> list[dict[str, Any]]:
    """Give a row for every watched week and series; `told` is what the policy lets through, else every alarm."""
    from ikp.foresight.alarms import REASONS

    flags = {each.week: each.flags for each in chosen}
    numbers = ("observed", "expected", "lower", "upper", "score", "p_value")
    return [
        {
            "unit": unit,
            "name": series.names.get(unit, ""),
            "kind": kind,
            "week": str(alarms.starts[week]),
            **{name: _finite(float(getattr(alarms, name)[week, at])) for name in numbers},
            "alarm": bool(alarms.alarm[week, at]),
            "told": bool((flags[week] if flags else alarms.alarm[week])[at]),
            "reason": REASONS[int(alarms.reason[week, at])],
        }
        for week in alarms.monitored
        for at, (unit, kind) in enumerate(zip(alarms.units, alarms.kinds, strict=True))
    ]


def _urgency(row: dict[str, Any]) -> tuple[float, float]:
    """Put the latest and least likely first."""
    p = row["p_value"]
    times = (row["observed"] or 0.0) / max(row["expected"] or 0.0, 1e-9)
    return (1.0 if p is None else p, -times)


def _finite(value: float) -> float | None:
    """Give a number fit for JSON: nothing where it is missing or has no end."""
    return value if abs(value) < float("inf") else None


def _policy(each: "Selection", week: str) -> dict[str, Any]:
    return {
        "week": week,
        "policy": each.policy,
        "value": each.value,
        "threshold": each.threshold,
        "tested": each.tested,
        "told": int(each.flags.sum()),
        "expected_false": each.expected_false,
    }


def _unsaid(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Count the weeks and series of which nothing is said, by reason."""
    from collections import Counter

    return dict(Counter(row["reason"] for row in rows if row["reason"]).most_common())


def _explain(report: "Report", alarms: "Alarms", series: "CountSeries", told: list[dict[str, Any]]) -> None:
    """Say of each alarm why there is one."""
    from ikp.cli.language import lang
    from ikp.foresight.alarms import explain

    place = {str(start): at for at, start in enumerate(alarms.starts)}
    found = []
    for row in told:
        text = explain(alarms, (row["unit"], row["kind"]), week=place[row["week"]], counts=series).text(lang())
        found.append({"unit": row["unit"], "kind": row["kind"], "week": row["week"], "text": text})
    report.document["explanations"] = found
    report.bullets([each["text"] for each in found])
    report.line()
