"""Lays out the openings of one alum for whoever picks one: a student, one of the two, or a counselor."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from careerhub.people.models import User

from ..queries.openings import Calendars, nearest
from .booking_calendar import COOKIE, LIST, MONTH, BookingCalendar, Look, lay_out
from .closed_days import why_closed
from .offered import Slot, slot

YEAR = 365 * 24 * 3600


def calendar_of(
    calendars: Calendars,
    mentor: User,
    *,
    reader: User,
    other_zone: str,
    look: Look,
    wanted: datetime | None,
    offered: Sequence[datetime] | None = None,
    remembered: str = "",
    leave_out: datetime | None = None,
    is_at_once: Callable[[datetime], bool] = lambda _at: False,
) -> BookingCalendar:
    """The times in the reader's zone with the `wanted` one chosen, or else the nearest to it.

    `offered` are the times that a refusal has named instead; they are the nearest then.
    """
    zone = reading_zone()
    slots = [
        slot(at, reader=reader, zone=zone, other_zone=other_zone, is_at_once=is_at_once(at))
        for at in calendars.openings(mentor.pk)
        if at != leave_out
    ]
    near = _nearest(slots, wanted, offered)
    chosen = near[0] if near else next((each for each in slots if each.at == wanted), None)
    return lay_out(
        slots,
        look=look,
        chosen=chosen,
        near=near,
        closed=why_closed(
            calendars,
            mentor.pk,
            zone=zone,
            name="" if reader.pk == mentor.pk else mentor.get_short_name(),
            hour_cycle=reader.hour_cycle,
        ),
        today=calendars.now.astimezone(zone).date(),
        last=last_open_day(calendars, mentor.pk, zone),
        remembered=remembered,
    )


def reading_zone() -> ZoneInfo:
    """The zone that the middleware has settled for this request."""
    return timezone.get_current_timezone()


def last_open_day(calendars: Calendars, mentor_id: int, zone: ZoneInfo) -> date:
    """The reader's date at noon of the last day on which the alum can be booked."""
    rules = calendars.of[mentor_id].rules
    theirs = ZoneInfo(rules.zone)
    last = calendars.now.astimezone(theirs).date() + timedelta(days=rules.window_days)
    if rules.window_until is not None:
        last = min(last, rules.window_until)
    noon = datetime.combine(last, time(12), theirs).astimezone(UTC)
    return noon.astimezone(zone).date()


def remembered_view(request: HttpRequest) -> str:
    """Month or list: what somebody took last on this device."""
    return request.COOKIES.get(COOKIE, "")


def remember_view(answer: HttpResponse, look: Look) -> None:
    if look.view in (MONTH, LIST):
        answer.set_cookie(COOKIE, look.view, max_age=YEAR, samesite="Lax", httponly=True)


def _nearest(
    slots: list[Slot], wanted: datetime | None, offered: Sequence[datetime] | None
) -> list[Slot]:
    """What to take instead, where the wanted time is not open (any more)."""
    of = {each.at: each for each in slots}
    if offered is not None:
        return [of[at] for at in offered if at in of]
    if wanted is None or wanted in of:
        return []
    return [of[at] for at in nearest(list(of), wanted)]
