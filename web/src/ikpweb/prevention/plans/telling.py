"""What a page says of a plan and of its items: reasons with names, and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ikpweb.prevention.actions import Action
from ikpweb.prevention.engine import Indicator, known, stage_list
from ikpweb.prevention.plans.asking import Asked
from ikpweb.prevention.plans.models import Plan, PlanItem
from ikpweb.watch.models import Kind

__all__ = ["Reason", "Row", "difference", "explained", "gap_said", "points_said", "rows_of", "rupiah"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A driver that speaks for an item, with its stage and its alarms."""

    indicator: Indicator
    brings: float
    goes: float
    factor: float
    stage: Mapping[Any, str] | None
    days: int | None
    alarms: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """An item with its action and the reasons for it, the weightiest first."""

    item: PlanItem
    action: Action | None
    reasons: Sequence[Reason]

    @property
    def title(self) -> str:
        """What it is called in the page's language; its id where the library has it no more."""
        if self.action is None:
            return self.item.action
        return self.action.title["en" if get_language() == "en" else "id"]

    @property
    def first(self) -> Reason | None:
        return self.reasons[0] if self.reasons else None

    @property
    def soonest(self) -> Reason | None:
        """The reason whose stage is nearest."""
        staged = [each for each in self.reasons if each.days is not None]
        return min(staged, key=lambda each: each.days or 0, default=None)

    @property
    def alarms(self) -> list[tuple[int, str]]:
        """Every alarm that speaks for it, once."""
        return list(dict.fromkeys(alarm for each in self.reasons for alarm in each.alarms))


def rows_of(items: Sequence[PlanItem], plan: Plan, actions: Mapping[str, Action]) -> list[Row]:
    """Give items with what is said of them."""
    names = {stage.code: stage.names for stage in stage_list()}
    alarms = {each["key"]: str(Kind(each["kind"]).label) for each in plan.result.inputs["alarms"]}
    own = known()
    rows = []
    for item in items:
        reasons = [
            Reason(
                own[each["indicator"]],
                each["brings"],
                each["goes"],
                each["factor"],
                names.get(each["stage"] or ""),
                each["days"],
                tuple((key, alarms.get(key, "")) for key in each["alarms"]),
            )
            for each in item.why.get("drivers", [])
            if each["indicator"] in own
        ]
        rows.append(Row(item, actions.get(item.action), reasons))
    return rows


def rupiah(value: float) -> str:
    """Write an amount of money."""
    digits = f"{round(value):,}"
    return f"Rp{digits if get_language() == 'en' else digits.replace(',', '.')}"


def points_said(value: float) -> str:
    """Write points in the page's language."""
    return number_format(round(value, 2), 2).replace("-", "−")


def difference(found: Mapping[str, Any]) -> str:
    """Say in a sentence what planning adds to taking the largest risk first."""
    best, plain = found["levels"][0], found["plain_levels"][0]
    more = best["counted"] - plain["counted"]
    told = {
        "points": points_said(best["points"]),
        "plain": points_said(plain["points"]),
        "cost": rupiah(best["cost"]),
        "plain_cost": rupiah(plain["cost"]),
        "share": f"{100 * more / plain['counted']:.0f}" if plain["counted"] > 0 else "",
    }
    if more <= 1e-9 * max(1.0, best["counted"]):
        return _(
            "Kedua rencana sama baiknya di sini: rencana ini mengambil {points} poin dengan {cost}, "
            "risiko terbesar dahulu {plain} poin dengan {plain_cost}."
        ).format(**told)
    if not told["share"]:
        return _(
            "Rencana ini mengambil {points} poin dengan {cost}; risiko terbesar dahulu tidak mengambil apa pun."
        ).format(**told)
    return _(
        "Rencana ini mengambil {points} poin dengan {cost}; risiko terbesar dahulu {plain} poin dengan {plain_cost}. "
        "Menurut bobot yang dipakai, rencana ini {share} persen lebih banyak."
    ).format(**told)


def gap_said(found: Mapping[str, Any]) -> str:
    """Say how far from the best the plan may be."""
    gap = found["levels"][0]["gap"]
    if gap < 5e-7:
        return _(
            "Terbukti terbaik: tidak ada rencana lain dalam anggaran dan kapasitas ini yang mengambil lebih banyak."
        )
    share = number_format(round(100 * gap, 1), 1)
    return _(
        "Dari batas yang tidak dapat dilampaui rencana mana pun, rencana ini paling banyak {share} persen di bawahnya."
    ).format(share=share)


def explained(plan: Plan) -> list[str]:
    """Say why nothing, or less than the means allow, was proposed."""
    found, asked, out = plan.result.found, Asked.from_dict(plan.asked), plan.result.inputs["left_out"]
    said = []
    if not found["candidates"]:
        said.append(_("Tidak ada tindakan yang tersisa untuk diusulkan dengan pilihan ini."))
    elif not found["chosen"]:
        if found["cheapest"] > asked.budget:
            said.append(
                _("Anggaran {budget} tidak cukup untuk satu pun tindakan: yang termurah {cheapest}.").format(
                    budget=rupiah(asked.budget), cheapest=rupiah(found["cheapest"])
                )
            )
        if found["least_effort"] > asked.capacity:
            said.append(
                _("Kapasitas {days} hari orang tidak cukup: tindakan teringan memerlukan {least}.").format(
                    days=f"{asked.capacity:g}", least=f"{found['least_effort']:g}"
                )
            )
        if not said:
            said.append(_("Tidak ada tindakan yang muat sekaligus dalam anggaran dan kapasitas tiap kantor."))
    elif found["cheapest"] <= asked.budget - found["levels"][0]["cost"]:
        whole = len(found["chosen"]) == found["candidates"]
        said.append(
            _("Semua tindakan yang mungkin sudah diusulkan; anggarannya tidak habis.")
            if whole
            else _("Anggarannya tidak habis: yang membatasi adalah hari orang tiap kantor, atau batas pengurangan.")
        )
    reasons = {
        "over": _("tahapannya lewat"),
        "later": _("belum waktunya dalam jangka ini"),
        "form": _("bentuknya tidak dipilih"),
        "register": _("sudah ada dalam register"),
        "decided": _("ditolak atau dikeluarkan sebelumnya"),
    }
    told = [f"{out[name]} {word}" for name, word in reasons.items() if out[name]]
    if told:
        n = sum(out[name] for name in reasons)
        head = ngettext("{n} tindakan tidak diusulkan", "{n} tindakan tidak diusulkan", n).format(n=n)
        said.append(f"{head}: {'; '.join(told)}.")
    return said
