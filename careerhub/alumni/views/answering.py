"""An alum says yes or not this time: signed in, or from the email without signing in.

Opening the link only shows a page that asks; mail scanners open every link.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import mentor_required
from careerhub.people.models import User
from interviews.access import is_mentor_of, may_answer
from interviews.actions.answering import accept_ask, decline_ask
from interviews.actions.errors import Refusal
from interviews.emails import links
from interviews.forms import DeclineForm
from interviews.models import Interview
from interviews.views import page
from interviews.views.doors import carry_out, posting
from interviews.views.lines import line_of

from ..words import how_it_stands, why_said


def by_the_alum(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for the alum who was asked; anybody else's request does not exist."""

    @wraps(view)
    @mentor_required
    @posting
    def guarded(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponseBase:
        if not is_mentor_of(request.user, interview):
            raise Http404
        return view(request, interview, now=now)

    return guarded


@by_the_alum
def accept(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponseBase:
    return carry_out(
        request,
        interview,
        lambda: accept_ask(interview, by=request.user, now=now),
        done=_("Booked. You both get an invitation for the calendar."),
    )


@by_the_alum
def decline(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponseBase:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return page.invalid(request, interview, forms={"decline": form})
    reason = form.cleaned_data["reason"]
    return carry_out(
        request,
        interview,
        lambda: decline_ask(interview, by=request.user, reason=reason, now=now),
        done=_("Noted. %(name)s gets a kind note, and the time is yours again.")
        % {"name": interview.student.get_short_name()},
        forms={"decline": form},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    found = links.read(token, links.ANSWER)
    if found is None or not is_mentor_of(found[1], found[0]):
        raise Http404
    interview, mentor = found
    form, refusal, now = DeclineForm(request.POST or None), "", clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, interview, mentor, reason=form.cleaned_data["reason"], now=now)
            return redirect(request.path)
        except Refusal as sentence:
            refusal = sentence.sentence
            interview.refresh_from_db()
    return _page(request, interview, mentor, form=form, refusal=refusal, now=now)


def _answer(
    request: HttpRequest, interview: Interview, mentor: User, *, reason: str, now: datetime
) -> None:
    if request.POST.get("answer") == "yes":
        accept_ask(interview, by=mentor, now=now)
    elif request.POST.get("answer") == "no":
        decline_ask(interview, by=mentor, reason=reason, now=now)


def _page(
    request: HttpRequest,
    interview: Interview,
    mentor: User,
    *,
    form: DeclineForm,
    refusal: str,
    now: datetime,
) -> HttpResponse:
    office, student = office_policies.current(), interview.student
    with timezone.override(ZoneInfo(mentor.zone or office.zone)):
        context = {
            "interview": interview,
            "reader": mentor,
            "other": student,
            "line": line_of(student, as_mentor=False),
            "by_mentor": True,
            "because": why_said(mentor, student),
            "short_when": page.short_when(interview.starts_at, mentor),
            "may_answer": may_answer(mentor, interview, now=now),
            "stands": how_it_stands(interview, now=now),
            "where": interview.meeting_place,
            "decline_form": form,
            "refusal": refusal,
            "unsaved": [] if may_answer(mentor, interview, now=now) else [form.data.get("reason")],
        }
        status = 422 if form.is_bound else 200
        return render(request, "alumni/answer.html", context, status=status)
