"""When an alum is open: a usual week as a list, their rules, and what students will see of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import mentor_required
from careerhub.people.models import User
from interviews.actions.availability import save_schedule, schedule_of
from interviews.actions.errors import Refusal
from interviews.models import Schedule
from interviews.queries.capacity import why_none
from interviews.queries.openings import Calendars

from ..forms import EMPTY_ROWS, HoursFormSet, ScheduleForm
from ..queries import calendars_of, goodwill_of
from ..week import stored_rows, typed_rows

Forms = tuple[ScheduleForm, Any]  # the rows are a HoursFormSet, a class made by a factory
PREFIX = "hours"
SHOWN = 8  # enough to recognize the pattern of a week


@mentor_required
@never_cache
def availability(request: HttpRequest) -> HttpResponse:
    now, schedule = clock.now(), schedule_of(request.user)
    if request.method != "POST":
        return _page(request, _blank(schedule, now), now=now)
    if "add" in request.POST:
        return _page(request, _one_row_more(request, schedule, now), now=now)
    form, rows = _bound(request, schedule, now)
    if all([form.is_valid(), rows.is_valid()]):
        try:
            save_schedule(form.save(commit=False), by=request.user, hours=rows.hours())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved. ") + _count_said(request.user, now))
            return redirect("alumni:availability")
    return _page(request, (form, rows), now=now, status=422)


def _blank(schedule: Schedule, now: datetime) -> Forms:
    rows = stored_rows(schedule, empty=EMPTY_ROWS)
    return _schedule_form(schedule, now), HoursFormSet(initial=rows, prefix=PREFIX)


def _bound(request: HttpRequest, schedule: Schedule, now: datetime) -> Forms:
    form = _schedule_form(schedule, now, data=request.POST)
    return form, HoursFormSet(request.POST, prefix=PREFIX)


def _one_row_more(request: HttpRequest, schedule: Schedule, now: datetime) -> Forms:
    """Everything as typed, not judged yet, and another empty row."""
    rows = HoursFormSet(initial=[*typed_rows(request.POST, PREFIX), {}], prefix=PREFIX)
    return _schedule_form(schedule, now, initial=request.POST.dict()), rows


def _schedule_form(schedule: Schedule, now: datetime, **kwargs: object) -> ScheduleForm:
    return ScheduleForm(
        instance=schedule, office=office_policies.current(), today=timezone.localdate(now), **kwargs
    )


def _count_said(mentor: User, now: datetime) -> str:
    calendars = calendars_of(mentor, now=now)
    return say_count(len(calendars.openings(mentor.pk)), office_policies.current().window_days)


def say_count(n: int, days: int) -> str:
    said = ngettext(
        "This gives %(n)d opening in the next %(days)d days.",
        "This gives %(n)d openings in the next %(days)d days.",
        n,
    )
    return said % {"n": n, "days": days}


def _page(request: HttpRequest, forms: Forms, *, now: datetime, status: int = 200) -> HttpResponse:
    mentor, office = request.user, office_policies.current()
    calendars = calendars_of(mentor, now=now)
    openings = calendars.openings(mentor.pk)
    context = {
        "form": forms[0],
        "rows": forms[1],
        "count_said": say_count(len(openings), office.window_days),
        "openings": openings[:SHOWN],
        "none_said": "" if openings else why_no_openings(calendars, mentor),
        "goodwill": goodwill_of(mentor, calendars),
        "office_zone": office.zone,
        "zone": mentor.zone or office.zone,
    }
    return render(request, "alumni/availability.html", context, status=status)


def why_no_openings(calendars: Calendars, mentor: User) -> str:
    if not calendars.of[mentor.pk].rules.hours:
        return _("Add the hours of a usual week, and students can find a time with you.")
    reason = why_none(calendars, mentor.pk)
    sentences = {
        "paused": _("You are resting, so nobody is shown a time."),
        "week_cap": _("Your weeks are full, so no further time is shown."),
        "term_cap": _("Your term is full. Thank you. No further time is shown until the next one."),
    }
    code = str(reason.code) if reason else ""
    return sentences.get(code) or _("No start fits your hours and rules. Try longer blocks.")
