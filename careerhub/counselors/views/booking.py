"""A counselor books in a student’s name: whom for, with whom, when, and then the words."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import counselor_required, person_of
from careerhub.people.models import User
from interviews.actions.errors import LimitReached, Refusal, TimeTaken
from interviews.actions.on_behalf import book_for_student, limits_in_the_way
from interviews.models import Interview, Stage
from interviews.queries.openings import load_calendars
from interviews.views.booking_calendar import Look
from interviews.views.choosing import calendar_of, remember_view, remembered_view
from interviews.views.offered import value_of

from ..bookable import MOST, alumni, named, students
from ..booking_forms import BookingForm, OtherTimeForm, read_near
from ..limit_words import sentence_of

PAGE = "counselors/booking.html"


@counselor_required
def booking(request: HttpRequest) -> HttpResponse:
    """Each step stands in the address, so that Back goes one step back."""
    chosen = request.GET
    if not chosen.get("student"):
        return _search(request, named(students(), chosen.get("q", "")), {})
    student = _person(students(), chosen["student"])
    if not chosen.get("mentor"):
        found = named(alumni(student=student), chosen.get("q", ""))
        return _search(request, found, {"student": student})
    mentor = _person(alumni(student=student), chosen["mentor"])
    if request.method == "POST":
        return _book(request, student, mentor)
    now = clock.now()
    at = read_near(chosen.get("at", ""), now)
    if at is None:
        return _times(request, student, mentor)
    form = BookingForm(zone=_office_zone(), now=now, initial={"key": uuid.uuid4().hex})
    return _words(request, student, mentor, form, at)


def _person(people: Any, pk: str) -> User:
    found: User = get_object_or_404(people, pk=int(pk) if pk.isdecimal() and len(pk) < 18 else 0)
    return found


def _office_zone() -> ZoneInfo:
    return ZoneInfo(office_policies.current().zone)


def _search(request: HttpRequest, found: list[User], chosen: dict[str, User]) -> HttpResponse:
    context = {
        **chosen,
        "words": request.GET.get("q", "").strip(),
        "found": found[:MOST],
        "is_more": len(found) > MOST,
    }
    return render(request, PAGE, context)


def _times(request: HttpRequest, student: User, mentor: User) -> HttpResponse:
    now, look = clock.now(), Look.read(request.GET)
    sent = (request.GET,) if "another" in request.GET else ()
    other = OtherTimeForm(*sent, zone=_office_zone(), now=now)
    if other.is_valid():
        return redirect(_address(student, mentor, at=value_of(other.cleaned_data["another"])))
    calendars = load_calendars([mentor], booker=student, now=now)
    calendar = calendar_of(
        calendars,
        mentor,
        reader=person_of(request),
        other_zone=calendars.of[mentor.pk].rules.zone,
        look=look,
        wanted=look.at,
        remembered=remembered_view(request),
    )
    context = {
        "student": student,
        "mentor": mentor,
        "calendar": calendar,
        "other": other,
        "form": other,
        "choose_url": reverse("counselors:booking"),
        "kept": [("student", student.pk), ("mentor", mentor.pk)],
    }
    part = "counselors/_booking_calendar.html" if request.headers.get("HX-Request") else ""
    answer = render(request, part or PAGE, context, status=422 if other.errors else 200)
    patch_vary_headers(answer, ["HX-Request"])
    remember_view(answer, look)
    return answer


def _words(
    request: HttpRequest,
    student: User,
    mentor: User,
    form: BookingForm,
    at: datetime | None,
    *,
    status: int = 200,
) -> HttpResponse:
    limits = limits_in_the_way(student, mentor, at, now=clock.now()) if at else []
    said = [(limit.is_firm, sentence_of(limit, student, mentor)) for limit in limits]
    context = {
        "student": student,
        "mentor": mentor,
        "form": form,
        "at": at,
        "at_value": value_of(at) if at else "",
        "times_address": _address(student, mentor),
        "limits": said,
        "is_firm": any(is_firm for is_firm, _sentence in said),
        "seen": " ".join(limit.code for limit in limits),
    }
    return render(request, PAGE, context, status=status)


def _book(request: HttpRequest, student: User, mentor: User) -> HttpResponse:
    now = clock.now()
    form = BookingForm(request.POST, zone=_office_zone(), now=now)
    at = form.wanted
    if not form.is_valid() or at is None:
        return _words(request, student, mentor, form, at, status=422)
    sent = form.cleaned_data
    try:
        interview = book_for_student(
            student,
            mentor=mentor,
            starts_at=at,
            message=sent["message"],
            questions=sent["questions"],
            by=person_of(request),
            reason=sent["reason"],
            seen=sent["seen"],
            key=sent["key"],
            now=now,
        )
    except Refusal as refusal:
        _say(form, refusal)
        return _words(request, student, mentor, form, at, status=422)
    messages.success(request, _done(interview))
    return redirect("counselors:interview_detail", pk=interview.pk)


def _say(form: BookingForm, refusal: Refusal) -> None:
    """What stands in the way is listed below in the counselor’s words, so it is not said twice."""
    if isinstance(refusal, LimitReached) and not form.cleaned_data["reason"]:
        form.add_error(
            "reason", _("Something stands in the way. Write down why to book it anyway.")
        )
    elif isinstance(refusal, TimeTaken):
        form.add_error(
            None, _("Nothing was booked: this cannot be set aside. Choose another time.")
        )
    else:
        form.add_error(None, refusal.sentence)


def _done(interview: Interview) -> str:
    names = {
        "student": interview.student.get_short_name(),
        "mentor": interview.mentor.get_short_name(),
    }
    if interview.stage == Stage.ASKED:
        return _("Asked in %(student)s’s name. It waits for %(mentor)s to say yes.") % names
    return _("Booked. %(student)s and %(mentor)s both get a calendar invitation.") % names


def _address(student: User, mentor: User, **more: str) -> str:
    query = {"student": student.pk, "mentor": mentor.pk, **more}
    return f"{reverse('counselors:booking')}?{urlencode(query)}"
