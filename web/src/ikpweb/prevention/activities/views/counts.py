"""The counts of a period as table, chart, map and file; and the months of an office that are only counted."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_xlsx
from ikpweb.prevention.activities.models import Form, MonthCount
from ikpweb.prevention.activities.pictures import columns_of, stepped
from ikpweb.prevention.activities.policies import may_write
from ikpweb.prevention.activities.published import published
from ikpweb.prevention.activities.selectors.counts import Period, counts_of, first_of, months_between, period_of
from ikpweb.prevention.activities.selectors.tables import Table, table_for
from ikpweb.prevention.activities.services.counting import Cell, Place, save_counts
from ikpweb.prevention.activities.services.sheets import note_activity_export
from ikpweb.prevention.activities.validation import LABELS, today_at, whole_number
from ikpweb.prevention.activities.views.listing import sample_of
from ikpweb.territory.models import Office, Unit
from ikpweb.territory.selectors import units

__all__ = ["counts", "counts_table", "month"]


def _asked(request: MemberRequest) -> tuple[Table, bool]:
    """Read the period and the province of an address."""
    sample = sample_of(request)
    period = period_of(request.GET.get("dari", ""), request.GET.get("sampai", ""), today_at(request.member.office.pk))
    table = table_for(request.member, period, request.GET.get("provinsi", "")[:8].replace("\x00", ""), training=sample)
    if table is None:
        raise Http404
    return table, sample


@member_required()
def counts(request: MemberRequest) -> HttpResponse:
    """Show how many activities of each form there were: table, chart and map."""
    table, sample = _asked(request)
    period = table.counts.period
    query = {
        "dari": f"{period.since:%Y-%m}",
        "sampai": f"{period.until:%Y-%m}",
        **({"data": "latihan"} if sample else {}),
    }

    def address(code: str) -> str:
        return f"{reverse('activities:home')}?{urlencode({**query, 'kantor': code} | _days(period))}"

    def say(unit: Unit, number: int) -> str:
        told = (
            _("%(n)s kegiatan") % {"n": number_format(number, force_grouping=True)}
            if number
            else _("belum ada kegiatan")
        )
        return f"{unit.name} · {told}"

    printed = [(each, units().get(each.area)) for each in published()]
    forms = [
        (label, table.total.forms.get(code, 0), 100 * table.total.forms.get(code, 0) / max(table.total.total, 1))
        for code, label in Form.choices
    ]
    level = "province" if table.above.pk == Office.CENTRE and request.GET.get("peta") == "provinsi" else "regency"
    context: dict[str, Any] = {
        "table": table,
        "forms": forms,
        "labels": [label for _code, label in Form.choices],
        "columns": columns_of(table.counts.months, months_between(period)),
        "map": stepped(table.numbers(level), level, address, say) if table.many else None,
        "level": level,
        "published": printed,
        "period": period,
        "query": urlencode(query),
        "sample": sample,
        "centre": request.member.office.pk == Office.CENTRE,
    }
    return render(request, "activities/counts.html", context)


def _days(period: Period) -> dict[str, str]:
    return {"dari": period.since.isoformat(), "sampai": (period.end - timedelta(1)).isoformat()}


@require_safe
@member_required()
def counts_table(request: MemberRequest, form: str) -> HttpResponse:
    """Give the table of counts as a file; the log keeps who took it."""
    table, sample = _asked(request)
    columns = ["code", "name", "level", *Form.values, "total", "counts_only", "since", "until"]
    period = table.counts.period
    months = {"since": f"{period.since:%Y-%m}", "until": f"{period.until:%Y-%m}"}
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "level": row.level,
            **dict(zip(Form.values, row.line.row, strict=True)),
            "total": row.line.total,
            "counts_only": row.line.only,
            **months,
        }
        for row in table.rows
    ]
    if sample:
        columns.append("label")
        rows = [{**row, "label": "SINTETIS"} for row in rows]
    notes = [(code, str(label)) for code, label in Form.choices]
    about = {**months, "above": table.above.pk, **({"synthetic": "SINTETIS"} if sample else {})}
    made = to_csv(columns, rows) if form == "csv" else to_xlsx(columns, rows, about, notes)
    note_activity_export(f"counts.{form}", rows=len(rows), actor=request.member)
    mark = "-SINTETIS" if sample else ""
    return _file(made, f"kegiatan-jumlah{mark}.{form}", form)


def _file(made: bytes, name: str, form: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@member_required()
def month(request: MemberRequest) -> HttpResponse:
    """Show how many activities of each form the member's office had in a month, and take what is written."""
    sample, office = sample_of(request), request.member.office
    today = first_of(today_at(office.pk))
    wanted = period_of(request.GET.get("bulan", ""), request.GET.get("bulan", ""), today).until
    wanted = min(wanted, today)
    given: dict[str, str] = {}
    faults: dict[str, list[str]] = {}
    status = 200
    if request.method == "POST":
        given = {form: request.POST.get(f"n-{form}", "") for form in Form.values}
        cells, faults = _cells(request, wanted)
        if not faults:
            try:
                changed = save_counts(office, cells, training=sample, actor=request.member)
            except RejectedError as refused:
                faults = {key.split()[0]: [each.sentence for each in found] for key, found in refused.faults.items()}
            except ConflictError as conflict:
                faults = {key.split()[0]: [_theirs(item["theirs"])] for key, item in conflict.items.items()}
                status = 409
            else:
                messages.success(request, _("%(n)s jumlah tersimpan.") % {"n": changed})
                query = {"bulan": f"{wanted:%Y-%m}", **({"data": "latihan"} if sample else {})}
                return redirect(f"{reverse('activities:month')}?{urlencode(query)}")
        status = 422 if faults and status == 200 else status
    return _month_page(request, wanted, sample=sample, given=given, faults=faults, status=status)


def _theirs(theirs: dict[str, Any]) -> str:
    if theirs["number"] is None:
        return _("Orang lain mengosongkan angka ini. Simpan lagi bila angka Anda yang benar.")
    return _("Orang lain menulis %(n)s. Simpan lagi bila angka Anda yang benar.") % {"n": theirs["number"]}


def _cells(request: MemberRequest, wanted: date) -> tuple[dict[Place, Cell], dict[str, list[str]]]:
    """Read the numbers of the form; an empty one is unknown, which is not zero."""
    cells: dict[Place, Cell] = {}
    faults: dict[str, list[str]] = {}
    source = request.POST.get("source", "").replace("\x00", "")[:120]
    for form in Form.values:
        seen = request.POST.get(f"v-{form}", "")
        try:
            number = whole_number("number", request.POST.get(f"n-{form}"))
        except ValueError as fault:
            faults[form] = [str(fault)]
            continue
        cells[(form, wanted)] = Cell(number, int(seen) if seen.isascii() and seen.isdigit() else 0, source)
    return cells, faults


def _month_page(
    request: MemberRequest,
    wanted: date,
    *,
    sample: bool,
    given: dict[str, str],
    faults: dict[str, list[str]],
    status: int,
) -> HttpResponse:
    office = request.member.office
    rows = {each.form: each for each in MonthCount.objects.filter(office=office, month=wanted, training=sample)}
    period = Period(wanted, wanted)
    line = counts_of(Office.objects.filter(pk=office.pk), period, training=sample).of(office.pk)
    listed = table_for(request.member, period, "", training=sample, listed_only=True)
    context = {
        "wanted": wanted,
        "sample": sample,
        "line": line,
        "editable": may_write(request.member, office),
        "rows": [
            {
                "form": form,
                "label": label,
                "listed": listed.counts.of(office.pk).forms.get(form, 0) if listed else 0,
                "row": rows.get(form),
                "counted": line.forms.get(form, 0),
                "said": given.get(form, rows[form].number if form in rows else ""),
                "faults": faults.get(form, []),
            }
            for form, label in Form.choices
        ],
        "title": LABELS["number"],
        "source": next((each.source for each in rows.values() if each.source), ""),
    }
    return render(request, "activities/month.html", context, status=status)
