"""What the screens of a draft share: finding it, and saving an edit or saying why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import policies
from ikpweb.methodology.content import Node, node_of
from ikpweb.methodology.edits import Edit
from ikpweb.methodology.faults import ConflictError
from ikpweb.methodology.forms.fields import SeenForm
from ikpweb.methodology.models import Draft
from ikpweb.methodology.services import change_draft

__all__ = ["READERS", "WRITERS", "doing", "draft_of", "language", "node_in", "page", "saved"]

WRITERS = (Role.ANALYST, Role.HEAD)
READERS = (*WRITERS, Role.PUBLISHER, Role.OBSERVER)


def language() -> str:
    """Give the language of the page, as contents name it."""
    return "en" if get_language() == "en" else "id"


def draft_of(request: MemberRequest, code: str) -> Draft:
    """Give a draft that the member sees; of another it is not even said that it exists."""
    found: Draft = get_object_or_404(policies.drafts_visible_to(request.member).select_related("based_on"), pk=code)
    return found


def node_in(draft: Draft, code: str) -> Node:
    """Give a node of a draft, or answer that there is none."""
    found = node_of(draft.content, code)
    if found is None:
        raise Http404(_("Simpul %(code)s tidak ada lagi; orang lain mungkin menghapusnya.") % {"code": code[:40]})
    return found


def page(request: MemberRequest, template: str, draft: Draft, *, status: int = 200, **context: Any) -> HttpResponse:
    """Show a page of a draft."""
    writable = policies.may_write(request.member) and draft.stage == Draft.Stage.OPEN
    told = {"draft": draft, "content": draft.content, "may_write": writable, "language": language(), **context}
    return render(request, f"methodology/{template}.html", told, status=status)


def saved(
    request: MemberRequest,
    draft: Draft,
    form: SeenForm,
    edit: Callable[[], Edit],
    *,
    to: tuple[str, ...],
    template: str,
    **context: Any,
) -> HttpResponse:
    """Save an edit and go on; or show the form again, with what is wrong or what others changed meanwhile.

    Parameters
    ----------
    edit : callable
        Makes the edit from the form; asked for when the form is valid.
    to : tuple of str
        Name and arguments of the address to go to.
    """
    conflict: list[Any] = []
    status = 422
    if form.is_valid():
        try:
            revision = change_draft(draft, edit(), seen=form.cleaned_data["seen"], actor=request.member)
        except RejectedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        except ConflictError as error:
            form.add_error(None, str(error))
            conflict, status = error.revisions, 409
            # Sent again, it is a choice: the writer has seen what stands now.
            data = request.POST.copy()
            data["seen"] = str(Draft.objects.values_list("revision", flat=True).get(pk=draft.pk))
            form.data = data
        else:
            messages.success(request, _("Disimpan.") if revision else _("Tidak ada yang berubah."))
            return redirect(*to)
    return page(request, template, draft, status=status, form=form, conflict=conflict, **context)


def doing(request: MemberRequest, what: Callable[[], Any], done: str) -> None:
    """Do something that a single button asks for, and say how it went."""
    try:
        what()
    except RejectedError as refused:
        messages.error(request, refused.sentence)
    except ConflictError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
