"""How did an alum's availability stand before a change, and how is it brought back?"""

from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..models import HoursException, Schedule, TimeOff, WeeklyHours
from .availability import change
from .errors import TooLate

SETTINGS = (
    "length_minutes",
    "notice_hours",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "step_minutes",
    "week_cap",
    "term_cap",
    "day_cap",
    "window_days",
    "window_until",
    "booker_not_before_local",
    "keeps_holidays",
    "confirmation",
    "paused_until",
)
Picture = dict[str, Any]


def picture_of(mentor: User) -> Picture:
    """Everything an alum has settled, as plain values that fit into a session."""
    schedule = Schedule.objects.filter(mentor=mentor).first() or Schedule(mentor=mentor)
    blocks = ("weekday", "opens_local", "closes_local")
    dates = ("day", "opens_local", "closes_local")
    return {
        "settings": {name: _plain(getattr(schedule, name)) for name in SETTINGS},
        "hours": _rows(WeeklyHours, mentor, blocks),
        "dates": _rows(HoursException, mentor, dates),
        "time_off": _rows(TimeOff, mentor, ("first_day", "last_day")),
    }


def bring_back(
    schedule: Schedule, *, by: User, before: Picture, after: Picture, now: datetime
) -> None:
    """Restore `before`, if nothing but the change that led to `after` has happened since."""

    def body() -> None:
        if picture_of(by) != after:
            raise TooLate(_("Your availability has changed since, so nothing was brought back."))
        _restore_settings(schedule, before["settings"])
        _restore_rows(schedule, before)

    change(schedule, body, by=by, now=now)


def _rows(model: type[Any], mentor: User, names: tuple[str, ...]) -> list[list[Any]]:
    rows = model.objects.filter(schedule__mentor=mentor).order_by(*names).values_list(*names)
    return [[_plain(value) for value in row] for row in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _restore_settings(schedule: Schedule, settings: dict[str, Any]) -> None:
    for name in SETTINGS:
        field: Any = Schedule._meta.get_field(name)
        setattr(schedule, name, field.to_python(settings[name]))
    schedule.save()


def _restore_rows(schedule: Schedule, before: Picture) -> None:
    kinds: list[tuple[Any, Any, tuple[str, ...], str]] = [
        (schedule.hours, WeeklyHours, ("weekday", "opens_local", "closes_local"), "hours"),
        (schedule.exceptions, HoursException, ("day", "opens_local", "closes_local"), "dates"),
        (schedule.time_off, TimeOff, ("first_day", "last_day"), "time_off"),
    ]
    for related, model, names, kept in kinds:
        related.all().delete()
        model.objects.bulk_create(
            model(schedule=schedule, **dict(zip(names, row, strict=True))) for row in before[kept]
        )
