"""An alum's home: who waits for an answer, who comes this week, and what it has led to."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.people.guards import mentor_required, person_of
from careerhub.people.models import User
from interviews.actions.availability import rest_until, schedule_of
from interviews.actions.errors import Refusal
from interviews.actions.goodwill import offer_in_a_term
from interviews.models import Interview
from interviews.views.lines import line_of
from interviews.views.page import short_when

from .. import queries
from ..goodwill import Goodwill, RestForm
from ..impact import sum_of
from ..words import why_said


@mentor_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    return _show(request, person_of(request))


def _show(
    request: HttpRequest, mentor: User, *, rest: RestForm | None = None, status: int = 200
) -> HttpResponse:
    now = clock.now()
    calendars = queries.calendars_of(mentor, now=now)
    goodwill = queries.goodwill_of(mentor, calendars)
    context = {
        "greeting": greeting(now),
        "requests": [
            request_card(mentor, one) for one in queries.requests_waiting(mentor, now=now)
        ],
        "offered": queries.offered(mentor, now=now),
        "this_week": [week_row(one) for one in queries.this_week(mentor, now=now)],
        "to_be_told": queries.to_be_told(mentor, now=now),
        "sum": sum_of(mentor),
        "goodwill": goodwill,
        "rest_form": rest or _rest_form(goodwill, now),
        "has_hours": any(queries.publishes_hours(times.rules) for times in calendars.of.values()),
    }
    return render(request, "alumni/home.html", context, status=status)


@require_POST
@mentor_required
def goodwill(request: HttpRequest) -> HttpResponse:
    """One more or one fewer this term, or a rest; nothing that is promised changes."""
    mentor, now = person_of(request), clock.now()
    if "step" in request.POST:
        _step(request, mentor, now=now)
        return redirect("alumni:home")
    form = RestForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        return _show(request, mentor, rest=form, status=422)
    day = form.cleaned_data["day"]
    rest_until(schedule_of(mentor), by=mentor, day=day, now=now)
    if day:
        said = _("You rest until %s. What is booked stands.") % date_format(day, "D, M j")
    else:
        said = _("You are open again.")
    messages.success(request, said)
    return redirect("alumni:home")


def _step(request: HttpRequest, mentor: User, *, now: datetime) -> None:
    current = queries.goodwill_of(mentor, queries.calendars_of(mentor, now=now))
    steps = {"more": 1, "fewer": -1}
    step = steps.get(request.POST["step"])
    if current is None or step is None:
        return
    most = current.cap + step
    try:
        offer_in_a_term(schedule_of(mentor), by=mentor, most=most, now=now)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        said = ngettext(
            "You offer %d conversation this term.", "You offer %d conversations this term.", most
        )
        messages.success(request, said % most)


def _rest_form(goodwill: Goodwill | None, now: datetime) -> RestForm:
    resting = goodwill.resting_until if goodwill else None
    return RestForm(today=timezone.localdate(now), initial={"day": resting})


def greeting(now: datetime) -> str:
    hour = timezone.localtime(now).hour
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def request_card(mentor: User, interview: Interview) -> dict[str, object]:
    return {
        "interview": interview,
        "line": line_of(interview.student, as_mentor=False),
        "because": why_said(mentor, interview.student),
        "short_when": short_when(interview.starts_at, mentor),
        "times": queries.open_proposals(interview),
    }


def week_row(interview: Interview) -> dict[str, object]:
    return {"interview": interview, "questions": len(interview.question_list)}
