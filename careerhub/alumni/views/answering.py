"""An alum answers a request: signed in, or from the email without signing in.

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
from careerhub.people.guards import mentor_required, person_of
from careerhub.people.models import User
from interviews.access import get_interview_for, is_mentor_of
from interviews.actions.answering import accept_ask, decline_ask
from interviews.actions.errors import Refusal
from interviews.emails import links
from interviews.models import Interview
from interviews.views import page
from interviews.views.doors import carry_out, posting

from ..replies import Reply
from ..reply_forms import NotThisTimeForm
from ..request_page import context_of


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
    form = NotThisTimeForm(request.POST, interview=interview)
    if not form.is_valid():
        return page.invalid(request, interview, forms={"decline": form})
    reason = form.cleaned_data["said"]
    try:
        decline_ask(interview, by=request.user, reason=reason, now=now)
    except Refusal as refusal:
        return page.refused(request, interview, refusal.sentence, forms={"decline": form})
    return redirect("alumni:request_detail", interview.pk)


@mentor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The request on a page of its own, with everything that may be answered."""
    person = person_of(request)
    interview = get_interview_for(person, pk)
    if not is_mentor_of(person, interview):
        raise Http404
    return _ask_and_answer(request, interview, person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    found = links.read(token, links.ANSWER)
    if found is None or not is_mentor_of(found[1], found[0]):
        raise Http404
    interview, mentor = found
    with timezone.override(ZoneInfo(mentor.zone or office_policies.current().zone)):
        return _ask_and_answer(request, interview, mentor)


def _ask_and_answer(request: HttpRequest, interview: Interview, mentor: User) -> HttpResponse:
    now, refusal = clock.now(), ""
    reply = Reply(request.POST if request.method == "POST" else None, interview, mentor, now=now)
    fits = reply.is_valid()
    if request.method == "POST" and fits and not reply.only_looks:
        try:
            reply.carry_out()
            return redirect(request.path)
        except Refusal as sentence:
            refusal = sentence.sentence
            interview.refresh_from_db()
    context = context_of(reply, wanted=reply.answer or request.GET.get("do", ""))
    status = 422 if refusal or not fits else 200
    return render(request, "alumni/answer.html", context | {"refusal": refusal}, status=status)
