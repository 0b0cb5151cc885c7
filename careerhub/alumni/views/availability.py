"""When an alum is open: a usual week as a grid and as a list, their rules, and what students will see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import mentor_required
from interviews.actions.availability import rest_until, save_schedule, schedule_of, today_of
from interviews.actions.errors import Refusal
from interviews.models import Schedule, Weekday

from .. import dates, grid, queries, undoing
from ..forms import EMPTY_ROWS, LookForm, ScheduleForm
from ..hours_forms import HoursFormSet
from ..tools import apply_tool
from ..week import PREFIX, PRESETS, Row, blocks_of, is_too_short, stored_rows, typed_rows
from ..what_if import Foresight, foresee

DATES_SHOWN = 5


@dataclass
class Draft:
    """The form as it stands on the page: stored, typed, or changed by a tool and not saved yet."""

    form: ScheduleForm
    rows: Any  # a HoursFormSet, a class made by a factory
    values: list[Row]
    said: str = ""
    is_changed: bool = True


@mentor_required
@never_cache
def availability(request: HttpRequest) -> HttpResponse:
    now, schedule = clock.now(), schedule_of(request.user)
    if request.method != "POST":
        return _page(request, _stored(request, schedule, now), schedule, now=now)
    if "save" not in request.POST:
        return _page(
            request, _changed(request, schedule, now), _typed(request, schedule, now), now=now
        )
    form, rows = _bound(request, schedule, now)
    if all([form.is_valid(), rows.is_valid()]):
        try:
            _save(request, form, rows, now)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("alumni:availability")
    draft = Draft(form, rows, typed_rows(request.POST))
    return _page(request, draft, _typed(request, schedule, now), now=now, status=422)


@mentor_required
@never_cache
@require_POST
def what_if(request: HttpRequest) -> HttpResponse:
    """The openings of the form as typed; rows that cannot be read yet are left out."""
    now, draft = clock.now(), _typed(request, schedule_of(request.user), clock.now())
    rows, look = typed_rows(request.POST), _look(request)
    foresight = _foresight(request, draft, rows, look, now)
    context = {"foresight": foresight, "look": look, "short": _short(request, foresight)}
    status = 422 if look.errors else 200
    return render(request, "alumni/what_if.html", context, status=status)


@mentor_required
@require_POST
def availability_undo(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    try:
        undoing.take_back(request, now=now)
    except Refusal as refusal:
        undoing.tell(request, refusal.sentence, now=now)
    else:
        undoing.tell(request, _("Brought back. Your availability is as it was before."), now=now)
    return redirect(undoing.page_to_return_to(request))


@mentor_required
@require_POST
def availability_resume(request: HttpRequest) -> HttpResponse:
    """End the rest now, before its day."""
    now, schedule = clock.now(), schedule_of(request.user)
    said = _("You are back. Students see your times again.")

    def resume() -> None:
        rest_until(schedule, by=request.user, day=None, now=now)

    undoing.undoably(request, resume, said, now=now)
    return redirect("alumni:availability")


def _stored(request: HttpRequest, schedule: Schedule, now: datetime) -> Draft:
    rows = stored_rows(schedule, empty=EMPTY_ROWS)
    form = _schedule_form(request, schedule, now)
    return Draft(form, HoursFormSet(initial=rows, prefix=PREFIX), rows, is_changed=False)


def _bound(request: HttpRequest, schedule: Schedule, now: datetime) -> tuple[ScheduleForm, Any]:
    form = _schedule_form(request, schedule, now, data=request.POST)
    rows = HoursFormSet(
        request.POST, prefix=PREFIX, form_kwargs={"hour_cycle": request.user.hour_cycle}
    )
    return form, rows


def _typed(request: HttpRequest, schedule: Schedule, now: datetime) -> Schedule:
    """The settings as typed, for a look ahead; one that is not valid stays as it is stored."""
    form = _schedule_form(request, schedule, now, data=request.POST)
    form.is_valid()
    draft: Schedule = form.instance
    return draft


def _changed(request: HttpRequest, schedule: Schedule, now: datetime) -> Draft:
    """Everything as typed, not judged yet, and what the pressed button does to its rows."""
    values, said = apply_tool(request.POST, typed_rows(request.POST))
    typed = {**request.POST.dict(), "keeps_holidays": "keeps_holidays" in request.POST}
    form = _schedule_form(request, schedule, now, initial=typed)
    return Draft(form, HoursFormSet(initial=values, prefix=PREFIX), values, said)


def _schedule_form(
    request: HttpRequest, schedule: Schedule, now: datetime, **kwargs: object
) -> ScheduleForm:
    mentor = request.user
    return ScheduleForm(
        instance=schedule,
        office=office_policies.current(),
        today=today_of(mentor, now),
        hour_cycle=mentor.hour_cycle,
        **kwargs,
    )


def _save(request: HttpRequest, form: ScheduleForm, rows: Any, now: datetime) -> None:
    mentor, schedule, hours = request.user, form.save(commit=False), list(rows.hours())

    def save() -> None:
        save_schedule(schedule, by=mentor, hours=hours, now=now)

    look = _foresight(request, schedule, typed_rows(request.POST), _look(request), now)
    said = _("Saved. %(count)s") % {"count": look.count_said}
    undoing.undoably(request, save, said, now=now)


def _look(request: HttpRequest) -> LookForm:
    office, mentor = office_policies.current(), request.user
    likely = tuple(dict.fromkeys(zone for zone in (office.zone, mentor.zone) if zone))
    return LookForm(request.POST if request.method == "POST" else None, likely=likely)


def _foresight(
    request: HttpRequest, draft: Schedule, rows: list[Row], look: LookForm, now: datetime
) -> Foresight:
    return foresee(request.user, draft, blocks_of(rows), look_zone=look.zone, now=now)


def _short(request: HttpRequest, foresight: Foresight) -> list[tuple[str, bool]]:
    """For each row that was sent, by its name: is it too short for a conversation?"""
    rows = typed_rows(request.POST, with_removed=True)
    blocks = blocks_of(rows)
    return [
        (f"{PREFIX}-{n}", too_short(row, blocks, foresight.length)) for n, row in enumerate(rows)
    ]


def too_short(row: Row, blocks: list[Any], length: int) -> bool:
    block = next(iter(blocks_of([row])), None)
    return block is not None and is_too_short(block, blocks, length)


def _page(
    request: HttpRequest, draft: Draft, look_at: Schedule, *, now: datetime, status: int = 200
) -> HttpResponse:
    mentor, look, blocks = request.user, _look(request), blocks_of(draft.values)
    foresight = _foresight(request, look_at, draft.values, look, now)
    zone = mentor.zone or office_policies.current().zone
    booked = queries.this_week(mentor, now=now)
    stored = schedule_of(mentor)
    context = {
        "draft": draft,
        "form": draft.form,
        "rows": draft.rows,
        "short_rows": {
            n for n, row in enumerate(draft.values) if too_short(row, blocks, foresight.length)
        },
        "lines": grid.lines_of(booked, blocks, zone=zone, hour_cycle=mentor.hour_cycle),
        "has_hours": bool(blocks),
        "weekdays": Weekday.choices,
        "presets": PRESETS,
        "look": look,
        "foresight": foresight,
        "goodwill": queries.goodwill_of(mentor, foresight.calendars),
        "resting": stored.paused_until if _rests(stored, today_of(mentor, now)) else None,
        "dates": dates.dates_ahead(
            stored, today=today_of(mentor, now), cycle=mentor.hour_cycle, most=DATES_SHOWN
        ),
        "undo": undoing.offer(request),
    }
    return render(request, "alumni/availability.html", context, status=status)


def _rests(schedule: Schedule, today: Any) -> bool:
    return schedule.paused_until is not None and schedule.paused_until > today
