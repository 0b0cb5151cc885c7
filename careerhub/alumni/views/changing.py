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
from interviews.queries.openings import openings_of
from interviews.views.choices import Day, choices_by_day

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
    form, refusal = {MOVE: move, CANCEL: cancel}.get(wanted), ""
    if form is not None and form.is_valid():
        try:
            _carry_out(interview, mentor, form, now=now)
            return redirect(request.path)
        except Refusal as sentence:
            refusal = sentence.sentence
            interview.refresh_from_db()
    may_change = access.may_cancel(mentor, interview, now=now)
    left = access.moves_left(mentor, interview, office)
    days = _days(interview, mentor, move, now=now) if may_change and left else []
    context = {
        "interview": interview,
        "reader": mentor,
        "other": interview.student,
        "may_change": may_change,
        "moves_left": left,
        "days": days,
        "later_is_chosen": any(one.is_chosen for _day, starts in days[3:] for one in starts),
        "late": late,
        "move_form": move,
        "cancel_form": cancel,
        "open_fold": wanted or request.GET.get("do", ""),
        "stands": how_it_stands(interview, now=now),
        "refusal": refusal,
        "unsaved": [] if may_change else [text for text in [cancel.data.get("reason")] if text],
    }
    status = 422 if refusal or (form is not None and not form.is_valid()) else 200
    return render(request, "alumni/change.html", context, status=status)


def _carry_out(
    interview: Interview, mentor: User, form: MoveForm | CancelForm, *, now: datetime
) -> None:
    if isinstance(form, MoveForm):
        starts_at = form.cleaned_data["starts_at"]
        move_interview(interview, by=mentor, starts_at=starts_at, now=now)
    else:
        cancel_interview(interview, by=mentor, reason=form.cleaned_data["reason"], now=now)


def _days(interview: Interview, mentor: User, form: MoveForm, *, now: datetime) -> list[Day]:
    student = interview.student
    starts = openings_of(mentor, booker=student, now=now, without=interview)
    return choices_by_day(
        (start for start in starts if start != interview.starts_at),
        reader=mentor,
        other_zone=student.zone or office_policies.current().zone,
        chosen=str(form.data.get("starts_at", "")),
    )
