"""A made-up world of reports with known truth (*SINTETIS*): what an alarm, a nowcast or a scan is tried on.

Districts in provinces file reports of several kinds, week by week. The mean of a week is

    rate of district and kind × stage of the election × supervisors at work, relative to the usual

and a part of it comes from what happened last week in the district itself and among its
neighbours (Held, Höhle & Hofmann 2005, *Statistical Modelling* 5, 187–199). A gamma factor
common to all kinds of a week and district makes the counts over-dispersed (negative binomial);
in some weeks an office is silent (zero inflation). Planted outbreaks come on top and do not
spread any further, so that the truth stays known. Their size is told in standard deviations
of the quiet count, as in Noufaily et al. (2013, *Statistics in Medicine* 32, 1206–1222).

What is calibrated, and on what: see `ikp.testing.setting`. All else is assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from ikp.foresight.streams import CountSeries, Effort, Reports, monday
from ikp.testing.setting import LENGTH, WorldSetting

__all__ = ["Outbreak", "World", "make_world"]

Matrix = NDArray[np.float64]
_WEEK = np.timedelta64(7, "D")
#: The spread of the logarithm of the weeks that a case waits for after the start (Noufaily et al. 2013).
_LOG_SD = 0.5
#: Hundreds of kilometres between provinces, tens between the districts of one (assumed).
_COUNTRY, _PROVINCE = 1500.0, 60.0


@dataclass(frozen=True, slots=True)
class Outbreak:
    """A planted outbreak: the truth that an alarm should find.

    Attributes
    ----------
    kind : str
    units : tuple of str
        The first is its centre.
    series : tuple of int
        Their columns in the series.
    start, stop : int
        Places of the first week with a case, and of the one after the last.
    size : float
        Expected cases of each district, in standard deviations of its quiet count at the start.
    cases : int
        How many there are.
    """

    kind: str
    units: tuple[str, ...]
    series: tuple[int, ...]
    start: int
    stop: int
    size: float
    cases: int


@dataclass(frozen=True, eq=False)
class World:
    """A made-up world, and all of its truth. Series stand by unit, then kind, as `weekly` makes them.

    Attributes
    ----------
    setting : WorldSetting
    units : tuple of str, length u
    provinces : tuple of str, length u
        Of each unit.
    places : array, shape (u, 2)
        Kilometres on a made-up plane.
    neighbours : sparse array, shape (u, u)
        1 where two units are neighbours.
    counts : array, shape (t, s)
        All reports of each week, planted ones too, as known when every delay has passed.
    expected : array, shape (t, s)
        The quiet mean, given last week's counts; of a week in which the office is not silent.
    planted : array, shape (t, s)
        Cases of outbreaks, part of `counts`.
    silent : array of bool, shape (t, u)
        Weeks in which an office filed nothing of its own.
    starts : array of datetime64[D], shape (t,)
    stage : tuple of str, length t
    effort : Effort
    outbreaks : tuple of Outbreak
    reports : Reports
        The same counts row by row, with the days of event, entry and decision.
    """

    setting: WorldSetting
    units: tuple[str, ...]
    provinces: tuple[str, ...]
    places: Matrix
    neighbours: csr_array
    counts: Matrix
    expected: Matrix
    planted: Matrix
    silent: NDArray[np.bool_]
    starts: NDArray[np.datetime64]
    stage: tuple[str, ...]
    effort: Effort
    outbreaks: tuple[Outbreak, ...]
    reports: Reports

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @property
    def groups(self) -> tuple[str, ...]:
        """The province of each series."""
        return tuple(province for province in self.provinces for _ in self.setting.kinds)

    def series(self) -> CountSeries:
        """Give the weekly counts by day of event, when every delay has passed."""
        kinds = tuple(self.setting.kinds)
        return CountSeries(
            self.counts,
            self.starts,
            tuple(unit for unit in self.units for _ in kinds),
            kinds * len(self.units),
            effort=np.repeat(self.effort.supervisors, len(kinds), axis=1),
            stage=self.stage,
            names=self.reports.names,
            synthetic=True,
        )

    def known(self, until: np.datetime64) -> Reports:
        """Give the reports entered by a day, with the decisions made by then."""
        rows = self.reports.entry <= until
        decided = self.reports.verified[rows]
        return Reports(
            self.units,
            self.reports.unit_index[rows],
            self.reports.kinds,
            self.reports.kind_index[rows],
            event=self.reports.event[rows],
            entry=self.reports.entry[rows],
            verified=np.where(decided <= until, decided, np.datetime64("NaT")),
            names=self.reports.names,
            origin=self.reports.origin,
            synthetic=True,
        )


def make_world(
    rng: np.random.Generator, setting: WorldSetting | None = None, *, units: Mapping[str, str] | None = None
) -> World:
    """Make up a world.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same world.
    setting : WorldSetting, optional
    units : mapping, optional
        Code to name of the units, in the place of made-up ones; what stands before the first point of a
        code is the province. Their number overrides that of the setting.

    Returns
    -------
    World
        Labelled *SINTETIS* wherever it goes.
    """
    setting = setting or WorldSetting()
    codes, names = _codes(setting, units)
    provinces = tuple(code.split(".")[0] for code in codes)
    province = np.unique(provinces, return_inverse=True)[1]
    of_place, of_count, of_outbreak, of_report = rng.spawn(4)
    places, neighbours = _places(of_place, setting, province)
    stages = _calendar(setting)
    effort = _effort(of_place, setting, len(codes), stages)
    mean = _means(of_place, setting, province, stages, effort)
    quiet, expected, silent = _counts(of_count, setting, mean, neighbours)
    planted, outbreaks = _outbreaks(of_outbreak, setting, codes, places, expected)
    counts = quiet + planted
    starts = monday(np.datetime64(setting.start)) + _WEEK * np.arange(setting.weeks)
    return World(
        setting,
        codes,
        provinces,
        places,
        neighbours,
        counts,
        expected,
        planted,
        silent,
        starts,
        tuple(setting.stages[k].code for k in stages),
        Effort(codes, starts, effort),
        outbreaks,
        _reports(of_report, setting, counts, starts, (codes, names)),
    )


def _codes(setting: WorldSetting, units: Mapping[str, str] | None) -> tuple[tuple[str, ...], dict[str, str]]:
    if units is not None:
        return tuple(units), dict(units)
    of = np.arange(setting.districts) * setting.provinces // setting.districts
    place = np.arange(setting.districts) - np.searchsorted(of, of)
    codes = tuple(f"S{p + 1:02d}.{k + 1:02d}" for p, k in zip(of, place, strict=True))
    return codes, {code: f"Daerah SINTETIS {code}" for code in codes}


def _calendar(setting: WorldSetting) -> NDArray[np.intp]:
    """Give the place of each week's stage, shape (t,)."""
    cycle = np.repeat(np.arange(len(setting.stages)), [each.weeks for each in setting.stages])
    return np.asarray(np.resize(cycle, setting.weeks), dtype=np.intp)


def _places(rng: np.random.Generator, setting: WorldSetting, province: NDArray[np.intp]) -> tuple[Matrix, csr_array]:
    capitals = rng.uniform(0, _COUNTRY, (province.max() + 1, 2))
    places = capitals[province] + rng.normal(0, _PROVINCE, (province.size, 2))
    near = min(setting.neighbours, province.size - 1)
    # The nearest of all is the place itself.
    found = np.asarray(KDTree(places).query(places, near + 1)[1]).reshape(province.size, near + 1)[:, 1:]
    rows = np.repeat(np.arange(province.size), near)
    one_way = csr_array((np.ones(rows.size), (rows, found.ravel())), shape=(province.size,) * 2)
    return places, csr_array(one_way.maximum(one_way.T))


def _effort(rng: np.random.Generator, setting: WorldSetting, units: int, stages: NDArray[np.intp]) -> Matrix:
    """Give the supervisors, shape (t, u): by stage, a little up and down, and twice as many in some spells."""
    of_stage = np.array([each.supervisors for each in setting.stages])[stages]
    usual = setting.supervisors * rng.gamma(4, 1 / 4, units)
    weeks = np.arange(setting.weeks)[:, None]
    start = rng.integers(0, setting.weeks, units)
    boosted = (rng.random(units) < setting.boosts) & (weeks >= start) & (weeks < start + 8)
    jitter = rng.lognormal(0, 0.1, (setting.weeks, units))
    return np.asarray(np.maximum(np.rint(of_stage[:, None] * usual * jitter * (1 + boosted)), 1))


def _means(
    rng: np.random.Generator,
    setting: WorldSetting,
    province: NDArray[np.intp],
    stages: NDArray[np.intp],
    effort: Matrix,
) -> Matrix:
    """Give the mean of each week, shape (t, u, k), before last week's counts have their part."""
    own = rng.gamma(setting.between_provinces, size=province.max() + 1)[province]
    own = own * rng.gamma(setting.between_districts, size=province.size)
    shares = np.array(list(setting.kinds.values()))
    rate = setting.weekly * np.outer(own / own.sum(), shares / shares.sum())
    level = np.array([each.reports for each in setting.stages])[stages] / setting.stages[0].reports
    usual = np.array([each.supervisors for each in setting.stages])[stages][:, None]
    relative = effort / usual
    relative /= np.median(relative, axis=0)
    return np.asarray((level[:, None] * relative)[..., None] * rate)


def _counts(
    rng: np.random.Generator, setting: WorldSetting, mean: Matrix, neighbours: csr_array
) -> tuple[Matrix, Matrix, NDArray[np.bool_]]:
    """Draw week after week; give counts and their means, shape (t, s), and who was silent, shape (t, u)."""
    weeks, units, kinds = mean.shape
    silent = rng.random((weeks, units)) < setting.silent
    shape = setting.dispersion
    factor = np.ones((weeks, units)) if np.isinf(shape) else rng.gamma(shape, 1 / shape, (weeks, units))
    # Each district hands its part on in equal shares, so that the country's total keeps its level.
    degree = np.asarray(neighbours.sum(axis=1)).ravel()
    passed_on = csr_array(neighbours.multiply(setting.near / np.maximum(degree, 1)[None, :]))
    lasting = setting.own + setting.near * (degree.max(initial=0) > 0)
    counts, expected = np.empty((2, weeks, units, kinds))
    last = mean[0]
    # Silent weeks and what does not spread from them would lower the total; the others make up for it.
    raised = (1 / (1 - setting.silent) - lasting) * mean
    for week in range(weeks):
        expected[week] = raised[week] + setting.own * last + passed_on @ last
        drawn = rng.poisson(expected[week] * factor[week][:, None])
        counts[week] = np.where(silent[week][:, None], 0, drawn)
        last = counts[week]
    return counts.reshape(weeks, -1), expected.reshape(weeks, -1), silent


def _outbreaks(
    rng: np.random.Generator, setting: WorldSetting, codes: tuple[str, ...], places: Matrix, expected: Matrix
) -> tuple[Matrix, tuple[Outbreak, ...]]:
    """Plant the outbreaks, each centred on another series; every district in it has at least one case."""
    planted = np.zeros(expected.shape)
    if not setting.outbreaks:
        return planted, ()
    kinds = tuple(setting.kinds)
    centres = rng.choice(len(codes) * len(kinds), setting.outbreaks, replace=False)
    starts = rng.integers(setting.quiet, setting.weeks - LENGTH + 1, setting.outbreaks)
    reach = min(setting.reach, len(codes))
    found = KDTree(places).query(places[centres // len(kinds), :], reach)[1]
    nearest = np.asarray(found, dtype=np.intp).reshape(-1, reach)
    outbreaks = []
    for place, (centre, start) in enumerate(zip(centres, starts, strict=True)):
        size = setting.sizes[place % len(setting.sizes)]
        columns = nearest[place] * len(kinds) + centre % len(kinds)
        mean = expected[start, columns]
        cases = np.maximum(rng.poisson(size * np.sqrt(mean + mean**2 / setting.dispersion)), 1)
        column = np.repeat(columns, cases)
        late = np.minimum(rng.lognormal(0, _LOG_SD, column.size).astype(np.intp), LENGTH - 1)
        # The first case opens the outbreak; with few cases the shortest wait may be a week.
        week = start + late - late.min()
        np.add.at(planted, (week, column), 1)
        own = tuple(codes[each] for each in nearest[place])
        outbreaks.append(
            Outbreak(
                kinds[centre % len(kinds)],
                own,
                tuple(int(each) for each in columns),
                int(start),
                int(week.max()) + 1,
                size,
                int(cases.sum()),
            )
        )
    return planted, tuple(outbreaks)


def _reports(
    rng: np.random.Generator,
    setting: WorldSetting,
    counts: Matrix,
    starts: NDArray[np.datetime64],
    units: tuple[tuple[str, ...], dict[str, str]],
) -> Reports:
    """Turn counts into rows: a day of the week, and geometric delays that change over time and by district."""
    codes, names = units
    kinds = tuple(setting.kinds)
    slowness = rng.gamma(4, 1 / 4, len(codes))
    number = counts.astype(np.int64).ravel()
    week, series = np.divmod(np.repeat(np.arange(number.size), number), len(codes) * len(kinds))
    unit, kind = np.divmod(series, len(kinds))
    event = starts[week] + rng.integers(0, 7, week.size).astype("timedelta64[D]")
    progress = week / max(len(starts) - 1, 1)
    mean = (setting.delay + (setting.delay_last - setting.delay) * progress) * slowness[unit]
    entry = event + (rng.geometric(1 / (1 + mean)) - 1).astype("timedelta64[D]")
    decision = rng.geometric(1 / (1 + np.full(week.size, setting.verification))) - 1
    return Reports(
        codes,
        unit,
        kinds,
        kind,
        event=event,
        entry=entry,
        verified=entry + decision.astype("timedelta64[D]"),
        names=names,
        origin="SINTETIS",
        synthetic=True,
    )
