"""A method in words: its recipe step by step with the certainty of every constant, and its framework as a tree."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from ikpweb.kit.categories import word
from ikpweb.methodology.models import Method

__all__ = ["Constant", "Node", "StepTold", "common_source", "steps", "tree"]

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or choice of a step: how sure it is, where it stands."""

    name: str
    certainty: str
    source: str
    note: str


@dataclass(frozen=True)
class StepTold:
    """A step of the recipe in sentences, with its constants."""

    title: str
    sentences: Sequence[str]
    constants: Sequence[Constant]

    @property
    def assumed(self) -> bool:
        """True where something of the step is not published but assumed."""
        return any(constant.certainty == "assumed" for constant in self.constants)


@dataclass(frozen=True)
class Node:
    """A node of the framework: its weight among its siblings and in the index."""

    code: str
    name: str
    share: float
    effective: float
    certainty: str
    source: str
    note: str
    definition: str
    children: Sequence["Node"] = field(default_factory=tuple)

    @property
    def leaves(self) -> int:
        """How many indicators stand below it."""
        return sum(child.leaves for child in self.children) if self.children else 1


def tree(method: Method) -> Node:
    """Give the framework from the index down."""
    plain = method.framework
    nodes = plain["nodes"]
    language = get_language() or "id"
    below: dict[str | None, list[Plain]] = {}
    for node in nodes:
        below.setdefault(node["parent"], []).append(node)

    def grown(node: Plain, share: float, effective: float) -> Node:
        children = below.get(node["code"], [])
        whole = sum(child["weight"] for child in children)
        names = node["names"]
        definitions = plain.get("definitions", {}).get(node["code"], {})
        return Node(
            node["code"],
            names.get(language) or next(iter(names.values()), node["code"]),
            share,
            effective,
            node.get("certainty", ""),
            node.get("source", ""),
            plain.get("notes", {}).get(node["code"], ""),
            definitions.get(language) or next(iter(definitions.values()), ""),
            tuple(grown(child, child["weight"] / whole, effective * child["weight"] / whole) for child in children),
        )

    return grown(below[None][0], 1.0, 1.0)


def common_source(root: Node) -> tuple[str, str]:
    """Give the source and note that most indicators share, to be said once."""

    def leaves(node: Node) -> Iterator[Node]:
        for child in node.children:
            yield from leaves(child)
        if not node.children:
            yield node

    found = Counter((leaf.source, leaf.note) for leaf in leaves(root))
    return found.most_common(1)[0][0]


def steps(method: Method) -> Sequence[StepTold]:
    """Tell the recipe in the page's language; parameters that are not written have the engine's defaults."""
    tiers = {node["tier"]: node for node in method.framework["nodes"]}
    return [_TELLERS[step["kind"]](step, _Tiers(tiers)) for step in method.recipe["step"] if step["kind"] in _TELLERS]


class _Tiers:
    """What the tiers of a framework are called: the highest is the index."""

    def __init__(self, nodes: Mapping[int, Plain]) -> None:
        self.top = max(nodes)

    def name(self, tier: int) -> str:
        words = [gettext("indeks"), gettext("dimensi"), gettext("subdimensi"), gettext("indikator")]
        return words[min(self.top - tier, 3)]


def _evidence(step: Plain, tiers: _Tiers) -> list[Constant]:
    return [
        Constant(_parameter(path, tiers), each["certainty"], each.get("source", ""), each.get("note", ""))
        for path, each in step.get("evidence", {}).items()
    ]


def _parameter(path: str, tiers: _Tiers) -> str:
    first, _, rest = path.partition(".")
    if first == "tiers":
        return gettext("aturan {tier}").format(tier=tiers.name(int(rest.split(".")[0])))
    if first == "fitted":
        return gettext("batas {node}").format(node=rest) if rest else gettext("batas")
    words = {
        "value": gettext("nilai indikator"),
        "grades": gettext("skala tingkat kejadian"),
        "default": gettext("aturan umum"),
        "*": gettext("seluruh langkah"),
    }
    return words.get(path, path)


def _number(value: float) -> str:
    digits = 0 if value == round(value) else 3 if round(value, 2) != round(value, 3) else 2
    return number_format(round(value, digits), digits)


def _events(step: Plain, tiers: _Tiers) -> StepTold:
    low, high = step.get("grades", (1, 4))
    words = {
        "count_x_grade": gettext("Nilai indikator adalah jumlah kejadian, masing-masing dikalikan tingkatnya."),
        "count": gettext("Nilai indikator adalah banyaknya kejadian."),
        "occurrence": gettext("Nilai indikator adalah 1 bila kejadian ada, 0 bila tidak."),
        "highest_grade": gettext("Nilai indikator adalah tingkat tertinggi di antara kejadiannya."),
    }
    said = [
        words[step.get("value", "count_x_grade")],
        gettext("Tingkat kejadian {low} sampai {high}.").format(low=low, high=high),
    ]
    return StepTold(gettext("Dari kejadian ke indikator"), said, _evidence(step, tiers))


def _normalise(step: Plain, tiers: _Tiers) -> StepTold:
    rule = step.get("default", {})
    low, high = rule.get("to", (0, 100))
    ends = {"low": _number(low), "high": _number(high)}
    if rule.get("method") == "goalposts":
        said = gettext(
            "Setiap indikator dibawa ke skala {low}–{high}: {from_low} menjadi {low}, {from_high} menjadi {high}."
        )
        told = said.format(from_low=_number(rule["low"]), from_high=_number(rule["high"]), **ends)
    else:
        told = _scales().get(rule.get("method", "minmax"), "").format(**ends)
    sentences = [told, gettext("Nilai di luar rentang itu dibatasi di ujungnya.")] if rule.get("cap") else [told]
    return StepTold(gettext("Penyamaan skala"), sentences, _evidence(step, tiers))


def _scales() -> Mapping[str, str]:
    """Say how each method of the engine makes a scale; goalposts say their numbers elsewhere."""
    return {
        "none": gettext("Nilai indikator dipakai apa adanya."),
        "minmax": gettext(
            "Setiap indikator dibawa ke skala {low}–{high}: nilai terendah menjadi {low}, tertinggi menjadi {high}."
        ),
        "zscore": gettext("Setiap indikator menjadi skor baku dengan rata-rata {low} dan simpangan baku {high}."),
        "percentile_rank": gettext("Setiap indikator menjadi peringkat persentil, {low}–{high}."),
        "rank": gettext("Setiap indikator menjadi peringkat."),
        "borda": gettext("Setiap indikator menjadi angka Borda."),
        "distance_to_reference": gettext("Setiap indikator menjadi jarak terhadap daerah acuan."),
        "distance_to_target": gettext("Setiap indikator menjadi jarak terhadap targetnya."),
        "distance_to_maximum": gettext("Setiap indikator menjadi jarak terhadap nilai tertinggi."),
        "share_of_maximum": gettext("Setiap indikator menjadi bagian dari nilai tertinggi, sampai {high}."),
    }


def _means() -> Mapping[str, str]:
    """Name how each method of the engine puts parts together."""
    return {
        "arithmetic": gettext("rerata tertimbang dari bagian-bagiannya"),
        "geometric": gettext("rerata geometrik tertimbang dari bagian-bagiannya"),
        "inverted_geometric": gettext("rerata geometrik terbalik dari bagian-bagiannya"),
        "harmonic": gettext("rerata harmonik tertimbang dari bagian-bagiannya"),
        "generalised": gettext("rerata tergeneralisasi dari bagian-bagiannya"),
        "product_root": gettext("akar hasil kali bagian-bagiannya"),
        "mpi": gettext("indeks Mazziotta–Pareto dari bagian-bagiannya"),
        "ampi": gettext("indeks Mazziotta–Pareto tersesuaikan dari bagian-bagiannya"),
        "wroclaw": gettext("ukuran taksonomi Wroclaw dari bagian-bagiannya"),
        "benefit_of_the_doubt": gettext("rerata dengan bobot yang paling menguntungkan tiap daerah"),
        "copeland": gettext("jumlah kemenangan menurut aturan Copeland"),
        "min": gettext("yang terendah di antara bagian-bagiannya"),
        "max": gettext("yang tertinggi di antara bagian-bagiannya"),
        "sum": gettext("jumlah bagian-bagiannya"),
    }


def _weight(step: Plain, tiers: _Tiers) -> StepTold:
    words = {
        "given": gettext("Bobot adalah yang tertulis pada konstruksi di bawah; bobot bersaudara berjumlah 100 %."),
        "equal": gettext("Semua indikator berbobot sama."),
        "equal_within_parent": gettext("Bagian dari induk yang sama berbobot sama."),
        "expert": gettext("Bobot berasal dari skor para ahli."),
        "budget": gettext("Bobot berasal dari poin yang dibagikan para penilai."),
        "ahp": gettext("Bobot berasal dari perbandingan berpasangan (AHP)."),
        "pca": gettext("Bobot berasal dari komponen utama."),
        "optimised": gettext("Bobot dioptimalkan menuju kepentingan yang diinginkan."),
    }
    method = step.get("method", "given")
    return StepTold(gettext("Pembobotan"), [str(words.get(method, method))], _evidence(step, tiers))


def _aggregate(step: Plain, tiers: _Tiers) -> StepTold:
    rules = [
        ("", step.get("default", {})),
        *((tiers.name(int(tier)), rule) for tier, rule in step.get("tiers", {}).items()),
    ]
    said = []
    for name, rule in rules:
        method = rule.get("method", "arithmetic")
        word = _means().get(method, method)
        text = (
            gettext("Skor {name} adalah {word}.").format(name=name, word=word)
            if name
            else gettext("Setiap skor adalah {word}.").format(word=word)
        )
        rescale = rule.get("rescale", {})
        if rescale.get("method") == "minmax" and "high" in rescale:
            text += " " + gettext("Hasilnya direntangkan: {low} menjadi 0 dan {high} menjadi 100{cap}.").format(
                low=_number(rescale["low"]),
                high=_number(rescale["high"]),
                cap=gettext(", yang di atasnya tetap 100") if rescale.get("cap") else "",
            )
        if rule.get("missing") == "propagate":
            text += " " + gettext("Bila satu bagian tidak ada, skornya tidak dihitung.")
        elif rule.get("min_coverage"):
            text += " " + gettext("Bagian yang tidak ada dilewati, asalkan paling sedikit {share} % diketahui.").format(
                share=_number(100 * rule["min_coverage"])
            )
        said.append(text)
    return StepTold(gettext("Penggabungan"), said, _evidence(step, tiers))


def _categorise(step: Plain, tiers: _Tiers) -> StepTold:
    rules = {**step.get("tiers", {}), **step.get("nodes", {})}
    methods = {rule.get("method") for rule in rules.values()} or {step.get("default", {}).get("method", "none")}
    words = {
        "mean_sd": gettext(
            "Batasnya rata-rata ± 1 simpangan baku (sampel, n − 1) dari seluruh daerah pada tingkat itu."
        ),
        "cutoffs": gettext("Batasnya ditetapkan sebagai angka."),
        "quantiles": gettext("Batasnya kuantil dari seluruh daerah."),
        "jenks": gettext("Batasnya patahan alami dari seluruh daerah."),
    }
    said = [words[method] for method in sorted(methods - {None, "none"}) if method in words]
    grouped = next((rule["groups"] for rule in rules.values() if rule.get("groups")), None)
    if grouped:
        pairs = "; ".join(f"{fine} {_category(coarse)}" for fine, coarse in grouped.items())
        said.append(gettext("Level dikelompokkan: {pairs}.").format(pairs=pairs))
    return StepTold(gettext("Kategori"), said, _evidence(step, tiers))


def _category(name: str) -> str:
    return word(name)


_TELLERS = {
    "events": _events,
    "normalise": _normalise,
    "weight": _weight,
    "aggregate": _aggregate,
    "categorise": _categorise,
}
