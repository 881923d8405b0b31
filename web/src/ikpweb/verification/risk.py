"""What makes an item risky to accept without a closer look: the same signs for bulk decisions, queues and samples.

The signs and their limits are ours (assumed), chosen to be readable rather than fitted: an
item is looked at closely when a wrong one would matter, or when little speaks for it. They
are annotations of a query, so that a queue over the whole country can be filtered by them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models import Answer, Declaration, Event, Evidence
from ikpweb.kit.country import country
from ikpweb.verification.models import Decision

__all__ = [
    "DECLARATION_SIGNS",
    "EVENT_SIGNS",
    "HIGH_GRADE",
    "LARGE_COUNT",
    "SIGNS",
    "WEAK_SOURCES",
    "signs_of",
    "with_declaration_signs",
    "with_event_signs",
]

M = TypeVar("M", bound=Model)

#: From this grade on, the upper half of the scale, an event weighs heavily in the index.
HIGH_GRADE = country().grades // 2 + 1
#: A row that stands for this many like things is rarely one.
LARGE_COUNT = 20
#: Sources that nobody with an office has examined.
WEAK_SOURCES = (Event.Source.MEDIA.value, Event.Source.REPORT.value, Event.Source.OTHER.value)

SIGNS: Mapping[str, str | Promise] = {
    "grade": _("tingkat 3 atau 4") if HIGH_GRADE == 3 and country().grades == 4 else _("tingkat paruh atas"),
    "count": _("mewakili 20 kejadian atau lebih"),
    "source": _("hanya laporan, media, atau sumber lain"),
    "evidence": _("tanpa berkas bukti"),
    "again": _("pernah diputuskan"),
    "reason": _("alasannya harus dibaca"),
}
EVENT_SIGNS = ("grade", "count", "source", "evidence", "again")
DECLARATION_SIGNS = ("again", "reason")


def with_event_signs(events: QuerySet[Event]) -> QuerySet[Event]:
    """Add ``sign_<name>`` for each sign of an event, and `risky`, which tells whether it has any."""
    files = Evidence.events.through.objects.filter(event=OuterRef("pk"))
    return _any(
        events.annotate(
            sign_grade=Q(grade__isnull=False, grade__gte=HIGH_GRADE),  # a bare NULL is neither
            sign_count=Q(count__gte=LARGE_COUNT),
            sign_source=Q(source__in=WEAK_SOURCES),
            sign_evidence=~Exists(files),
            sign_again=Exists(Decision.objects.filter(event=OuterRef("pk"))),
        ),
        EVENT_SIGNS,
    )


def with_declaration_signs(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Add the signs of a declaration: *no data* and *not applicable* stand on a reason that must be read."""
    decided = Decision.objects.filter(
        submission=OuterRef("submission"), indicator=OuterRef("indicator"), event__isnull=True
    )
    return _any(
        declarations.annotate(
            sign_again=Exists(decided), sign_reason=Q(answer__in=(Answer.NO_DATA, Answer.NOT_APPLICABLE))
        ),
        DECLARATION_SIGNS,
    )


def _any(rows: QuerySet[M, M], signs: Sequence[str]) -> QuerySet[M, M]:
    risky = Q()
    for sign in signs:
        risky |= Q(**{f"sign_{sign}": True})
    return cast("QuerySet[M, M]", rows.annotate(risky=risky))


def signs_of(item: Any) -> tuple[str, ...]:
    """Give the signs of an item that carries their annotations."""
    return tuple(sign for sign in SIGNS if getattr(item, f"sign_{sign}", False))
