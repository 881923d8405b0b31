"""Screens of effects: what was assessed, a new question, a programme, an own panel, and one assessment."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit import formats
from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.effects import policies, services
from ikpweb.prevention.effects.computing import assess_effect, assess_panel
from ikpweb.prevention.effects.engine import COLUMNS, panel_from_file
from ikpweb.prevention.effects.forms import AskForm, PanelForm, ProgrammeForm, ReasonForm
from ikpweb.prevention.effects.lines import Timeline, draw_months, draw_timeline
from ikpweb.prevention.effects.models import Assessment, Programme, Said
from ikpweb.prevention.effects.pictures import NAMES, draw
from ikpweb.prevention.effects.selectors.moments import moments_of, months_of
from ikpweb.prevention.effects.selectors.treatments import treatment
from ikpweb.prevention.effects.tables import COURSE, PANEL, course_rows, panel_rows, window_rows
from ikpweb.prevention.effects.words import checks, facts_of, in_words, left_out_of
from ikpweb.territory.selectors import units

__all__ = [
    "assessment",
    "chart",
    "home",
    "new",
    "panel",
    "programme",
    "programme_new",
    "programme_withdraw",
    "retract",
    "table",
    "template",
    "timeline",
]

_PER_PAGE = 30
_TRAINING = "latihan"


def _training(request: HttpRequest) -> bool:
    return (request.POST.get("data") or request.GET.get("data")) == _TRAINING


def _mark(training: bool) -> str:
    return f"?data={_TRAINING}" if training else ""


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """List assessments and programmes that the member may see."""
    training = _training(request)
    asked = {name: request.GET.get(name, "").replace("\x00", "")[:80] for name in ("cari", "simpulan")}
    found: QuerySet[Assessment] = policies.assessments_visible_to(request.member).filter(training=training)
    found = found.defer("inputs", "found").select_related("office__unit", "author", "retraction")
    if asked["cari"]:
        found = found.filter(title__icontains=asked["cari"])
    if asked["simpulan"] in Said.values:
        found = found.filter(said=asked["simpulan"])
    listed = policies.programmes_visible_to(request.member).filter(training=training, withdrawn="")
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("hal")),
        "programmes": listed.select_related("office__unit").prefetch_related("beginnings")[:50],
        "asked": asked,
        "verdicts": Said.choices,
        "may_assess": policies.may_assess(request.member, request.member.office),
        "training": training,
        "mark": _mark(training),
        "query": query.urlencode(),
    }
    return render(request, "effects/home.html", context)


@member_required(*policies.WRITING)
def new(request: MemberRequest) -> HttpResponse:
    """Take a question, and answer it."""
    training = _training(request)
    initial = {"subject": request.GET["apa"]} if request.GET.get("apa") else {}
    today = timezone.localdate()
    form = AskForm(request.POST or None, member=request.member, training=training, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        what = treatment(request.member, form.cleaned_data["subject"])
        if what is None or what.training != training:
            raise Http404
        try:
            made = assess_effect(
                form.asked(), what, key=form.cleaned_data["key"], office=request.member.office, actor=request.member
            )
        except RejectedError as refused:
            form.refuse(refused)
        else:
            return redirect("effects:assessment", made.pk)
    context = {"form": form, "training": training, "mark": _mark(training)}
    return render(request, "effects/new.html", context, status=422 if form.errors else 200)


@member_required(*policies.WRITING)
def panel(request: MemberRequest) -> HttpResponse:
    """Take an analyst's own panel, and answer it; nothing is kept of a file with faults."""
    form = PanelForm(request.POST or None, request.FILES or None)
    faults: list[Mapping[str, str]] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        read = panel_from_file(given["file"], form.file_name)
        faults = list(read.faults)
        if not faults:
            told = {name: given[name] for name in ("key", "title", "comparison")}
            try:
                made = assess_panel(read, **told, office=request.member.office, actor=request.member)
            except RejectedError as refused:
                form.refuse(refused)
            else:
                return redirect("effects:assessment", made.pk)
    context = {
        "form": form,
        "faults": [in_words(each) for each in faults[:50]],
        "more": max(0, len(faults) - 50),
        "columns": COLUMNS,
    }
    return render(request, "effects/panel.html", context, status=422 if form.errors or faults else 200)


@require_safe
@member_required(*policies.WRITING)
def template(request: MemberRequest) -> HttpResponse:  # noqa: ARG001 - the door needs it
    """Give an empty panel with the right columns."""
    answer = HttpResponse(formats.to_csv(COLUMNS, []), content_type=formats.CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = 'attachment; filename="panel.csv"'
    return answer


def _assessment(request: MemberRequest, key: UUID) -> Assessment:
    rows = policies.assessments_visible_to(request.member).select_related("office__unit", "author", "retraction__by")
    found: Assessment = get_object_or_404(rows, pk=key)
    return found


@member_required()
def assessment(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show an assessment: what may be said first, then what that rests on."""
    return _page(request, _assessment(request, key), ReasonForm())


def _page(request: MemberRequest, shown: Assessment, form: ReasonForm, status: int = 200) -> HttpResponse:
    drawn = [(name, draw(shown, name), draw(shown, name, narrow=True)) for name in NAMES]
    known, twin = units(), shown.found["twin"]
    context: dict[str, Any] = {
        "assessment": shown,
        "training": shown.training,
        "mark": _mark(shown.training),
        "verdict": in_words(shown.found["verdict"]),
        "percent": None if shown.found["share"] is None else 100 * shown.found["share"],
        "facts": facts_of(shown),
        "left_out": left_out_of(shown),
        "differ": [in_words(each) for each in shown.inputs["differ"]],
        "checks": checks(shown),
        "charts": {name.replace("-", "_"): (wide, narrow) for name, wide, narrow in drawn if wide and narrow},
        "course": course_rows(shown),
        "means": window_rows(shown),
        "twin": twin,
        "mixture": [(known.get(code, code), 100 * weight) for code, weight in twin["weights"]] if twin else [],
        "form": form,
        "retraction": getattr(shown, "retraction", None),
        "may_retract": policies.may_withdraw(request.member, shown.office),
    }
    return render(request, "effects/assessment.html", context, status=status)


@require_POST
@member_required(*policies.WRITING)
def retract(request: MemberRequest, key: UUID) -> HttpResponse:
    """Say why an assessment should not be relied on."""
    shown, form = _assessment(request, key), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form, 422)
    services.retract(shown, form.cleaned_data["reason"], actor=request.member)
    messages.success(request, _("Ditandai: jangan dijadikan dasar."))
    return redirect("effects:assessment", shown.pk)


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@require_safe
@member_required()
def chart(request: MemberRequest, key: UUID, name: str, form: str) -> HttpResponse:
    """Give a chart; ``?lebar=sempit`` gives the one for narrow screens."""
    drawn = draw(_assessment(request, key), name, narrow=request.GET.get("lebar") == "sempit")
    if drawn is None:
        raise Http404
    return HttpResponse(render_chart(drawn, form), content_type=formats.CONTENT_TYPES[form])


@require_safe
@member_required()
def table(request: MemberRequest, key: UUID, what: str, form: str) -> HttpResponse:
    """Give what came out, or the whole panel that went in, as a file."""
    shown = _assessment(request, key)
    columns, rows = (PANEL, panel_rows(shown)) if what == "panel" else (COURSE, course_rows(shown))
    label = "SINTETIS" if shown.training else ""
    rows = [{**row, "label": label} for row in rows]
    about = {
        "title": shown.title,
        "verdict": shown.found["verdict"],
        "asked": shown.asked,
        "input_digest": shown.input_digest,
        "engine_version": shown.engine_version,
        "seed": shown.seed,
        "made_at": shown.made_at.isoformat(),
    }
    heads = [*columns, "label"]
    made = formats.to_csv(heads, rows) if form == "csv" else formats.to_xlsx(heads, rows, about)
    answer = HttpResponse(made, content_type=formats.CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="dampak-{what}-{shown.pk}.{form}"'
    return answer


@member_required(*policies.WRITING)
def programme_new(request: MemberRequest) -> HttpResponse:
    """List a programme."""
    training = _training(request)
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.keep_programme(
                request.member.office,
                given["name"],
                given["days"],
                key=given["key"],
                about=given["about"],
                training=training,
                actor=request.member,
            )
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Program tercatat. Sekarang dampaknya dapat ditanyakan."))
            return redirect("effects:programme", made.pk)
    context = {"form": form, "training": training, "mark": _mark(training)}
    return render(request, "effects/programme_new.html", context, status=422 if form.errors else 200)


def _programme(request: MemberRequest, key: UUID) -> Programme:
    rows = policies.programmes_visible_to(request.member).select_related("office__unit", "author", "withdrawn_by")
    found: Programme = get_object_or_404(rows, pk=key)
    return found


@member_required()
def programme(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show a programme with its units."""
    return _programme_page(request, _programme(request, key), ReasonForm())


def _programme_page(request: MemberRequest, shown: Programme, form: ReasonForm, status: int = 200) -> HttpResponse:
    subject = f"program:{shown.pk}"
    made = policies.assessments_visible_to(request.member).filter(asked__subject=subject).defer("inputs", "found")
    context = {
        "programme": shown,
        "beginnings": shown.beginnings.select_related("unit"),
        "assessments": made[:50],
        "training": shown.training,
        "mark": _mark(shown.training),
        "ask": f"{reverse('effects:new')}?apa={subject}" + (f"&data={_TRAINING}" if shown.training else ""),
        "may_assess": policies.may_assess(request.member, request.member.office),
        "may_withdraw": policies.may_withdraw(request.member, shown.office),
        "form": form,
    }
    return render(request, "effects/programme.html", context, status=status)


@require_POST
@member_required(*policies.WRITING)
def programme_withdraw(request: MemberRequest, key: UUID) -> HttpResponse:
    """Offer a programme no more."""
    shown, form = _programme(request, key), ReasonForm(request.POST)
    if not form.is_valid():
        return _programme_page(request, shown, form, 422)
    services.withdraw_programme(shown, form.cleaned_data["reason"], actor=request.member)
    messages.success(request, _("Program ditarik. Penilaian yang sudah ada tetap tersimpan."))
    return redirect("effects:programme", shown.pk)


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@require_safe
@member_required()
def timeline(request: MemberRequest, code: str, name: str, form: str) -> HttpResponse:
    """Give the time line of a unit as far as the member may see it: what was done, or reports by month."""
    if code not in units():
        raise Http404
    narrow = request.GET.get("lebar") == "sempit"
    counts = months_of(code, request.member, timezone.localdate()) if name == "laporan" else []
    line = Timeline(code, moments_of(code, request.member), counts)
    drawn = (draw_months if name == "laporan" else draw_timeline)(line, narrow=narrow)
    if drawn is None:
        raise Http404
    return HttpResponse(render_chart(drawn, form), content_type=formats.CONTENT_TYPES[form])
