"""An alum changes when and how often students may ask."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.people.models import User

from ..models import HoursException, Schedule, TimeOff, Weekday, WeeklyHours
from .errors import LimitReached, NotAllowed
from .locking import lock_people, taking_turns
from .sentences import zone_of
from .windows import refresh_windows

Hours = tuple[int, time, time]
Span = tuple[time, time]
MIDNIGHT = time(0)

# Nobody plans more by hand; whoever sends more is a broken script, and every page would grow by it.
MOST_DATES = 200
MOST_BLOCKS_A_DATE = 12
MOST_STRETCHES = 50
FARTHEST = timedelta(days=731)
LONGEST_TIME_OFF = timedelta(days=366)


def schedule_of(mentor: User) -> Schedule:
    """The alum's settings; an unsaved empty one that follows the office where there are none yet."""
    return Schedule.objects.filter(mentor=mentor).first() or Schedule(mentor=mentor)


def save_schedule(
    schedule: Schedule, *, by: User, hours: Iterable[Hours], now: datetime
) -> Schedule:
    """Store the alum's settings and weekly hours as one; no booked interview is touched.

    `hours` are (weekday, opens, closes) in wall time of the alum's zone, half-open; closes 00:00
    is the end of the day. Overlapping blocks are refused, with the day named.
    """
    blocks = sorted(hours)
    check_hours(blocks)

    def body() -> None:
        schedule.save()
        schedule.hours.all().delete()
        WeeklyHours.objects.bulk_create(
            WeeklyHours(schedule=schedule, weekday=day, opens_local=opens, closes_local=closes)
            for day, opens, closes in blocks
        )

    change(schedule, body, by=by, now=now)
    return schedule


def rest_until(schedule: Schedule, *, by: User, day: date | None, now: datetime) -> Schedule:
    """Take no conversations before `day`; None ends the rest. Booked interviews stand."""

    def body() -> None:
        schedule.paused_until = day
        schedule.save()

    change(schedule, body, by=by, now=now)
    return schedule


def set_exception(
    schedule: Schedule, *, by: User, day: date, blocks: Iterable[Span], now: datetime
) -> None:
    """Open `day` on these blocks instead of its usual hours; without any, the date is closed."""
    spans = sorted(blocks)
    rows: list[tuple[time | None, time | None]] = [*spans] or [(None, None)]
    check_date(day, today_of(by, now))
    check_spans(spans)

    def body() -> None:
        _refuse_one_date_more(schedule, day, today_of(by, now))
        schedule.exceptions.filter(day=day).delete()
        HoursException.objects.bulk_create(
            HoursException(schedule=schedule, day=day, opens_local=opens, closes_local=closes)
            for opens, closes in rows
        )

    change(schedule, body, by=by, now=now)


def clear_exception(schedule: Schedule, *, by: User, day: date, now: datetime) -> None:
    """Let the usual week hold on `day` again."""
    change(schedule, lambda: schedule.exceptions.filter(day=day).delete(), by=by, now=now)


def take_time_off(
    schedule: Schedule, *, by: User, first: date, last: date, now: datetime
) -> TimeOff:
    """Offer nothing from `first` to `last`, both included. What is booked in it stands."""
    check_stretch(first, last, today_of(by, now))
    taken: list[TimeOff] = []

    def body() -> None:
        ahead = schedule.time_off.filter(last_day__gte=today_of(by, now))
        if ahead.count() >= MOST_STRETCHES:
            raise LimitReached(
                _("You have %(n)d stretches of time off ahead. Remove one first.")
                % {"n": MOST_STRETCHES}
            )
        taken.append(schedule.time_off.get_or_create(first_day=first, last_day=last)[0])

    change(schedule, body, by=by, now=now)
    return taken[-1]


def end_time_off(schedule: Schedule, *, by: User, pk: int, now: datetime) -> None:
    """Take the stretch away, so that its days are as usual again."""
    change(schedule, lambda: schedule.time_off.filter(pk=pk).delete(), by=by, now=now)


def change(schedule: Schedule, body: Callable[[], object], *, by: User, now: datetime) -> None:
    """Run `body` in turn with everybody who books with this alum, and with the alum's other windows."""
    if schedule.mentor_id != by.pk:
        raise NotAllowed(_("Only the alum may change these hours."))

    def turn() -> None:
        lock_people([by.pk])
        if schedule.pk is None:  # a second window may have made it meanwhile
            schedule.pk = Schedule.objects.get_or_create(mentor=by)[0].pk
            schedule._state.adding = False  # noqa: SLF001
        body()
        refresh_windows([by.pk], now=now)

    taking_turns(turn)


def today_of(mentor: User, now: datetime) -> date:
    return now.astimezone(zone_of(mentor)).date()


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


def check_spans(spans: list[Span]) -> None:
    if len(spans) > MOST_BLOCKS_A_DATE:
        raise LimitReached(_("A date has %(n)d blocks at most.") % {"n": MOST_BLOCKS_A_DATE})
    if any(closes != MIDNIGHT and closes <= opens for opens, closes in spans):
        raise NotAllowed(_("These hours end before they start."))
    if any(one[1] == MIDNIGHT or other[0] < one[1] for one, other in pairwise(spans)):
        raise NotAllowed(_("Two blocks of hours overlap."))


def check_date(day: date, today: date) -> None:
    if day < today:
        raise NotAllowed(_("That date has passed. Choose today or a day ahead."))
    if day > today + FARTHEST:
        raise NotAllowed(_("That is too far ahead. Choose a date in the next two years."))


def check_stretch(first: date, last: date, today: date) -> None:
    if last < first:
        raise NotAllowed(_("The last day is before the first."))
    if last < today:
        raise NotAllowed(_("These days have passed. Choose a last day ahead."))
    if last - first > LONGEST_TIME_OFF:
        raise NotAllowed(_("Time off lasts a year at most. For longer, set a day to rest until."))
    check_date(max(first, today), today)


def _refuse_one_date_more(schedule: Schedule, day: date, today: date) -> None:
    """Days long gone make room; then there is a limit, which changing one of its dates never meets."""
    schedule.exceptions.filter(day__lt=today - timedelta(days=7)).delete()
    other = schedule.exceptions.filter(day__gte=today).exclude(day=day)
    if other.aggregate(n=Count("day", distinct=True))["n"] >= MOST_DATES:
        raise LimitReached(
            ngettext(
                "You have set %(n)d single date ahead, which is the most. Remove one, or change your usual week.",
                "You have set %(n)d single dates ahead, which is the most. Remove one, or change your usual week.",
                MOST_DATES,
            )
            % {"n": MOST_DATES}
        )
