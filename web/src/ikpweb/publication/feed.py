"""The feed of releases (Atom, RFC 4287)."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ikpweb.publication.models import Release

__all__ = ["atom"]


def atom(releases: Iterable[Release], absolute: Callable[[str], str], language: str, home: str) -> str:
    """Write the feed; a withdrawal moves its release to the top, with the notice as its text."""
    feed = Atom1Feed(
        title=_("Rilis Indeks Kerawanan Pemilu"),
        link=absolute(home),
        description=_("Rilis, perbaikan, dan penarikan"),
        language=language,
        feed_url=absolute(reverse("releases:feed")),
    )
    for each in releases:
        title = each.title_en if language == "en" else each.title_id
        label = f"{_('SINTETIS')} – {title}" if each.synthetic else title
        notice = _("DITARIK: {reason}").format(reason=each.withdrawn_reason) if each.withdrawn_at else each.changes
        feed.add_item(
            title=f"{label} ({each.name})",
            link=absolute(reverse("releases:page", args=[each.name])),
            description=notice,
            unique_id=f"tag:ikp,{each.frozen_at:%Y-%m-%d}:{each.name}" if each.frozen_at else each.name,
            pubdate=each.embargo or each.frozen_at,
            updateddate=each.withdrawn_at or each.embargo or each.frozen_at,
        )
    return str(feed.writeString("utf-8"))
