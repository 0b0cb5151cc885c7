"""All conversations of this student as a list, one stage at a time if they like."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import student_required
from interviews.queries import pipeline, upcoming

PAGE = 50


@student_required
@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    now, office = clock.now(), office_policies.current()
    interviews = upcoming.interviews_of(request.user)
    letters = upcoming.letters_of(interviews)
    actions = upcoming.next_actions(interviews, letters, office=office, now=now)
    lines = pipeline.lines_of(reversed(interviews), letters, actions, now=now)
    columns = pipeline.columns(lines, closed=True)
    chosen = next((each for each in columns if each.stage == request.GET.get("stage")), None)
    shown = chosen.lines if chosen else lines
    context = {
        "columns": columns,
        "chosen": chosen,
        "count": len(lines),
        "page_address": f"?stage={chosen.stage}&" if chosen else "?",
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "students/interview_list.html", context)
