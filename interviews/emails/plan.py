"""Which emails does an interview owe, to whom, when, and until when? Facts in, list out; no Django, no clock.

The list is the whole truth at this moment: `post` schedules what is on it and withdraws what is
not. So a cancellation, a move or a change of policy needs no special case anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..slots.zones import at_local
from .steps import Step, due_at

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
# What prepares for the start: each gives way to the next of them.
BEFORE_THE_START = ("prepare", "reminder_day", "reminder_hour")


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
    student_zone: str
    booked_at: datetime | None = None
    moved_at: datetime | None = None
    closed_at: datetime | None = None
    said: frozenset[str] = frozenset()  # the readers who have said whether it took place
    waits_for_answer: bool = False  # a no-show was reported and the other side has not answered yet
    reported_at: datetime | None = None
    reported_by: str = ""
    thanked: bool = False  # in person, or the email has gone
    follow_up_skipped: bool = False
    reflected: bool = False  # the student has written something down
    contact_at: datetime | None = None  # when the two were last in touch, our letters apart
    waits_for: str = MENTOR  # who must say something, while asked
    proposed_at: datetime | None = None  # other times stand proposed
    proposed_by: str = ""
    proposal_round: int = 0
    proposal_refused_at: datetime | None = None
    choices_left: int = 0  # whom the student asks next is not decided yet
    passed_on_at: datetime | None = None

    def zone_of(self, reader: str) -> ZoneInfo:
        return ZoneInfo(self.student_zone if reader == STUDENT else self.mentor_zone)

    def anchor(self, name: str) -> datetime:
        """The instant that a step counts from. Contact restarts the clock; the meeting is the first."""
        anchors = {"asked": self.asked_at, "starts": self.starts_at, "ends": self.ends_at}
        return anchors.get(name) or max(self.ends_at, self.contact_at or self.ends_at)

    @property
    def is_offer(self) -> bool:
        """A time from the waitlist that the student has not taken: the alum knows nothing of it."""
        return self.waits_for == STUDENT and not self.proposal_round


@dataclass(frozen=True)
class Cadence:
    """The office's times. Offsets are spans; `*_local` is wall time in the reader's zone."""

    steps: tuple[Step, ...]  # those in use
    presume_held_after: timedelta
    no_show_answer_within: timedelta
    quiet_from_local: time
    quiet_until_local: time
    undo_within: timedelta = timedelta()  # a decline may be taken back; the student is told after

    def of(self, *kinds: str) -> list[Step]:
        return [step for step in self.steps if step.kind in kinds]


@dataclass(frozen=True)
class Owed:
    """One email to one reader. `occurrence` tells a second one of its kind from the first."""

    kind: str
    reader: str
    occurrence: int
    send_at: datetime
    expires_at: datetime
    held: bool = False
    untouched: str = "send"  # what becomes of a letter that the student never opened


def owed(facts: Facts, cadence: Cadence) -> list[Owed]:
    """Everything this interview owes as things stand, past and future, in order of time."""
    return sorted(_owed(facts, cadence), key=lambda one: (one.send_at, one.kind, one.reader))


def _owed(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    if facts.stage == "asked":
        yield _question_to_answer(facts)
        yield from _nudge(facts, cadence)
    elif facts.stage == "closed":
        yield from _after_the_end(facts, cadence)
    elif facts.stage in UPCOMING | AFTER:
        yield from _news(facts)
        yield from _proposals(facts)
        yield from _reminders(facts, cadence)
        yield from _question(facts, cadence)
        yield from _report(facts, cadence)
        yield from _letters(facts, cadence)
        yield from _reflection(facts, cadence)


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


def _nudge(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    """One friendly word to an alum who has not answered; nothing once the two are arranging times."""
    if facts.waits_for != MENTOR or facts.proposal_round:
        return
    for _step, reader, at in _due(facts, cadence, "nudge"):
        if facts.asked_at < at < facts.expires_at:
            yield Owed("nudge", reader, 1, at, facts.expires_at)


def _reminders(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    """Before the start; one that would have been due before the time was agreed is not owed."""
    agreed_at = facts.moved_at or facts.booked_at or facts.asked_at
    due = list(_due(facts, cadence, *BEFORE_THE_START))
    for step, reader, at in due:
        if at <= agreed_at or (step.kind == "prepare" and facts.stage != "booked"):
            continue
        later = [other for _step, to, other in due if to == reader and other > at]
        until = min([*later, facts.starts_at])
        yield Owed(step.kind, reader, facts.sequence, at, until)


def _question(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    for step, reader, at in _due(facts, cadence, "did_it_happen"):
        if reader not in facts.said:
            yield Owed(step.kind, reader, facts.sequence, at, at + QUESTION_LASTS)


def _report(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    """Whoever did not report it must hear of it while there is time to answer."""
    if facts.waits_for_answer and facts.reported_at is not None:
        other = MENTOR if facts.reported_by == STUDENT else STUDENT
        until = facts.reported_at + cadence.no_show_answer_within
        yield Owed("no_show_reported", other, facts.sequence, facts.reported_at, until)


def _letters(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    kinds = [
        *([] if facts.thanked else ["thank_you"]),
        *([] if facts.follow_up_skipped else ["follow_up"]),
    ]
    for step, reader, at in _due(facts, cadence, *kinds):
        yield Owed(
            step.kind,
            reader,
            step.number,
            at,
            at + LETTER_LASTS,
            held=facts.waits_for_answer,
            untouched=step.untouched,
        )


def _reflection(facts: Facts, cadence: Cadence) -> Iterator[Owed]:
    """A few questions to the student, who has written nothing down yet."""
    if facts.reflected:
        return
    for step, reader, at in _due(facts, cadence, "reflect"):
        yield Owed(step.kind, reader, 1, at, at + LETTER_LASTS, held=facts.waits_for_answer)


def _due(facts: Facts, cadence: Cadence, *kinds: str) -> Iterator[tuple[Step, str, datetime]]:
    """Each step of these kinds for each of its readers, with the instant at which it is due."""
    for step in cadence.of(*kinds):
        for reader in step.readers:
            yield step, reader, due_at(step, facts.anchor(step.anchor), facts.zone_of(reader))


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
