"""An alum's home: who waits for an answer, who comes this week, and what it has led to."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careerhub.common import clock
from careerhub.people.guards import mentor_required
from careerhub.people.models import User
from interviews.forms import DeclineForm
from interviews.models import Interview
from interviews.views.lines import line_of
from interviews.views.page import short_when

from .. import queries
from ..words import why_said


@mentor_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    mentor, now = request.user, clock.now()
    waiting = queries.requests_waiting(mentor, now=now)
    calendars = queries.calendars_of(mentor, now=now)
    context = {
        "greeting": greeting(now),
        "requests": [request_card(mentor, interview) for interview in waiting],
        "this_week": [week_row(one) for one in queries.this_week(mentor, now=now)],
        "to_be_told": queries.to_be_told(mentor, now=now),
        "met": queries.students_met(mentor),
        "goodwill": queries.goodwill_of(mentor, calendars),
        "has_hours": any(times.rules.hours for times in calendars.of.values()),
    }
    return render(request, "alumni/home.html", context)


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
        # Several forms stand on one page, so each names its fields after its request.
        "decline_form": DeclineForm(auto_id=f"decline-{interview.pk}-%s"),
    }


def week_row(interview: Interview) -> dict[str, object]:
    return {"interview": interview, "questions": len(interview.question_list)}
