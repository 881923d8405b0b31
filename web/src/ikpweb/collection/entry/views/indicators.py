"""One indicator of a submission: what was said, its events, its comments and its history."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.collection.blind import hidden_grades
from ikpweb.collection.entry.common import base_context, said_a_word, submission_or_404
from ikpweb.collection.form import question_of
from ikpweb.collection.selectors.grid import decision_on
from ikpweb.collection.selectors.history import history_of

__all__ = ["indicator"]


@member_required()
def indicator(request: MemberRequest, cycle: str, office: str, indicator: str) -> HttpResponse:
    """Show an indicator with its rubric, its answer and its events; a comment can be added."""
    submission = submission_or_404(request, cycle, office)
    question = question_of(submission.cycle, submission.office.level, indicator)
    if question is None:
        raise Http404(indicator)
    if request.method == "POST":
        said_a_word(request, submission, indicator, None)
        return redirect("collection:indicator", cycle, office, indicator)
    context = {
        **base_context(request, submission),
        "question": question,
        "declaration": submission.declarations.filter(indicator=indicator).select_related("author").first(),
        "decision": decision_on(submission, indicator, None),
        "events": submission.events.filter(indicator=indicator),
        "blind": hidden_grades(request.member, submission.cycle),
        "comments": submission.comments.filter(indicator=indicator, event=None).select_related("author", "office"),
        "history": history_of(submission, indicator, events=False),
    }
    return render(request, "collection/indicator.html", context)
