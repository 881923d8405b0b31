"""Reading the files of something."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet

from ikpweb.prevention.files.models import File

__all__ = ["count_of", "files_of", "standing_of"]


def files_of(about: str) -> QuerySet[File]:
    """Give the files of something, the first first, withdrawn ones among them."""
    return File.objects.filter(about=about).select_related("by", "withdrawn_by", "office")


def standing_of(about: str) -> QuerySet[File]:
    """Give the files of something that were not withdrawn: what counts as evidence."""
    return files_of(about).filter(withdrawn_at__isnull=True)


def count_of(abouts: Iterable[str]) -> Mapping[str, int]:
    """Count the files that stand by each of many things, in one query; those without any are left out."""
    rows = File.objects.filter(about__in=list(abouts), withdrawn_at__isnull=True).values("about").order_by()
    return {row["about"]: row["number"] for row in rows.annotate(number=Count("pk"))}
