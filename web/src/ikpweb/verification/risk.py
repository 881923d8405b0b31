"""What makes an item risky to accept without a closer look: the same signs for bulk decisions, queues and samples.

The signs and their limits are ours (assumed), chosen to be readable rather than fitted: an
event is looked at closely when a wrong grade would matter, or when little speaks for it.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models import Answer, Declaration, Event

__all__ = ["HIGH_GRADE", "LARGE_COUNT", "SIGNS", "WEAK_SOURCES", "declaration_signs", "event_signs"]

#: From this grade on (of 1 to 4) an event weighs heavily in the index.
HIGH_GRADE = 3
#: A row that stands for this many like things is rarely one.
LARGE_COUNT = 20
#: Sources that nobody with an office has examined.
WEAK_SOURCES = frozenset({Event.Source.MEDIA.value, Event.Source.REPORT.value, Event.Source.OTHER.value})

SIGNS: Mapping[str, str | Promise] = {
    "grade": _("tingkat 3 atau 4"),
    "count": _("mewakili 20 kejadian atau lebih"),
    "source": _("hanya laporan, media, atau sumber lain"),
    "evidence": _("tanpa berkas bukti"),
    "again": _("pernah diputuskan sebelumnya"),
    "reason": _("alasan harus dibaca"),
}


def event_signs(event: Event, *, files: int, decided_before: bool) -> tuple[str, ...]:
    """Give the signs of an event; none means that it may be accepted together with others."""
    told = {
        "grade": (event.grade or 0) >= HIGH_GRADE,
        "count": event.count >= LARGE_COUNT,
        "source": event.source in WEAK_SOURCES,
        "evidence": files == 0,
        "again": decided_before,
    }
    return tuple(sign for sign, there in told.items() if there)


def declaration_signs(declaration: Declaration, *, decided_before: bool) -> tuple[str, ...]:
    """Give the signs of a declaration: *no data* and *not applicable* stand on a reason that must be read."""
    told = {
        "again": decided_before,
        "reason": declaration.answer in {Answer.NO_DATA, Answer.NOT_APPLICABLE},
    }
    return tuple(sign for sign, there in told.items() if there)
