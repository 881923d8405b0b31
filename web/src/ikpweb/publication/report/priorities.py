"""What to prevent first: action points of the library that the software ships, for what drives a score."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ikpweb.kit.country import country
from ikpweb.prevention import engine as prevention
from ikpweb.prevention.shipped import Action, shipped, terms
from ikpweb.publication.report.blocks import Block, bullets, heading, note, paragraph
from ikpweb.publication.report.engine import Level, Part
from ikpweb.publication.report.words import language, number

__all__ = ["DRIVERS", "EACH", "priorities"]

#: Drivers that are spoken of, and action points of each.
DRIVERS, EACH = 4, 2


def priorities(level: Level, parts: Sequence[Part], offices: Sequence[str]) -> list[Block]:
    """Give the action points for the indicators that bring most to a score.

    Parameters
    ----------
    parts : sequence of Part
        The weightiest first.
    offices : sequence of str
        Which offices are to act, as the library names them.
    """
    if "prevention" not in country().pages:
        return []
    blocks = [heading(_("Prioritas pencegahan"))]
    ours = [part for part in parts if _known(level, part.code)]
    if not ours:
        return [*blocks, paragraph(_why_none(level, parts))]
    told = {"offices": ", ".join(terms().levels[office][language()] for office in offices)}
    sentence = _(
        "Titik tindakan di bawah ini disusun menurut indikator yang paling banyak menyumbang skor, untuk %(offices)s."
    )
    blocks.append(paragraph(sentence % told))
    chosen, without = _chosen(ours, offices)
    for part, actions in chosen:
        name = level.nodes[part.code].name(language())
        title = _("%(name)s (%(points)s poin)") % {"name": name, "points": number(part.points)}
        blocks.append(heading(title, 3))
        blocks.append(bullets([_told(each) for each in actions], [f"{each.title[language()]}." for each in actions]))
    if without:
        sentence = _("Pustaka tidak memuat tindakan lain bagi kantor ini untuk: %(names)s.")
        names = "; ".join(level.nodes[part.code].name(language()) for part in without)
        blocks.append(paragraph(sentence % {"names": names}))
    return [*blocks, note(_("ASUMSI.") + " " + terms().note[language()])]


def _chosen(parts: Sequence[Part], offices: Sequence[str]) -> tuple[list[tuple[Part, list[Action]]], list[Part]]:
    """Give the drivers that are spoken of with their actions, each action once; and those that were passed over."""
    said: set[str] = set()
    found: list[tuple[Part, list[Action]]] = []
    without: list[Part] = []
    for part in parts:
        actions = [action for action in _actions(part.code, offices) if action.id not in said][:EACH]
        said.update(action.id for action in actions)
        if actions:
            found.append((part, actions))
        else:
            without.append(part)
        if len(found) == DRIVERS:
            break
    return found, without


def _known(level: Level, code: str) -> bool:
    """Tell whether an indicator is the one that the library speaks of: the same code with the same name."""
    known = prevention.known().get(code)
    return known is not None and dict(known.names) == dict(level.nodes[code].names)


def _why_none(level: Level, parts: Sequence[Part]) -> str:
    if not level.indicators:
        return _(
            "Rilis ini memuat skor dimensi saja; pustaka tindakan disusun per indikator, sehingga tidak ada "
            "yang dapat disebut di sini."
        )
    if not parts:
        return _(
            "Tidak ada indikator yang menyumbang skor ini; tidak ada prioritas yang dapat diturunkan dari rilis ini."
        )
    return _("Pustaka tindakan tidak memuat indikator konstruksi ini.")


def _actions(code: str, offices: Sequence[str]) -> list[Action]:
    """Give the actions against an indicator that these offices can take; those whose main aim it is come first."""
    fitting = [each for each in shipped() if code in each.indicators and set(offices) & set(each.levels)]
    return sorted(fitting, key=lambda each: each.indicators[0] != code)


def _told(action: Action) -> str:
    lang = language()
    stages = {stage.code: stage.names[lang] for stage in prevention.stage_list()}
    beside = _(
        "Bentuk: %(form)s. Tahapan: %(stages)s. Upaya (asumsi): %(days)s hari kerja satu kantor. Selesai bila: %(done)s"
    ) % {
        "form": terms().forms[action.form][lang],
        "stages": ", ".join(stages[each] for each in action.stages),
        "days": number(action.effort, 0),
        "done": action.done_when[lang],
    }
    effect = _("Akibatnya: %(evidence)s") % {"evidence": action.evidence[lang]}
    return f"{action.description[lang]} {beside} {effect}"
