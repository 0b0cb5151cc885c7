"""One alum, their openings, and the ask."""

import uuid
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import student_required
from careerhub.people.models import User
from interviews.actions.asking import ask_for_interview
from interviews.actions.errors import Refusal
from interviews.models import Stage
from interviews.queries import directory
from interviews.views.booking_calendar import LOOKING, Look
from interviews.views.choosing import remember_view, remembered_view
from interviews.views.offered import read_value

from .. import address
from ..booking import offer
from ..coaching import Advice, advise
from ..forms import MESSAGE_LENGTH, AskForm


@student_required
@require_safe
def mentor_detail(request: HttpRequest, pk: int) -> HttpResponse:
    mentor, office = _mentor(request, pk), office_policies.current()
    return _show(request, mentor, AskForm(initial=_new_key(), mentor=mentor, office=office))


@student_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("students:mentor_detail", pk=pk)
    mentor, office = _mentor(request, pk), office_policies.current()
    if any(name in request.POST for name in LOOKING):
        typed = {**_new_key(), **request.POST.dict()}
        return _show(request, mentor, AskForm(initial=typed, mentor=mentor, office=office))
    form = AskForm(request.POST, mentor=mentor, office=office)
    if not form.is_valid():
        return _show(request, mentor, form, status=422)
    sent = form.cleaned_data
    try:
        interview = ask_for_interview(
            request.user,
            mentor=mentor,
            starts_at=sent["at"],
            message=sent["message"],
            questions=sent["questions"],
            key=sent["key"],
            now=clock.now(),
        )
    except Refusal as refusal:
        return _show(request, mentor, form, refusal=refusal, status=422)
    if interview.stage == Stage.ASKED:
        done = _("Your request is on its way to %(name)s.")
    else:
        done = _("Booked. You and %(name)s both get a calendar invitation.")
    messages.success(request, done % {"name": mentor.get_short_name()})
    return redirect("interviews:interview_detail", pk=interview.pk)


@student_required
@require_POST
def coach(request: HttpRequest, pk: int) -> HttpResponse:
    """What the coach says of the words so far; nothing is kept."""
    mentor = _mentor(request, pk)
    form = AskForm(request.POST, mentor=mentor, office=office_policies.current())
    context = {"mentor": mentor, "form": form, "advice": _advice(form)}
    return render(request, "students/_coach.html", context)


def _new_key() -> dict[str, str]:
    return {"key": uuid.uuid4().hex}


def _advice(form: AskForm) -> Advice:
    text = str(form["message"].value() or "")[:MESSAGE_LENGTH].replace("\r\n", "\n")
    return advise(text, mentor=form.mentor, office=form.office)


def _mentor(request: HttpRequest, pk: int) -> User:
    mentor = directory.get_listed(pk, reader=request.user)
    if mentor is None:
        raise Http404
    return mentor


def _show(
    request: HttpRequest,
    mentor: User,
    form: AskForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    look = Look.read(request.POST if request.method == "POST" else request.GET)
    shown = offer(
        mentor,
        reader=request.user,
        office=form.office,
        look=look,
        wanted=read_value(form.data.get("at", "")) if form.is_bound else look.at,
        refusal=refusal,
        remembered=remembered_view(request),
        now=clock.now(),
    )
    back = address.write(address.read(request.GET))
    context = {
        "mentor": mentor,
        "profile": mentor.mentor,
        "offer": shown,
        "calendar": shown.calendar,
        "card": shown.card,
        "form": form,
        # After a POST the calendar's buttons send the whole form along, so that nothing typed is lost.
        "nav": "ask-form" if request.method == "POST" else "days",
        "advice": _advice(form),
        "refusal": refusal,
        "back": back,
        "kept": parse_qsl(back.removeprefix("?")),
    }
    part = "students/_times.html" if request.headers.get("HX-Request") else ""
    answer = render(request, part or "students/mentor_detail.html", context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    remember_view(answer, look)
    return answer
