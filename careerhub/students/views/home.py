"""What should this student do next, by when, and whom might they ask?"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import student_required
from interviews.models import AFTER, Interview
from interviews.queries import pipeline, upcoming

from ..cards import suggestions

# Within these days a weekday is enough to know the day.
NEAR_DAYS = 6


@student_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now, office = clock.now(), office_policies.current()
    interviews = upcoming.interviews_of(request.user)
    letters = upcoming.letters_of(interviews)
    actions = upcoming.next_actions(interviews, letters, office=office, now=now)
    lines = pipeline.lines_of(interviews, letters, actions, now=now)
    context = {
        "now": now,
        "part_of_day": part_of_day(timezone.localtime(now)),
        "interviews": interviews,
        "met_today": any(_is_met_today(one, now) for one in interviews),
        "actions": actions,
        "columns": pipeline.columns(lines),
        "questions_wanted": upcoming.QUESTIONS_WANTED,
        "suggestions": suggestions(
            request.user, known={one.mentor_id for one in interviews}, now=now
        ),
        **_next(upcoming.next_conversation(interviews, now=now), now),
    }
    return render(request, "students/home.html", context)


def part_of_day(local: datetime) -> str:
    """Night owls are wished a good evening."""
    if 4 <= local.hour < 12:
        return "morning"
    return "afternoon" if 12 <= local.hour < 18 else "evening"


def _is_met_today(interview: Interview, now: datetime) -> bool:
    met_on = timezone.localdate(interview.ends_at)
    return interview.stage in AFTER and met_on == timezone.localdate(now)


def _next(interview: Interview | None, now: datetime) -> dict[str, object]:
    if interview is None:
        return {"next": None}
    steps = upcoming.preparation(interview)
    days = (timezone.localdate(interview.starts_at) - timezone.localdate(now)).days
    return {
        "next": interview,
        "is_near": days <= NEAR_DAYS,
        "steps": steps,
        "steps_done": sum(step.is_done for step in steps),
        "questions_left": 0
        if upcoming.has_questions(interview)
        else upcoming.QUESTIONS_WANTED - len(interview.question_list),
    }
