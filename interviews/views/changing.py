"""Move or cancel a booked conversation: each has a page that says what will happen, then a button."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import login_required
from careerhub.people.models import User

from .. import access
from ..actions.changing import cancel_interview, move_interview, move_needs_yes
from ..actions.errors import Refusal, TimeTaken
from ..forms import CancelForm, MoveForm
from ..models import Interview
from ..queries.openings import load_calendars
from .booking_calendar import LOOKING, BookingCalendar, Look
from .choosing import calendar_of, remember_view, remembered_view
from .offered import read_value
from .page import mark_role
from .terms import terms_of


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
    if any(name in request.POST for name in LOOKING):
        return _move_page(request, interview, MoveForm(initial=request.POST.dict()), now=now)
    form, refused = MoveForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            moved = _move(interview, form, by=request.user, now=now)
        except Refusal as refusal:
            refused = refusal
            field = "starts_at" if isinstance(refusal, TimeTaken) else None
            form.add_error(field, refusal.sentence)
        else:
            messages.success(request, _said_of_the_move(moved, request.user))
            return redirect("interviews:interview_detail", interview.pk)
    return _move_page(request, interview, form, refusal=refused, now=now)


def _move(interview: Interview, form: MoveForm, *, by: User, now: datetime) -> Interview:
    starts_at, reason = form.cleaned_data["starts_at"], form.cleaned_data["reason"]
    return move_interview(interview, by=by, starts_at=starts_at, reason=reason, now=now)


def _said_of_the_move(moved: Interview, by: User) -> str:
    if moved.proposed_at is None:
        return _("Moved. You both get the new time by email.")
    sentence = _("Proposed. Your booked time stands until %(name)s says yes to the new one.")
    return sentence % {"name": moved.other(by).get_short_name()}


def _move_page(
    request: HttpRequest,
    interview: Interview,
    form: MoveForm,
    *,
    refusal: Refusal | None = None,
    now: datetime,
) -> HttpResponse:
    look = Look.read(request.POST if request.method == "POST" else request.GET)
    wanted = read_value(form.data.get("starts_at", "")) if form.is_bound else look.at
    shown = _other_times(request, interview, look=look, wanted=wanted, refusal=refusal, now=now)
    office = office_policies.current()
    context = {
        "form": form,
        "calendar": shown,
        "nav": "move-form" if request.method == "POST" else "days",
        "terms": terms_of(interview.mentor, office, now),
        "may_propose": access.may_propose(request.user, interview, office, now=now),
    }
    is_part = bool(request.headers.get("HX-Request"))
    template = "interviews/_move_times.html" if is_part else "interviews/move.html"
    answer = _page(request, interview, template, form, context)
    patch_vary_headers(answer, ["HX-Request"])
    remember_view(answer, look)
    return answer


def _other_times(
    request: HttpRequest,
    interview: Interview,
    *,
    look: Look,
    wanted: datetime | None,
    refusal: Refusal | None,
    now: datetime,
) -> BookingCalendar:
    """The alum's other openings; the time that stands is not among them."""
    mentor, person = interview.mentor, request.user
    other = interview.other(person)
    return calendar_of(
        load_calendars([mentor], booker=interview.student, now=now, without=interview),
        mentor,
        reader=person,
        other_zone=other.zone or office_policies.current().zone,
        look=look,
        wanted=wanted if wanted != interview.starts_at else None,
        offered=refusal.openings if refusal else None,
        remembered=remembered_view(request),
        leave_out=interview.starts_at,
        is_at_once=lambda at: not move_needs_yes(interview, by=person, starts_at=at, now=now),
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
