"""Which grade of an event counts."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ikpweb.verification.models import SampledEvent

__all__ = ["counted_grade"]


def counted_grade() -> Combinable:
    """Give the grade that counts, as an expression on events: the settled one where two people graded differently."""
    settled = SampledEvent.objects.filter(event=OuterRef("pk"), revision=OuterRef("revision"))
    return Coalesce(Subquery(settled.values("settled_grade")[:1]), F("grade"))
