"""What keeps a draft from being frozen: the engine's problems and the platform's own rules, each at its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.methodology import engine
from ikpweb.methodology.content import Content, Node, depth, indicators

__all__ = ["Fault", "faults_of"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the part of the draft that it is about: ``about``, ``node:I07``, ``rubric:I07``,
    ``recipe:province``, or ``tree``.
    """

    item: str
    sentence: str

    @property
    def kind(self) -> str:
        """What kind of part it is."""
        return self.item.partition(":")[0]

    @property
    def code(self) -> str:
        """Which one of its kind."""
        return self.item.partition(":")[2]


def faults_of(content: Content) -> list[Fault]:
    """Find everything that is wrong with a draft, in the language of the page."""
    found = [*_about(content), *_tree(content)]
    for node in content["nodes"]:
        found += _node(node)
    for code, rubric in content["rubrics"].items():
        if rubric.get("certainty") == "published" and not rubric.get("source"):
            found.append(Fault(f"rubric:{code}", _("Rubrik resmi memerlukan sumbernya.")))
    language = get_language()
    return found + [Fault(said.item, said.in_language(language)) for said in engine.problems(content)]


def _about(content: Content) -> Iterator[Fault]:
    if not all(content["titles"].get(lang, "").strip() for lang in ("id", "en")):
        yield Fault("about", _("Judul belum ada dalam kedua bahasa."))
    if not content["legal_base"]:
        yield Fault("about", _("Dasar hukum belum disebut."))
    if not content["period"].strip():
        yield Fault("about", _("Masa yang dihitung belum disebut."))
    try:
        date.fromisoformat(content["registry_date"])
    except ValueError:
        yield Fault("about", _("Tanggal daftar wilayah belum disebut."))


def _tree(content: Content) -> Iterator[Fault]:
    leaves = {node["code"]: depth(content, node["code"]) for node in indicators(content)}
    deepest = max(leaves.values(), default=0)
    if deepest < 2:
        yield Fault("tree", _("Konstruksi belum memiliki indikator di bawah dimensi."))
    for code, steps in leaves.items():
        # A part without anything below it would be counted as if it were an indicator itself.
        if steps < deepest:
            yield Fault(f"node:{code}", _("%(code)s belum memiliki indikator di bawahnya.") % {"code": code})


def _node(node: Node) -> Iterator[Fault]:
    item = f"node:{node['code']}"
    if not all(node["names"].get(lang, "").strip() for lang in ("id", "en")):
        yield Fault(item, _("%(code)s belum bernama dalam kedua bahasa.") % {"code": node["code"]})
    if node["certainty"] == "published" and not node["source"].strip():
        sentence = _("Bobot %(code)s disebut terbit; sebutkan sumbernya.")
        yield Fault(item, sentence % {"code": node["code"]})
