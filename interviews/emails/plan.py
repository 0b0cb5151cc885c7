"""Which emails does an interview owe, to whom, when, and until when? Facts in, list out; no Django, no clock.

The list is the whole truth at this moment: `post` schedules what is on it and withdraws what is
not. So a cancellation, a move or a change of policy needs no special case anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..slots.zones import at_local

STUDENT, MENTOR = "student", "mentor"
BOTH = (STUDENT, MENTOR)
UPCOMING = frozenset({"booked", "prepared"})
AFTER = frozenset({"met", "thanked", "following_up"})

# An email that tells of a change is of use for two days; after that the pages tell it better.
NEWS_LASTS = timedelta(days=2)
# "Did it happen?" is answered within two days or not at all; the meeting is presumed held long before.
QUESTION_LASTS = timedelta(days=2)
# A letter held up by an outage still makes sense for a week, not for longer.
LETTER_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Facts:
    """What the plan may know of an interview. Instants are aware; zones are IANA names."""

    stage: str
    ending: str
    sequence: int
    asked_at: datetime
    expires_at: datetime
    starts_at: datetime
    ends_at: datetime
    mentor_zone: str
    booked_at: datetime | None = None
    moved_at: datetime | None = None
    closed_at: datetime | None = None
    said: frozenset[str] = frozenset()  # the readers who have said whether it took place
    waits_for_answer: bool = False  # a no-show was reported and the other side has not answered yet
    reported_at: datetime | None = None
    reported_by: str = ""
    thanked: bool = False  # in person, or the email has gone
    follow_up_skipped: bool = False
    waits_for: str = MENTOR  # who must say something, while asked
    proposed_at: datetime | None = None  # other times stand proposed
    proposed_by: str = ""
    proposal_round: int = 0
    proposal_refused_at: datetime | None = None
    choices_left: int = 0  # whom the student asks next is not decided yet
    passed_on_at: datetime | None = None

    @property
    def is_offer(self) -> bool:
        """A time from the waitlist that the student has not taken: the alum knows nothing of it."""
        return self.waits_for == STUDENT and not self.proposal_round


@dataclass(frozen=True)
class Cadence:
    """The office's times. Offsets are spans; `*_local` is wall time in the reader's zone."""

    reminder_before: timedelta
    last_reminder_before: timedelta
    presume_held_after: timedelta
    no_show_answer_within: timedelta
    thank_you_local: time
    thank_you_within: timedelta
    follow_up_after: timedelta
    quiet_from_local: time
    quiet_until_local: time
    undo_within: timedelta = timedelta()  # a decline may be taken back; the student is told after


@dataclass(frozen=True)
class Owed:
    """One email to one reader. `occurrence` tells a second one of its kind from the first."""

    kind: str
    reader: str
    occurrence: int
    send_at: datetime
    expires_at: datetime
    held: bool = False


def owed(facts: Facts, cadence: Cadence) -> list[Owed]:
    """Everything this interview owes as things stand, past and future, in order of time."""
    return sorted(_owed(facts, cadence), key=lambda one: (one.send_at, one.kind, one.reader))


def _owed(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    if facts.stage == "asked":
        yield _question_to_answer(facts)
    elif facts.stage == "closed":
        yield from _after_the_end(facts, cadence)
    elif facts.stage in UPCOMING | AFTER:
        yield from _news(facts)
        yield from _proposals(facts)
        yield from _reminders(facts, cadence)
        yield from _question(facts)
        yield from _report(facts, cadence)
        yield from _letters(facts, cadence)


def _question_to_answer(facts: Facts) -> Owed:
    """While asked, whoever has to speak next is told once a round."""
    if facts.is_offer:
        return Owed("place_offered", STUDENT, 1, facts.asked_at, facts.expires_at)
    if facts.proposal_round and facts.proposed_at is not None:
        return Owed(
            "times_proposed",
            facts.waits_for,
            facts.proposal_round,
            facts.proposed_at,
            facts.expires_at,
        )
    return Owed("ask_made", MENTOR, 1, facts.asked_at, facts.expires_at)


def _after_the_end(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    at = facts.closed_at or facts.starts_at
    if facts.ending in ("declined", "expired"):
        yield from _came_to_nothing(facts, cadence, at)
    elif facts.ending == "withdrawn" and not facts.is_offer:
        yield Owed("ask_withdrawn", MENTOR, 1, at, at + NEWS_LASTS)
    elif facts.ending == "cancelled":
        # The last update of the invitation takes it out of both calendars, however late.
        for reader in BOTH:
            yield Owed(
                "cancelled", reader, facts.sequence, at, max(at, facts.starts_at) + NEWS_LASTS
            )


def _came_to_nothing(facts: Facts, cadence: Cadence, at: datetime) -> Iterator[Owed]:
    """The student hears once: of the end, or of the end and of who is asked next, when that is known."""
    if facts.passed_on_at is not None:
        until = facts.passed_on_at + NEWS_LASTS
        yield Owed("ask_passed_on", STUDENT, 1, facts.passed_on_at, until)
        if facts.ending == "expired":
            yield Owed("ask_released", MENTOR, 1, facts.passed_on_at, until)
    elif not facts.choices_left:
        told_at = at + cadence.undo_within if facts.ending == "declined" else at
        yield Owed(f"ask_{facts.ending}", STUDENT, 1, told_at, told_at + NEWS_LASTS)
    if facts.ending == "expired" and facts.waits_for == STUDENT and not facts.is_offer:
        yield Owed("ask_withdrawn", MENTOR, 1, at, at + NEWS_LASTS)


def _proposals(facts: Facts) -> Iterator[Owed]:
    """Other times for a booked interview, and that none of them suited."""
    if facts.stage not in UPCOMING or not facts.proposed_by:
        return
    other = MENTOR if facts.proposed_by == STUDENT else STUDENT
    if facts.proposed_at is not None:
        yield Owed(
            "times_proposed", other, facts.proposal_round, facts.proposed_at, facts.starts_at
        )
    elif facts.proposal_refused_at is not None:
        at = facts.proposal_refused_at
        yield Owed("proposal_refused", facts.proposed_by, facts.proposal_round, at, at + NEWS_LASTS)


def _news(facts: Facts) -> Iterator[Owed]:
    if facts.moved_at is not None:
        kind, at = "moved", facts.moved_at
    elif facts.booked_at is not None:
        kind, at = "booked", facts.booked_at
    else:
        return
    for reader in BOTH:
        yield Owed(kind, reader, facts.sequence, at, max(at + NEWS_LASTS, facts.starts_at))


def _reminders(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    """Before the start; one that would have been due before the time was agreed is not owed."""
    agreed_at = facts.moved_at or facts.booked_at or facts.asked_at
    first = facts.starts_at - cadence.reminder_before
    last = facts.starts_at - cadence.last_reminder_before
    for reader in BOTH:
        if first > agreed_at:
            until = last if first < last else facts.starts_at
            yield Owed("reminder_day", reader, facts.sequence, first, until)
        if last > agreed_at:
            yield Owed("reminder_hour", reader, facts.sequence, last, facts.starts_at)


def _question(facts: Facts) -> Iterator[Owed]:
    for reader in BOTH:
        if reader in facts.said:
            continue
        yield Owed(
            "did_it_happen", reader, facts.sequence, facts.ends_at, facts.ends_at + QUESTION_LASTS
        )


def _report(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    """Whoever did not report it must hear of it while there is time to answer."""
    if facts.waits_for_answer and facts.reported_at is not None:
        other = MENTOR if facts.reported_by == STUDENT else STUDENT
        until = facts.reported_at + cadence.no_show_answer_within
        yield Owed("no_show_reported", other, facts.sequence, facts.reported_at, until)


def _letters(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    zone = ZoneInfo(facts.mentor_zone)
    if not facts.thanked:
        at = thank_you_at(facts.ends_at, zone, cadence)
        yield Owed("thank_you", MENTOR, 1, at, at + LETTER_LASTS, held=facts.waits_for_answer)
    if not facts.follow_up_skipped:
        at = follow_up_at(facts.ends_at, zone, cadence)
        yield Owed("follow_up", MENTOR, 1, at, at + LETTER_LASTS, held=facts.waits_for_answer)


def thank_you_at(ends_at: datetime, zone: ZoneInfo, cadence: Cadence) -> datetime:
    """The next morning in the alum's zone, never later than the office's limit after the end."""
    morning = at_local(
        ends_at.astimezone(zone).date() + timedelta(days=1), cadence.thank_you_local, zone
    )
    return min(morning, ends_at + cadence.thank_you_within)


def follow_up_at(ends_at: datetime, zone: ZoneInfo, cadence: Cadence) -> datetime:
    """In the morning of the day that many days after the meeting, in the alum's zone."""
    return at_local(
        ends_at.astimezone(zone).date() + cadence.follow_up_after, cadence.thank_you_local, zone
    )


def is_presumed_held(facts: Facts, cadence: Cadence, now: datetime) -> bool:
    """Nobody said anything in time, so the meeting counts as held."""
    return (
        facts.stage in UPCOMING
        and not facts.waits_for_answer
        and now >= facts.ends_at + cadence.presume_held_after
    )


def is_quiet(instant: datetime, zone: ZoneInfo, cadence: Cadence) -> bool:
    """Whether emails that can wait rest at this instant in the reader's zone. The hours may pass midnight."""
    wall = instant.astimezone(zone).time()
    start, end = cadence.quiet_from_local, cadence.quiet_until_local
    if start <= end:
        return start <= wall < end
    return wall >= start or wall < end


def after_quiet(instant: datetime, zone: ZoneInfo, cadence: Cadence) -> datetime:
    """`instant` itself, or the end of the quiet hours that it falls into."""
    if not is_quiet(instant, zone, cadence):
        return instant
    local = instant.astimezone(zone)
    day = (
        local.date()
        if local.time() < cadence.quiet_until_local
        else local.date() + timedelta(days=1)
    )
    end = at_local(day, cadence.quiet_until_local, zone)
    # In the hour that comes twice, the end may lie in its first run and `instant` in its second.
    return end if end > instant else end + timedelta(hours=1)
