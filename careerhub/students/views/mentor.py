"""One alum, their openings, and the ask."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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

from .. import address
from ..booking import offer
from ..coaching import Advice, advise
from ..forms import MESSAGE_LENGTH, AskForm
from ..openings import read_value


@student_required
@require_safe
def mentor_detail(request: HttpRequest, pk: int) -> HttpResponse:
    mentor, office = _mentor(request, pk), office_policies.current()
    typed = {"key": uuid.uuid4().hex, "at": request.GET.get("at", "")}
    return _show(request, mentor, AskForm(initial=typed, mentor=mentor, office=office))


@student_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("students:mentor_detail", pk=pk)
    mentor, office = _mentor(request, pk), office_policies.current()
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
    wanted = read_value(form["at"].value() or "")
    shown = offer(
        mentor,
        reader=request.user,
        office=form.office,
        wanted=wanted,
        refusal=refusal,
        now=clock.now(),
    )
    context = {
        "mentor": mentor,
        "profile": mentor.mentor,
        "offer": shown,
        "card": shown.card,
        "form": form,
        "advice": _advice(form),
        "refusal": refusal,
        "back": address.write(address.read(request.GET)),
    }
    return render(request, "students/mentor_detail.html", context, status=status)
