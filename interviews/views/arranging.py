"""The two look for another time, and a student takes a time from the waitlist or lets it go."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import login_required
from careerhub.people.models import User

from .. import access
from ..actions import answering, arranging, waitlist
from ..actions.errors import Refusal
from ..forms import NoneSuitsForm, TakeTimeForm, TimesForm
from ..models import Interview
from . import page
from .doors import carry_out, posting
from .proposals import clock_difference, in_words


@never_cache
@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    interview, now = access.get_interview_for(request.user, pk), clock.now()
    page.mark_role(request, interview)
    if request.method != "POST" and not _may_propose(request.user, interview, now=now):
        messages.warning(request, _("Other times can no longer be proposed here."))
        return redirect("interviews:interview_detail", pk)
    form, other = TimesForm(request.POST or None), interview.other(request.user)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(interview, form, by=request.user, now=now)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            done = _("Proposed. %(name)s is asked which of them suits.")
            messages.success(request, done % {"name": other.get_short_name()})
            return redirect("interviews:interview_detail", pk)
    office = office_policies.current()
    context = {
        "interview": interview,
        "other": other,
        "form": form,
        "standing": in_words(interview.starts_at, interview, request.user, office),
        "difference": clock_difference(interview.starts_at, other, office),
    }
    status = 422 if form.is_bound else 200
    return render(request, "interviews/propose.html", context, status=status)


def _may_propose(person: User, interview: Interview, *, now: datetime) -> bool:
    return access.may_propose(person, interview, office_policies.current(), now=now)


def _propose(interview: Interview, form: TimesForm, *, by: User, now: datetime) -> None:
    starts, reason = form.cleaned_data["starts"], form.cleaned_data["reason"]
    arranging.propose_times(interview, by=by, starts=starts, reason=reason, now=now)


@posting
def take_time(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    form = TakeTimeForm(request.POST)
    if not form.is_valid():
        return page.invalid(request, interview, forms={"take": form})
    starts_at = form.cleaned_data["starts_at"]
    return carry_out(
        request,
        interview,
        lambda: arranging.accept_proposal(interview, by=request.user, starts_at=starts_at, now=now),
        done=_("Agreed. You both get it in your calendar."),
        forms={"take": form},
    )


@posting
def none_suits(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    form = NoneSuitsForm(request.POST)
    if not form.is_valid():
        return page.invalid(request, interview, forms={"none_suits": form})
    reason = form.cleaned_data["reason"]
    name = {"name": interview.other(request.user).get_short_name()}
    return carry_out(
        request,
        interview,
        lambda: arranging.refuse_proposals(interview, by=request.user, reason=reason, now=now),
        done=_("Done. %(name)s hears that none of these suits.") % name,
        forms={"none_suits": form},
    )


@posting
def take_offer(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    name = {"name": interview.mentor.get_short_name()}
    return carry_out(
        request,
        interview,
        lambda: waitlist.take_offer(interview, by=request.user, now=now),
        done=_("It is yours. Your words are on their way to %(name)s.") % name,
    )


@posting
def let_go(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    return carry_out(
        request,
        interview,
        lambda: answering.withdraw_ask(interview, by=request.user, now=now),
        done=_("Let go. The next in line is offered it, and you have left the line."),
    )
