"""What the matrix means: the centre's appetite, version by version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.register.matrix import CONSEQUENCES, LIKELIHOODS, SCALE, Level
from ikpweb.prevention.register.models import Appetite
from ikpweb.prevention.register.policies import may_set_appetite
from ikpweb.prevention.register.selectors.risks import appetite_now
from ikpweb.prevention.register.services import set_appetite
from ikpweb.prevention.register.views.common import number_in, tell_refusal

__all__ = ["appetite"]


@member_required()
def appetite(request: MemberRequest) -> HttpResponse:
    """Show the matrix with its versions; the centre's head sets a new one."""
    cells, last = appetite_now()
    status = 200
    if request.method == "POST":
        if not may_set_appetite(request.member):
            return refused(request, _("Hanya ketua pusat yang menetapkan selera risiko."))
        cells = [[request.POST.get(f"sel-{row}-{column}", "") for column in SCALE] for row in SCALE]
        try:
            note = request.POST.get("note", "")
            set_appetite(cells, note, seen=number_in(request.POST, "seen"), actor=request.member)
        except RejectedError as fault:
            tell_refusal(request, fault)
            status = 422
        except ConflictError:
            messages.error(request, _("Orang lain menetapkan versi baru lebih dahulu. Bandingkan, lalu tetapkan lagi."))
            return redirect("register:appetite")
        else:
            messages.success(request, _("Selera risiko ditetapkan."))
            return redirect("register:appetite")
    matrix = [(row, [(column, cells[row - 1][column - 1]) for column in SCALE]) for row in reversed(SCALE)]
    context = {
        "view": "risks",
        "matrix": matrix,
        "appetite": last,
        "versions": Appetite.objects.select_related("by"),
        "levels": Level.choices,
        "likelihoods": LIKELIHOODS,
        "consequences": CONSEQUENCES,
        "may_set": may_set_appetite(request.member),
        "note": request.POST.get("note", ""),
    }
    return render(request, "register/appetite.html", context, status=status)
