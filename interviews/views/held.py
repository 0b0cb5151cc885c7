"""“Did you two meet?” from the email: the page asks once, only its buttons change anything."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import may_report_no_show, may_say_held
from ..actions.errors import Refusal
from ..actions.meeting import report_no_show, say_held
from ..emails import links
from ..models import AFTER, Ending, Evidence, Interview


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, token: str) -> HttpResponse:
    found = links.read(token, links.HELD)
    if found is None:
        raise Http404
    interview, person = found
    office, now = office_policies.current(), clock.now()
    if request.method == "POST":
        _note(request, interview, person, now=now)
        return redirect(request.path)
    context = {
        "interview": interview,
        "person": person,
        "other": interview.other(person),
        "may_say": may_say_held(person, interview, now=now),
        "may_report": may_report_no_show(person, interview, office, now=now),
        "settled": settled(interview, person, now=now),
    }
    with timezone.override(ZoneInfo(person.zone or office.zone)):
        return render(request, "interviews/held.html", context)


def _note(request: HttpRequest, interview: Interview, person: User, *, now: datetime) -> None:
    try:
        if request.POST.get("answer") == "yes":
            say_held(interview, by=person, now=now)
        elif request.POST.get("answer") == "no":
            report_no_show(interview, by=person, now=now)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)


def settled(interview: Interview, person: User, *, now: datetime) -> str:
    """How things stand, for somebody who comes to say whether they met."""
    name = {"name": interview.other(person).get_short_name()}
    if interview.ending == Ending.NO_SHOW:
        return _("This conversation is noted as one that did not take place.")
    if interview.ending == Ending.CANCELLED:
        return _("This conversation was cancelled, so there is nothing to say about it.")
    if interview.held_evidence == Evidence.PRESUMED and may_say_held(person, interview, now=now):
        return _("Nobody has said, so we took it that you and %(name)s met. Was that right?") % name
    if interview.stage in AFTER or interview.ending:
        return _("It is noted that you and %(name)s met. Nothing is left to do here.") % name
    if interview.no_show_reported_by_id == person.pk:
        return _("You have said that it did not take place. %(name)s is asked about it.") % name
    if now < interview.starts_at:
        return _("This conversation has not begun yet. Come back when it is over.")
    return ""
