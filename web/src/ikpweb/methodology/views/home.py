"""The list of editions and drafts, beginning a draft, reading a frozen edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import engine, policies
from ikpweb.methodology.forms.draft import StartForm
from ikpweb.methodology.forms.weighting import ShowForm
from ikpweb.methodology.models import Edition
from ikpweb.methodology.selectors import tree_of, weightings_for
from ikpweb.methodology.services import start_draft
from ikpweb.methodology.views.common import WRITERS, language

__all__ = ["edition", "home", "new"]


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """List what is frozen, what is written where the member sees it, and where the member is asked as an expert."""
    told = {
        "editions": policies.editions_visible_to(request.member).defer("about"),
        "drafts": policies.drafts_visible_to(request.member).select_related("based_on"),
        "reads_drafts": policies.may_read_drafts(request.member),
        "may_write": policies.may_write(request.member),
        "weightings": weightings_for(request.member.person),
    }
    return render(request, "methodology/home.html", told)


@member_required(*WRITERS)
def new(request: MemberRequest) -> HttpResponse:
    """Begin a draft from an earlier edition."""
    if not policies.may_write(request.member):
        return refused(request, _("Edisi ditulis oleh analis dan ketua di pusat."))
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = start_draft(given.pop("code"), **given, actor=request.member)
        except RejectedError as error:
            form.add_error(error.field or None, error.sentence)
        else:
            messages.success(request, _("Rancangan dibuat dari %(edition)s.") % {"edition": made.based_on.title})
            return redirect("methodology:draft", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "methodology/new.html", {"form": form}, status=status)


@member_required()
def edition(request: MemberRequest, edition: str) -> HttpResponse:
    """Show a frozen edition: its tree with rubrics, and the cut-offs of each level."""
    shown: Edition = get_object_or_404(policies.editions_visible_to(request.member), pk=edition)
    methods = {each.level: (each.framework, each.recipe) for each in shown.methods.order_by("level")}
    content = engine.content_of(shown.pk, methods) if methods else None
    told = {
        "edition": shown,
        "registry_date": parse_date(shown.about.get("registry_date", "")),
        "content": content,
        "tree": tree_of(content) if content else None,
        "levels": [(level, engine.cutoffs_of(content, level)) for level in methods] if content else [],
        "may_publish": policies.may_publish(request.member) and shown.origin == Edition.Origin.AUTHORED,
        "form": ShowForm(initial={"launched": timezone.localdate()}),
        "language": language(),
    }
    return render(request, "methodology/edition.html", told)
