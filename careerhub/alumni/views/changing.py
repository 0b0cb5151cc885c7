"""An alum moves or cancels a booked conversation from the email, without signing in.

The page asks once; only its buttons change anything.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.models import User
from interviews import access
from interviews.actions.changing import cancel_interview, move_interview
from interviews.actions.errors import Refusal
from interviews.emails import links
from interviews.forms import CancelForm, MoveForm
from interviews.models import Interview
from interviews.queries.openings import load_calendars
from interviews.views.booking_calendar import BookingCalendar, Look
from interviews.views.choosing import calendar_of
from interviews.views.offered import read_value

from ..words import how_it_stands

MOVE, CANCEL = "move", "cancel"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    found = links.read(token, links.CHANGE)
    if found is None or not access.is_mentor_of(found[1], found[0]):
        raise Http404
    interview, mentor = found
    with timezone.override(ZoneInfo(mentor.zone or office_policies.current().zone)):
        return _ask_and_change(request, interview, mentor, now=clock.now())


def _ask_and_change(
    request: HttpRequest, interview: Interview, mentor: User, *, now: datetime
) -> HttpResponse:
    office = office_policies.current()
    late = access.is_late_cancel(interview, office, now=now)
    wanted = request.POST.get("answer", "")
    move = MoveForm(request.POST if wanted == MOVE else None)
    cancel = CancelForm(request.POST if wanted == CANCEL else None, needed=late)
    form, refused = {MOVE: move, CANCEL: cancel}.get(wanted), None
    if form is not None and form.is_valid():
        try:
            _carry_out(interview, mentor, form, now=now)
            return redirect(request.path)
        except Refusal as refusal:
            refused = refusal
            interview.refresh_from_db()
    may_change = access.may_cancel(mentor, interview, now=now)
    left = access.moves_left(mentor, interview, office)
    context = {
        "interview": interview,
        "reader": mentor,
        "other": interview.student,
        "may_change": may_change,
        "moves_left": left,
        "calendar": _calendar(interview, mentor, move, refused, now=now)
        if may_change and left
        else None,
        "late": late,
        "move_form": move,
        "cancel_form": cancel,
        "open_fold": wanted or request.GET.get("do", ""),
        "stands": how_it_stands(interview, now=now),
        "refusal": refused.sentence if refused else "",
        "unsaved": [] if may_change else [text for text in [cancel.data.get("reason")] if text],
    }
    status = 422 if refused or (form is not None and not form.is_valid()) else 200
    return render(request, "alumni/change.html", context, status=status)


def _carry_out(
    interview: Interview, mentor: User, form: MoveForm | CancelForm, *, now: datetime
) -> None:
    if isinstance(form, MoveForm):
        starts_at = form.cleaned_data["starts_at"]
        move_interview(interview, by=mentor, starts_at=starts_at, now=now)
    else:
        cancel_interview(interview, by=mentor, reason=form.cleaned_data["reason"], now=now)


def _calendar(
    interview: Interview, mentor: User, form: MoveForm, refused: Refusal | None, *, now: datetime
) -> BookingCalendar:
    """Their other openings by day; the time that stands is not among them."""
    student, wanted = interview.student, read_value(str(form.data.get("starts_at", "")))
    return calendar_of(
        load_calendars([mentor], booker=student, now=now, without=interview),
        mentor,
        reader=mentor,
        other_zone=student.zone or office_policies.current().zone,
        look=Look(),
        wanted=wanted if wanted != interview.starts_at else None,
        offered=refused.openings if refused else None,
        leave_out=interview.starts_at,
    )
