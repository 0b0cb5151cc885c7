"""An alum changes when and how often students may ask."""

from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..models import Schedule, Weekday, WeeklyHours
from .errors import NotAllowed

Hours = tuple[int, time, time]
MIDNIGHT = time(0)


def save_schedule(schedule: Schedule, *, by: User, hours: Iterable[Hours]) -> Schedule:
    """Store the alum's settings and weekly hours as one; no booked interview is touched.

    `hours` are (weekday, opens, closes) in wall time of the alum's zone, half-open; closes 00:00
    is the end of the day. Overlapping blocks are refused, with the day named.
    """
    blocks = sorted(hours)
    check_hours(blocks)
    if schedule.mentor_id != by.pk:
        raise NotAllowed(_("Only the alum may change these hours."))
    with transaction.atomic():
        schedule.save()
        schedule.hours.all().delete()
        WeeklyHours.objects.bulk_create(
            WeeklyHours(schedule=schedule, weekday=day, opens_local=opens, closes_local=closes)
            for day, opens, closes in blocks
        )
    return schedule


def check_hours(blocks: list[Hours]) -> None:
    """Refuse a block that ends before it starts and two that overlap on one day."""
    for day, opens, closes in blocks:
        if closes != MIDNIGHT and closes <= opens:
            raise NotAllowed(
                _("On %(day)s, hours end before they start.") % {"day": Weekday(day).label}
            )
    for (day, _o, closes), (next_day, opens, _c) in pairwise(blocks):
        if day == next_day and (closes == MIDNIGHT or opens < closes):
            raise NotAllowed(
                _("On %(day)s, two blocks of hours overlap.") % {"day": Weekday(day).label}
            )


def schedule_of(mentor: User) -> Schedule:
    """The alum's settings; an unsaved empty one that follows the office where there are none yet."""
    return Schedule.objects.filter(mentor=mentor).first() or Schedule(mentor=mentor)


def rest_until(schedule: Schedule, *, by: User, day: date | None) -> Schedule:
    """Take no conversations before `day`; None ends the rest. Booked interviews stand."""
    if schedule.mentor_id != by.pk:
        raise NotAllowed(_("Only the alum may change these hours."))
    schedule.paused_until = day
    schedule.save()
    return schedule
