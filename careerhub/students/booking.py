"""What does the page of one alum offer: which times, on which terms, and if none, why not?"""

from dataclasses import dataclass
from datetime import datetime

from careerhub.office.models import Policies
from careerhub.people.models import User
from interviews.actions.asking import check_limits
from interviews.actions.errors import Refusal
from interviews.actions.sentences import why_no_times, why_not
from interviews.actions.settling import needs_confirmation
from interviews.queries import directory
from interviews.queries.capacity import why_none
from interviews.queries.openings import Calendars, load_calendars
from interviews.queries.reasons import Asker
from interviews.queries.windows import Wish
from interviews.slots.openings import Rules
from interviews.views.booking_calendar import BookingCalendar, Look
from interviews.views.choosing import calendar_of
from interviews.views.terms import Terms, terms_of

from .cards import Card, card, reading_zone


@dataclass(frozen=True)
class Offer:
    """Everything about times that the page shows."""

    card: Card
    asker: Asker
    wish: Wish
    known: frozenset[int]  # the alum, and everybody with whom something is under way
    rules: Rules
    terms: Terms
    calendar: BookingCalendar
    gone: str = ""  # why the time that was wanted is not open
    limit: str = ""  # why no ask can go out at all for now
    none_said: str = ""  # why there is no time at all

    @property
    def buffer_minutes(self) -> int:
        return max(self.rules.buffer_before_minutes, self.rules.buffer_after_minutes)

    @property
    def notice_hours(self) -> int:
        return self.rules.notice_minutes // 60


def offer(
    mentor: User,
    *,
    reader: User,
    office: Policies,
    look: Look,
    wanted: datetime | None,
    refusal: Refusal | None,
    remembered: str,
    now: datetime,
) -> Offer:
    """The openings in the student's zone, with the wanted one chosen, or else the nearest to it."""
    calendars = load_calendars([mentor], booker=reader, now=now)
    shown = calendar_of(
        calendars,
        mentor,
        reader=reader,
        other_zone=calendars.of[mentor.pk].rules.zone,
        look=look,
        wanted=wanted,
        offered=refusal.openings if refusal else None,
        remembered=remembered,
        is_at_once=lambda at: not needs_confirmation(mentor, office, at, now),
    )
    asker, under_way = directory.asker_of(reader), directory.open_with(reader)
    candidate = directory.candidate_of(mentor, now=now)
    return Offer(
        card=card(mentor, candidate, calendars, asker, reader, under_way.get(mentor.pk)),
        asker=asker,
        wish=_wish(calendars),
        known=frozenset({mentor.pk, *under_way}),
        rules=calendars.of[mentor.pk].rules,
        calendar=shown,
        gone=_why_gone(calendars, mentor, reader, wanted, refusal),
        limit="" if refusal else _limit(mentor, reader, office),
        none_said="" if shown.has_openings else _why_none(calendars, mentor),
        terms=terms_of(mentor, office, now),
    )


def _why_none(calendars: Calendars, mentor: User) -> str:
    days = calendars.of[mentor.pk].rules.window_days
    return why_no_times(why_none(calendars, mentor.pk), mentor=mentor, window_days=days)


def _wish(calendars: Calendars) -> Wish:
    """When the reader could meet anybody, from what is loaded already."""
    busy = (*calendars.booker_busy, *calendars.booker_outside)
    return Wish(now=calendars.now, zone=str(reading_zone()), busy=busy)


def _why_gone(
    calendars: Calendars,
    mentor: User,
    reader: User,
    wanted: datetime | None,
    refusal: Refusal | None,
) -> str:
    """The sentence about a time that an address asks for; a refusal has a sentence of its own."""
    if wanted is None or refusal is not None:
        return ""
    reason = calendars.why_closed(mentor.pk, wanted)
    return why_not(reason, mentor=mentor, booker=reader, starts_at=wanted) if reason else ""


def _limit(mentor: User, reader: User, office: Policies) -> str:
    try:
        check_limits(reader, mentor, office)
    except Refusal as refusal:
        return refusal.sentence
    return ""
