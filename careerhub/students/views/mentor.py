"""One alum, their openings, and the ask."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import student_required
from careerhub.people.models import User
from interviews.actions.asking import ask_for_interview, publishes_hours
from interviews.actions.errors import Refusal
from interviews.models import Interview, Stage
from interviews.views.booking_calendar import LOOKING

from ..forms import AskForm, WaitForm
from ..mentor_page import advice_on, find_mentor, show


@student_required
@require_safe
def mentor_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_mentor(request, pk))


@student_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("students:mentor_detail", pk=pk)
    mentor = find_mentor(request, pk)
    if any(name in request.POST for name in LOOKING):
        return show(request, mentor, typed=request.POST.dict())
    form = AskForm(
        request.POST,
        mentor=mentor,
        office=office_policies.current(),
        student=request.user,
        has_hours=publishes_hours(mentor),
        now=clock.now(),
    )
    if not form.is_valid():
        return show(request, mentor, form=form)
    try:
        interview = _ask(request.user, mentor, form)
    except Refusal as refusal:
        return show(request, mentor, form=form, refusal=refusal)
    if interview.stage == Stage.ASKED:
        done = _("Your request is on its way to %(name)s.")
    else:
        done = _("Booked. You and %(name)s both get a calendar invitation.")
    messages.success(request, done % {"name": mentor.get_short_name()})
    return redirect("interviews:interview_detail", pk=interview.pk)


def _ask(student: User, mentor: User, form: AskForm) -> Interview:
    sent = form.cleaned_data
    first, *more = sent["starts"]
    return ask_for_interview(
        student,
        mentor=mentor,
        starts_at=first,
        more_times=more,
        message=sent["message"],
        questions=sent["questions"],
        choices=sent["choices"],
        key=sent["key"],
        now=clock.now(),
    )


@student_required
@require_POST
def coach(request: HttpRequest, pk: int) -> HttpResponse:
    """What the coach says of the words so far; nothing is kept."""
    mentor = find_mentor(request, pk)
    form = WaitForm(request.POST, mentor=mentor, office=office_policies.current())
    context = {"mentor": mentor, "form": form, "advice": advice_on(form)}
    return render(request, "students/_coach.html", context)
