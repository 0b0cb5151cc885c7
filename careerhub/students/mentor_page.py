"""The page of one alum: an opening to choose, times to propose, or a line to wait in."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.models import User
from interviews.access import may_take_offer
from interviews.actions.arranging import publishes_no_hours
from interviews.actions.errors import OthersFirst, Refusal
from interviews.queries import directory
from interviews.views.booking_calendar import Look
from interviews.views.choosing import remember_view, remembered_view
from interviews.views.offered import read_value
from interviews.views.page import short_when
from interviews.views.proposals import clock_difference

from . import address
from .booking import Offer, offer
from .coaching import Advice, advise
from .forms import MESSAGE_LENGTH, AskForm, WaitForm, WordsForm
from .line import Line, line_for
from .next_people import kept_choices, next_people, offer_people


def find_mentor(request: HttpRequest, pk: int) -> User:
    mentor = directory.get_listed(pk, reader=request.user)
    if mentor is None:
        raise Http404
    return mentor


def show(
    request: HttpRequest,
    mentor: User,
    *,
    form: WordsForm | None = None,
    typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """`form` is one with something to say (422), `typed` what is kept while somebody looks around."""
    look, now = Look.read(request.POST if request.method == "POST" else request.GET), clock.now()
    shown = offer(
        mentor,
        reader=request.user,
        office=office_policies.current(),
        look=look,
        wanted=read_value(form.data.get("at", "")) if form else look.at,
        refusal=refusal,
        remembered=remembered_view(request),
        now=now,
    )
    context = _context(request, mentor, shown, form, typed, now=now)
    context |= {"refusal": refusal, "may_join": isinstance(refusal, OthersFirst)}
    part = "students/_times.html" if request.headers.get("HX-Request") else ""
    status = 422 if form else 200
    answer = render(request, part or "students/mentor_detail.html", context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    remember_view(answer, look)
    return answer


def advice_on(form: WordsForm) -> Advice:
    text = str(form["message"].value() or "")[:MESSAGE_LENGTH].replace("\r\n", "\n")
    return advise(text, mentor=form.mentor, office=form.office)


def _context(
    request: HttpRequest,
    mentor: User,
    shown: Offer,
    form: WordsForm | None,
    typed: Mapping[str, str] | None,
    *,
    now: datetime,
) -> dict[str, Any]:
    line, proposes = line_for(request.user, mentor), publishes_no_hours(shown.rules)
    waits = not shown.calendar.has_openings and not proposes
    fitting = _fitting(request, mentor, form, typed, line, shown, waits=waits, now=now)
    back = address.write(address.read(request.GET))
    return {
        "mentor": mentor,
        "profile": mentor.mentor,
        "offer": shown,
        "calendar": shown.calendar,
        "card": shown.card,
        "form": fitting,
        "office": fitting.office,
        "is_wait": isinstance(fitting, WaitForm),
        "proposes": proposes,
        "difference": clock_difference(now, mentor, fitting.office) if proposes else "",
        "line": line,
        **_offered(request.user, shown, now=now),
        # A line has nobody next: what was typed for them stays in sight, and is one press from being sent.
        "kept_choices": kept_choices(request.POST, request.user)
        if isinstance(fitting, WaitForm)
        else [],
        # After a POST the calendar's buttons send the whole form along, so that nothing typed is lost.
        "nav": "ask-form" if request.method == "POST" else "days",
        "advice": advice_on(fitting),
        "back": back,
        "kept": parse_qsl(back.removeprefix("?")),
    }


def _offered(reader: User, shown: Offer, *, now: datetime) -> dict[str, Any]:
    """Whether a time from the waitlist may be taken here, and the time for its button."""
    held = shown.card.under_way
    if held is None or not may_take_offer(reader, held, now=now):
        return {}
    return {"may_take": True, "offered_time": short_when(held.starts_at, reader)}


def _fitting(
    request: HttpRequest,
    mentor: User,
    form: WordsForm | None,
    typed: Mapping[str, str] | None,
    line: Line,
    shown: Offer,
    *,
    waits: bool,
    now: datetime,
) -> WordsForm:
    """The form for what the page offers by now, with everything typed so far."""
    office = office_policies.current()
    if waits:
        if isinstance(form, WaitForm):
            return form
        words = form.data if form else typed
        kept = words or (vars(line.mine) if line.mine else {})
        return WaitForm(form.data if form else None, initial=kept, mentor=mentor, office=office)
    if form is not None and not isinstance(form, AskForm):
        return form
    ask = form or AskForm(
        initial={"key": uuid.uuid4().hex, **(typed or {})},
        mentor=mentor,
        office=office,
        student=request.user,
        has_hours=not publishes_no_hours(shown.rules),
        now=now,
    )
    picked = [ask[name].value() for name in ("next_2", "next_3")]
    people = next_people(
        shown.asker, shown.wish, known=shown.known, typed=picked, student=request.user
    )
    offer_people(ask, people)
    return ask
