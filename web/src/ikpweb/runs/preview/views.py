"""The screen of the preview."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.methodology.policies import drafts_visible_to, may_write
from ikpweb.runs.preview.effects import preview_of, sources_for, unseen
from ikpweb.territory.selectors import units

__all__ = ["preview"]

#: How many units a table shows before it offers the rest.
_SHOWN = 60


@member_required(Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.OBSERVER)
def preview(request: MemberRequest, draft: str) -> HttpResponse:
    """Show who would change category or rank by a draft, on data that are there."""
    shown = get_object_or_404(drafts_visible_to(request.member).select_related("based_on"), pk=draft)
    sources = sources_for(request.member)
    wanted = request.GET.get("data", f"edition:{shown.based_on_id}")
    source = next((each for each in sources if each.key == wanted), sources[0] if sources else None)
    told = {
        "draft": shown,
        "content": shown.content,
        "may_write": may_write(request.member) and shown.stage == shown.Stage.OPEN,
        "sources": sources,
        "source": source,
        "training": bool(source and source.synthetic),
        "previews": preview_of(shown, source) if source else [],
        "unseen": unseen(shown, source) if source else [],
        "units": units(),
        "limit": None if "semua" in request.GET else _SHOWN,
    }
    return render(request, "preview/preview.html", told)
