"""What the views of entry share: finding the submission, saving, and the page of two versions."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikpweb.accounts.members import MemberRequest
from ikpweb.collection.content import EVENT_FIELDS
from ikpweb.collection.form import questions
from ikpweb.collection.models import Event, Submission
from ikpweb.collection.policies import may_comment, may_enter
from ikpweb.collection.selectors import submission_for
from ikpweb.collection.selectors.submissions import event_for
from ikpweb.collection.services import comment
from ikpweb.kit.errors import ConflictError, RejectedError

__all__ = ["base_context", "conflict_page", "event_or_404", "said_a_word", "submission_or_404"]


def submission_or_404(request: MemberRequest, cycle: str, office: str | None = None) -> Submission:
    """Give the submission of an office, or of the member's own; a foreign one is as if it did not exist."""
    found = submission_for(request.member, cycle, office or request.member.office.pk)
    if found is None:
        raise Http404(cycle)
    return found


def event_or_404(request: MemberRequest, key: UUID) -> Event:
    """Give an event of a submission that the member may see."""
    found = event_for(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


def base_context(request: MemberRequest, submission: Submission) -> dict[str, Any]:
    """Give what every page of a submission shows."""
    cycle, office = submission.cycle, submission.office
    return {
        "submission": submission,
        "cycle": cycle,
        "office": office,
        "training": cycle.training,
        "own": office.pk == request.member.office.pk,
        "may_enter": may_enter(request.member, submission),
        "may_comment": may_comment(request.member, submission),
        "api": reverse("office-api-v1:submission", args=[cycle.pk, office.pk]),
        "client": uuid4(),
    }


def said_a_word(request: MemberRequest, submission: Submission, indicator: str, about: Event | None) -> None:
    """Add the comment of a page's form, or say why not."""
    try:
        comment(submission, indicator, request.POST.get("comment", ""), event=about, actor=request.member)
    except RejectedError as refused:
        messages.error(request, refused.faults["comment"][0].sentence)
    else:
        messages.success(request, _("Komentar ditambahkan."))


def conflict_page(
    request: MemberRequest, submission: Submission, conflict: ConflictError, changes: Mapping[str, Mapping[str, Any]]
) -> HttpResponse:
    """Show what stood before, what the other says and what the writer says, with a proposal for each field."""
    asked = questions(submission.cycle, submission.office.level)
    items = []
    for key, versions in conflict.items.items():
        is_event = "indicator" in versions["mine"]
        order = [name for name in EVENT_FIELDS if name != "indicator"] if is_event else ["answer", "reason"]
        code = versions["mine"]["indicator"] if is_event else key
        items.append(
            {
                "key": key,
                "is_event": is_event,
                "question": asked.get(code),
                "versions": json.dumps({side: versions[side] for side in ("theirs", "mine", "merged")}),
                "fields": [
                    {
                        "name": name,
                        "base": versions["base"].get(name),
                        "theirs": versions["theirs"][name],
                        "mine": versions["mine"][name],
                        "pick": "mine" if versions["merged"][name] == versions["mine"][name] else "theirs",
                        "both": name in versions["both"],
                    }
                    for name in order
                    if versions["theirs"][name] != versions["mine"][name]
                ],
            }
        )
    others = {
        kind: {key: content for key, content in changes.get(kind, {}).items() if key in conflict.others}
        for kind in ("declarations", "events")
    }
    context = {
        **base_context(request, submission),
        "items": items,
        "seen": conflict.revision,
        "others": json.dumps(others),
        "other_count": len(conflict.others),
    }
    return render(request, "collection/conflict.html", context, status=409)
