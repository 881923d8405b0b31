"""Files and pictures of a plan."""

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit import formats
from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.prevention.plans.columns import COLUMNS, about, rows_for
from ikpweb.prevention.plans.pictures import MAKERS
from ikpweb.prevention.plans.views.common import ready_or_404

__all__ = ["chart", "table"]


@member_required()
def table(request: MemberRequest, key: str, form: str) -> HttpResponse:
    """Give all items as a file."""
    found = ready_or_404(request, int(key))
    rows = rows_for(found)
    told = about(found)
    if form == "csv":
        body = formats.to_csv(COLUMNS, rows, indonesian=request.GET.get("format") == "id")
    else:
        body = formats.to_xlsx(COLUMNS, rows, told)
    answer = HttpResponse(body, content_type=formats.CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="usulan-{found.office_id}-{found.pk}.{form}"'
    return answer


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@member_required()
def chart(request: MemberRequest, key: str, name: str, form: str) -> HttpResponse:
    """Give a picture of a plan; ``?lebar=sempit`` gives the one for narrow screens."""
    found, maker = ready_or_404(request, int(key)), MAKERS.get(name)
    if maker is None:
        raise Http404
    drawn = maker(found, request.GET.get("lebar") == "sempit")
    answer = HttpResponse(render_chart(drawn, form), content_type=formats.CONTENT_TYPES[form])
    answer["Cache-Control"] = "no-store"  # what people change changes it
    return answer
