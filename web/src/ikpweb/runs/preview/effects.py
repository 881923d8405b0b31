"""What a draft would change on data that are there, and what cannot be told from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Declaration, State
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.methodology.changes import changes
from ikpweb.methodology.content import Content, indicators
from ikpweb.methodology.engine import content_of, method_rows_of
from ikpweb.methodology.models import Draft, Edition, Method
from ikpweb.runs.collected import accepted
from ikpweb.runs.engine import Effect, effect_on_cycle, effect_on_means, effect_on_print, printed_dimensions, said_of

__all__ = ["Preview", "Source", "preview_of", "sources_for", "unseen"]


@dataclass(frozen=True, slots=True)
class Source:
    """Data that a draft can be tried on: printed dimensions of an edition, or a cycle."""

    key: str
    title: str
    synthetic: bool = False

    @property
    def code(self) -> str:
        """The code of the edition, or of the cycle."""
        return self.key.partition(":")[2]

    @property
    def is_cycle(self) -> bool:
        """Tell a cycle from an edition."""
        return self.key.startswith("cycle:")


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect at one level (or on the means of the ``regencies``), or why there is none."""

    level: str
    effect: Effect | None
    why_not: str = ""


def sources_for(member: Member) -> Sequence[Source]:
    """Give what a draft can be tried on: cycles in which something was accepted, then editions, the newest first."""
    decided = Declaration.objects.filter(
        submission__cycle=OuterRef("pk"), submission__in=submissions_visible_to(member), state=State.ACCEPTED
    )
    known = Cycle.objects.defer("form").filter(Exists(decided))
    cycles = [Source(f"cycle:{each.pk}", each.title, each.training) for each in known]
    shipped = Edition.objects.filter(origin=Edition.Origin.SHIPPED, methods__isnull=False).distinct()
    printed = [
        Source(f"edition:{each.pk}", each.title)
        for each in shipped
        if any(len(printed_dimensions(each.pk, level)) >= 3 for level in ("province", "regency"))
    ]
    return [*cycles, *printed]


def preview_of(draft: Draft, source: Source) -> list[Preview]:
    """Compute a draft on a source at every level that both have."""
    rows = said_of(partial(method_rows_of, draft.content), get_language())
    if isinstance(rows, str):
        return [Preview(level, None, rows) for level in draft.content["recipes"]]
    cycle = _cycle(source)
    edition = cycle.edition_id if cycle else source.code
    known = {each.level: each for each in Method.objects.filter(edition=edition)}
    found = []
    for row in rows:
        level = row["level"]
        before = known.get(level)
        if before is None or (cycle is not None and level not in cycle.form):
            found.append(Preview(level, None, _("Sumber ini tidak memiliki tingkat itu.")))
        else:
            told = said_of(partial(_effect, cycle, before, Method(**row)), get_language())
            found.append(_preview(level, told))
    after = {row["level"]: Method(**row) for row in rows}
    if cycle is not None and {"province", "regency"} <= after.keys() & known.keys() and "regency" in cycle.form:
        found.append(_preview("regencies", said_of(partial(_means, cycle, known, after), get_language())))
    return found


def _means(cycle: Cycle, before: Mapping[str, Method], after: Mapping[str, Method]) -> Effect:
    collected = accepted(cycle, "regency")
    return effect_on_means(collected, before, after, cycle.registry_date, synthetic=cycle.training)


def _preview(level: str, told: Effect | str | None) -> Preview:
    if told is None:
        told = _("Dimensi rancangan tidak sama dengan dimensi yang terbit, atau skor dimensinya tidak terbit.")
    return Preview(level, None, told) if isinstance(told, str) else Preview(level, told)


def _cycle(source: Source) -> Cycle | None:
    return Cycle.objects.select_related("edition").get(pk=source.code) if source.is_cycle else None


def _effect(cycle: Cycle | None, before: Method, after: Method) -> Effect | None:
    if cycle is None:
        return effect_on_print(before.edition_id, before, after)
    return effect_on_cycle(accepted(cycle, before.level), before, after, synthetic=cycle.training)


def unseen(draft: Draft, source: Source) -> list[str]:
    """Say what the draft changes that cannot be seen on a source, and why; in sentences."""
    cycle = _cycle(source)
    edition = cycle.edition_id if cycle else source.code
    methods = {each.level: (each.framework, each.recipe) for each in Method.objects.filter(edition=edition)}
    before = {**draft.content, **content_of(edition, methods)}
    return list(_sentences(before, draft.content, printed=cycle is None))


def _sentences(before: Content, after: Content, *, printed: bool) -> list[str]:
    old, new = ({node["code"] for node in indicators(content)} for content in (before, after))
    told = changes(before, after)
    rubrics = sorted(
        {each["item"].partition(":")[2] for each in told if each["item"].startswith("rubric:")} & old & new
    )
    added, gone = sorted(new - old), sorted(old - new)
    found = []
    if added and not printed:
        sentence = _("Indikator yang tidak ditanyakan pada putaran itu, jadi kosong dan bukan nol: %(codes)s.")
        found.append(sentence % {"codes": ", ".join(added)})
    if rubrics:
        sentence = _("Rubrik yang berubah: %(codes)s. Kejadian yang sudah ada dinilai dengan rubrik lama.")
        found.append(sentence % {"codes": _short(rubrics)})
    if not printed:
        return found
    if added or gone:
        sentence = _("Indikator yang ditambahkan atau dihapus (%(codes)s): skor indikator edisi itu tidak terbit.")
        found.append(sentence % {"codes": _short([*added, *gone])})
    top = {node["code"] for node in after["nodes"] if node["parent"] in {None, after["nodes"][0]["code"]}}
    weights = (
        {each["item"].partition(":")[2] for each in told if each["field"] == "weight"} - top - set(added) - set(gone)
    )
    if weights:
        sentence = _("Bobot di bawah dimensi (%(codes)s): yang terbit hanya skor dimensi.")
        found.append(sentence % {"codes": _short(sorted(weights))})
    found.append(
        _("Langkah sebelum dimensi, seperti penyamaan skala, tidak ikut dihitung: yang terbit hanya skor dimensi.")
    )
    return found


def _short(codes: Sequence[str]) -> str:
    """Name the first codes, and how many more there are."""
    shown = ", ".join(codes[:12])
    return shown if len(codes) <= 12 else _("%(codes)s, dan %(more)s lagi") % {"codes": shown, "more": len(codes) - 12}
