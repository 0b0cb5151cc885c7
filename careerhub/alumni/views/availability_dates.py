"""Dates that are not like their weekday: one by one on a calendar, or a stretch of time off."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from careerhub.common import clock
from careerhub.people.guards import mentor_required
from interviews.actions.availability import (
    check_date,
    clear_exception,
    end_time_off,
    schedule_of,
    set_exception,
    take_time_off,
    today_of,
)
from interviews.actions.errors import Refusal
from interviews.models import Schedule

from .. import dates, undoing
from ..dates_forms import AS_USUAL, CLOSED, OTHER, DateForm, TimeOffForm
from ..hours_forms import SpanFormSet

BLOCKS = "blocks"
EMPTY_BLOCKS = 1


def on_a_date(view: Callable[[HttpRequest, date], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Only for alumni; an address that names no date is no page."""

    @wraps(view)
    @mentor_required
    @never_cache
    def guarded(request: HttpRequest, day: str) -> HttpResponseBase:
        try:
            named = date.fromisoformat(day)
        except ValueError as error:
            raise Http404 from error
        return view(request, named)

    return guarded


@mentor_required
@never_cache
@require_GET
def availability_dates(request: HttpRequest) -> HttpResponse:
    mentor, now = request.user, clock.now()
    today, schedule = today_of(mentor, now), schedule_of(mentor)
    first = dates.month_named(request.GET.get("month", ""), today=today)
    context = {
        **_month(request, schedule, first, today),
        "ahead": dates.dates_ahead(schedule, today=today, cycle=mentor.hour_cycle),
        "undo": undoing.offer(request),
    }
    return render(request, "alumni/availability_dates.html", context)


@on_a_date
def availability_date(request: HttpRequest, day: date) -> HttpResponse:
    """One date: as usual, closed, or other hours."""
    mentor, now = request.user, clock.now()
    schedule, today = schedule_of(mentor), today_of(mentor, now)
    try:
        check_date(day, today)
    except Refusal as refusal:
        undoing.tell(request, refusal.sentence, now=now)
        return redirect("alumni:availability_dates")
    if request.method != "POST" or "add" in request.POST:
        form, blocks = _forms(request, schedule, day)
        return _date_page(request, schedule, day, form, blocks, now=now)
    form, blocks = DateForm(request.POST), SpanFormSet(request.POST, prefix=BLOCKS)
    if _are_right(form, blocks):
        try:
            _set(request, schedule, day, form.cleaned_data["kind"], blocks, now=now)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect(_month_page(day))
    return _date_page(request, schedule, day, form, blocks, now=now, status=422)


@on_a_date
@require_POST
def availability_date_remove(request: HttpRequest, day: date) -> HttpResponse:
    mentor, now = request.user, clock.now()
    schedule, said = schedule_of(mentor), _("Removed. %(day)s is as in a usual week again.")

    def remove() -> None:
        clear_exception(schedule, by=mentor, day=day, now=now)

    named = {"day": dates.say_date(day, today=today_of(mentor, now))}
    undoing.undoably(request, remove, said % named, now=now)
    return redirect(_month_page(day))


@mentor_required
@never_cache
def availability_time_off(request: HttpRequest) -> HttpResponse:
    mentor, now = request.user, clock.now()
    schedule, today = schedule_of(mentor), today_of(mentor, now)
    form = TimeOffForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, schedule, form, now=now)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("alumni:availability_time_off")
    context = {
        "form": form,
        "stretches": _stretches(request, schedule, now=now),
        "undo": undoing.offer(request),
        "today": today,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "alumni/availability_time_off.html", context, status=status)


@mentor_required
@require_POST
def availability_time_off_remove(request: HttpRequest, pk: int) -> HttpResponse:
    mentor, now = request.user, clock.now()
    schedule = schedule_of(mentor)
    if schedule.pk is None or not schedule.time_off.filter(pk=pk).exists():
        raise Http404

    def remove() -> None:
        end_time_off(schedule, by=mentor, pk=pk, now=now)

    undoing.undoably(request, remove, _("Removed. Those days are as usual again."), now=now)
    return redirect("alumni:availability_time_off")


def _month(request: HttpRequest, schedule: Schedule, first: date, today: date) -> dict[str, Any]:
    before, after = dates.months_around(first, today=today)
    weeks = dates.month_of(schedule, first, today=today, cycle=request.user.hour_cycle)
    return {"month": first, "weeks": weeks, "before": before, "after": after, "today": today}


def _month_page(day: date) -> str:
    return f"{reverse('alumni:availability_dates')}?month={day:%Y-%m}"


def _forms(request: HttpRequest, schedule: Schedule, day: date) -> tuple[DateForm, Any]:
    """As stored, or as typed with one row more."""
    if request.method == "POST":
        bound = SpanFormSet(request.POST, prefix=BLOCKS)
        rows = [
            {name: form[name].value() for name in ("opens", "closes")}
            for form in bound.forms
            if not form["DELETE"].value()
        ]
        kind = request.POST.get("kind", AS_USUAL)
    else:
        stored = dates.blocks_on(schedule, day)
        rows = [{"opens": opens, "closes": closes} for opens, closes in stored or ()]
        kind = AS_USUAL if stored is None else OTHER if stored else CLOSED
    rows += [{} for _row in range(EMPTY_BLOCKS)]
    return DateForm(initial={"kind": kind}), SpanFormSet(initial=rows, prefix=BLOCKS)


def _are_right(form: DateForm, blocks: Any) -> bool:
    """Hours count only where other hours are chosen, and then there must be some."""
    if not form.is_valid() or form.cleaned_data["kind"] != OTHER:
        return form.is_valid()
    if blocks.is_valid() and not blocks.spans():
        form.add_error("kind", _("Write the hours, or choose that the date is closed."))
    return form.is_valid() and blocks.is_valid()


def _set(
    request: HttpRequest, schedule: Schedule, day: date, kind: str, blocks: Any, *, now: datetime
) -> None:
    mentor = request.user
    spans = blocks.spans() if kind == OTHER else []

    def save() -> None:
        if kind == AS_USUAL:
            clear_exception(schedule, by=mentor, day=day, now=now)
        else:
            set_exception(schedule, by=mentor, day=day, blocks=spans, now=now)

    named = {"day": dates.say_date(day, today=today_of(mentor, now))}
    said = {
        AS_USUAL: _("Saved. %(day)s is as in a usual week."),
        CLOSED: _("Saved. %(day)s is closed. What is booked stands."),
        OTHER: _("Saved. %(day)s has its own hours."),
    }
    undoing.undoably(request, save, said[kind] % named, now=now)


def _take(request: HttpRequest, schedule: Schedule, form: TimeOffForm, *, now: datetime) -> None:
    mentor, cleaned = request.user, form.cleaned_data
    first, last = cleaned["first_day"], cleaned["last_day"]

    def take() -> None:
        take_time_off(schedule, by=mentor, first=first, last=last, now=now)

    said = _("Saved. No times are offered %(days)s.")
    undoing.undoably(request, take, said % {"days": dates.say_stretch(first, last)}, now=now)


def _stretches(request: HttpRequest, schedule: Schedule, *, now: datetime) -> list[dict[str, Any]]:
    """Each stretch that is not over, with what it touches."""
    if schedule.pk is None:
        return []
    mentor = request.user
    ahead = schedule.time_off.filter(last_day__gte=today_of(mentor, now))
    return [
        {
            "off": off,
            "said": dates.say_stretch(off.first_day, off.last_day),
            "back": off.last_day + dates.A_DAY,
            "touched": dates.interviews_between(mentor, off.first_day, off.last_day, now=now),
        }
        for off in ahead.order_by("first_day", "last_day")
    ]


def _date_page(
    request: HttpRequest,
    schedule: Schedule,
    day: date,
    form: DateForm,
    blocks: Any,
    *,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    mentor, today = request.user, today_of(request.user, now)
    context = {
        **_month(request, schedule, day.replace(day=1), today),
        "day": day,
        "said": dates.say_date(day, today=today),
        "form": form,
        "blocks": blocks,
        "usual": dates.usual_hours(schedule, mentor.hour_cycle)[day.weekday()],
        "holiday": dates.holiday_on(day),
        "is_set": dates.blocks_on(schedule, day) is not None,
        "touched": dates.interviews_between(mentor, day, day, now=now),
    }
    return render(request, "alumni/availability_date.html", context, status=status)
