"""Move or cancel a booked conversation: each has a page that says what will happen, then a button."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import login_required

from .. import access
from ..actions.changing import cancel_interview, move_interview
from ..actions.errors import Refusal, TimeTaken
from ..forms import CancelForm, MoveForm
from ..models import Interview
from ..queries.openings import openings_of
from .choices import Day, choices_by_day
from .page import mark_role


def while_it_may_change(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Only the two, only until the start; later, the interview page says how things stand."""

    @wraps(view)
    @never_cache
    @login_required
    def guarded(request: HttpRequest, pk: int) -> HttpResponseBase:
        interview, now = access.get_interview_for(request.user, pk), clock.now()
        mark_role(request, interview)
        if request.method != "POST" and not access.may_cancel(request.user, interview, now=now):
            messages.warning(request, _("This conversation can no longer be moved or cancelled."))
            return redirect("interviews:interview_detail", pk)
        return view(request, interview, now=now)

    return guarded


@while_it_may_change
def cancel(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    late = access.is_late_cancel(interview, office_policies.current(), now=now)
    form = CancelForm(request.POST or None, needed=late)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            cancel_interview(interview, by=request.user, reason=reason, now=now)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            name = interview.other(request.user).get_short_name()
            messages.success(request, _("Cancelled. %(name)s has been told.") % {"name": name})
            return redirect("interviews:interview_detail", interview.pk)
    context = {"form": form, "late": late}
    return _page(request, interview, "interviews/cancel.html", form, context)


@while_it_may_change
def move(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    form, near = MoveForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        starts_at = form.cleaned_data["starts_at"]
        try:
            move_interview(interview, by=request.user, starts_at=starts_at, now=now)
        except TimeTaken as refusal:
            near = refusal.openings
            form.add_error("starts_at", refusal.sentence)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Moved. You both get the new time by email."))
            return redirect("interviews:interview_detail", interview.pk)
    days = other_times(request, interview, form=form, now=now)
    context = {"form": form, "days": days, "near": near}
    return _page(request, interview, "interviews/move.html", form, context)


def other_times(
    request: HttpRequest, interview: Interview, *, form: MoveForm, now: datetime
) -> list[Day]:
    """The alum's other openings by day; what was picked before stays picked while it is open."""
    free = openings_of(interview.mentor, booker=interview.student, now=now, without=interview)
    other = interview.other(request.user)
    return choices_by_day(
        [start for start in free if start != interview.starts_at],
        reader=request.user,
        other_zone=other.zone or office_policies.current().zone,
        chosen=form.data.get("starts_at", ""),
    )


def _page(
    request: HttpRequest, interview: Interview, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    person, office = request.user, office_policies.current()
    shared = {
        "interview": interview,
        "other": interview.other(person),
        "by_mentor": access.is_mentor_of(person, interview),
        "moves_left": access.moves_left(person, interview, office),
        "where": interview.meeting_place,
        "office": office,
    }
    status = 422 if form.is_bound else 200
    return render(request, template, {**shared, **context}, status=status)
