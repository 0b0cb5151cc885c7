"""A student waits for a time with an alum who has none open, changes the words, or leaves the line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import student_required
from interviews.actions.errors import Refusal
from interviews.actions.waitlist import join_waitlist, leave_waitlist
from interviews.queries import directory

from ..forms import WaitForm
from ..line import wait_of
from ..mentor_page import find_mentor, show


@student_required
def join_line(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("students:mentor_detail", pk=pk)
    mentor = find_mentor(request, pk)
    form = WaitForm(request.POST, mentor=mentor, office=office_policies.current())
    if not form.is_valid():
        return show(request, mentor, form=form)
    waited, words = wait_of(request.user, pk), form.cleaned_data
    try:
        join_waitlist(
            request.user,
            mentor=mentor,
            message=words["message"],
            questions=words["questions"],
            now=clock.now(),
        )
    except Refusal as refusal:
        return show(request, mentor, form=form, refusal=refusal)
    joined = _("You are in line for %(name)s. We email you when a time is yours.")
    done = _("Kept. Your place in the line is the same.") if waited else joined
    messages.success(request, done % {"name": mentor.get_short_name()})
    return redirect("students:mentor_detail", pk=pk)


@student_required
@require_POST
def leave_line(request: HttpRequest, pk: int) -> HttpResponse:
    wait = wait_of(request.user, pk)
    try:
        if wait is not None:
            leave_waitlist(wait, by=request.user, now=clock.now())
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, _("You have left the line."))
    if directory.get_listed(pk, reader=request.user) is None:
        return redirect("students:mentor_list")
    return redirect("students:mentor_detail", pk=pk)
