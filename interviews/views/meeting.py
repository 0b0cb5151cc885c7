"""Withdraw, prepare, note, and say whether it took place: each is one button on the page."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..actions import answering, meeting
from ..actions.errors import Refusal
from ..forms import NotesForm, PrepareForm
from ..models import Interview
from . import page
from .doors import carry_out, posting


@posting
def withdraw(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    done = _("Withdrawn. The time is free again, and %(name)s has nothing left to answer.")
    return carry_out(
        request,
        interview,
        lambda: answering.withdraw_ask(interview, by=request.user, now=now),
        done=done % {"name": interview.mentor.get_short_name()},
    )


@posting
def prepare(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    form = PrepareForm(request.POST)
    if not form.is_valid():
        return page.invalid(request, interview, forms={"prepare": form})
    questions = form.cleaned_data["questions"]
    return carry_out(
        request,
        interview,
        lambda: meeting.prepare_interview(interview, by=request.user, questions=questions, now=now),
        done=_("You are ready. %(name)s sees your questions in the reminder.")
        % {"name": interview.mentor.get_short_name()},
        forms={"prepare": form},
    )


@posting
def notes(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:  # noqa: ARG001
    form = NotesForm(request.POST)
    by_script = "X-Autosave" in request.headers
    try:
        if form.is_valid():
            meeting.save_notes(interview, by=request.user, notes=form.cleaned_data["notes"])
            if by_script:
                return HttpResponse(status=204)
            return carry_out(request, interview, lambda: None, done=_("Notes saved."))
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
    sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if by_script:
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    return page.refused(request, interview, sentence, forms={"notes": form})


@posting
def say_held(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    return carry_out(
        request,
        interview,
        lambda: meeting.say_held(interview, by=request.user, now=now),
        done=_("Thank you. Good that you two met."),
    )


@posting
def report_no_show(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponse:
    return carry_out(
        request,
        interview,
        lambda: meeting.report_no_show(interview, by=request.user, now=now),
        done=_("Noted. No letter goes out while this is open."),
    )
