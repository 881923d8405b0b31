"""What the boards count: each figure of the programme, its name, and the kind that is decided on as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.prevention.activities.models import Form
from ikpweb.prevention.programme.models import Kind

__all__ = ["FORMS", "MEASURES", "Measure", "of_kind"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that adds up over offices.

    Parameters
    ----------
    code : str
    label : str
    kind : Kind
    people : bool
        Whether it counts people: small numbers of them are not shown to the public.
    """

    code: str
    label: str | Promise
    kind: Kind
    people: bool = False


#: The activities of each form are figures of their own.
FORMS: Mapping[str, str] = {form.value: f"activities_{form.value}" for form in Form}
MEASURES: Mapping[str, Measure] = {
    each.code: each
    for each in (
        Measure("actions_planned", _("Tindakan direncanakan"), Kind.ACTIONS),
        Measure("actions_running", _("Tindakan berjalan"), Kind.ACTIONS),
        Measure("actions_done", _("Tindakan selesai"), Kind.ACTIONS),
        Measure("actions_late", _("Tindakan lewat tenggat"), Kind.ACTIONS),
        Measure("partners", _("Mitra"), Kind.PARTNERS),
        Measure("agreements", _("Perjanjian berlaku"), Kind.PARTNERS),
        Measure("trainings", _("Pelatihan"), Kind.CADRES),
        Measure("alumni", _("Alumni pelatihan"), Kind.CADRES, people=True),
        Measure("alumni_untold", _("Pelatihan tanpa angka alumni"), Kind.CADRES),
        Measure("outreach", _("Sosialisasi"), Kind.CADRES),
        Measure("reached", _("Peserta sosialisasi"), Kind.CADRES, people=True),
        Measure("activities", _("Kegiatan pencegahan"), Kind.ACTIVITIES),
        *(Measure(FORMS[form.value], form.label, Kind.ACTIVITIES) for form in Form),
    )
}


def of_kind(kind: str) -> list[Measure]:
    """Give the figures of a kind."""
    return [each for each in MEASURES.values() if each.kind == kind]
