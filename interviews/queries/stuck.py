"""What has stopped moving and waits for a person? Facts with their clocks; the words are the page's."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from django.db.models import Count, Max, Min, Q, QuerySet

from careerhub.office.models import Policies
from careerhub.outbox import suppression
from careerhub.outbox.models import Email
from careerhub.outbox.search import WORDS, is_overdue, needs_a_look
from careerhub.people.models import User

from ..models import UPCOMING, Ending, Interview, Side, Stage
from ..slots.workdays import workdays_before
from .clocks import is_out_of_step, out_of_step
from .outreach import pieces, pk_of
from .overseen import PRIVATE

SILENT_AFTER_DAYS = 3  # business days, in the office's zone
EXPIRES_SOON = timedelta(days=1)
ASKS_WITHOUT_ANSWER = 3
# Asks older than this say nothing about how a student fares now.
RECENT = timedelta(days=60)
# After that it stays on the page of addresses only.
RETURNED_LATELY = timedelta(days=14)
# More letters in trouble than this are one trouble, which the outbox shows better.
LETTERS_SHOWN = 20


class Why(StrEnum):
    """In the order of the list: what runs out first stands first."""

    OUT_OF_STEP = "out_of_step"
    EXPIRING = "expiring"
    LETTER = "letter"
    RETURNED = "returned"
    REPORTED = "reported"
    NO_WORD = "no_word"
    UNANSWERED = "unanswered"
    SILENT = "silent"


@dataclass(frozen=True)
class Stuck:
    """One thing that is stuck: since when, until when something can be done, and about what."""

    why: Why
    since: datetime
    due: datetime | None = None
    interview: Interview | None = None
    email: Email | None = None
    student: User | None = None
    count: int = 0


def stuck(office: Policies, *, zone: tzinfo, now: datetime) -> list[Stuck]:
    """Everything that is stuck, most pressing first. Seven queries, however much it is."""
    unheard = _students_without_answer(now)
    by_interview = [
        thing
        for interview in _stuck_interviews(zone, now)
        if (thing := _of_interview(interview, office, now)) is not None
    ]
    reported = {
        one.interview.pk for one in by_interview if one.interview and one.why == Why.REPORTED
    }
    silent = {one.student.pk for one in unheard if one.student}
    found = [
        *unheard,
        *_letters(reported, now),
        *_returned(now),
        *(one for one in by_interview if not _is_told_already(one, silent)),
    ]
    order = list(Why)
    return sorted(found, key=lambda one: (order.index(one.why), one.due or one.since))


def interviews_to_look_at(*, zone: tzinfo, now: datetime) -> Q:
    """The same rules as a filter of conversations: those with something stuck, or a letter in trouble."""
    rows = _troubled_letters(now).values_list("about", flat=True)
    about = [int(name.partition(":")[2]) for name in rows]
    return _is_stuck(zone, now) | Q(pk__in=about)


def _is_stuck(zone: tzinfo, now: datetime) -> Q:
    silent_since = workdays_before(now, SILENT_AFTER_DAYS, zone)
    asked = Q(stage=Stage.ASKED, waits_for=Side.MENTOR) & (
        Q(asked_at__lte=silent_since) | Q(expires_at__lte=now + EXPIRES_SOON)
    )
    ended = Q(stage__in=UPCOMING, ends_at__lte=now)
    reported = Q(stage__in=UPCOMING, no_show_reported_at__isnull=False)
    return asked | ended | reported | Q(pk__in=out_of_step(now=now))


def _stuck_interviews(zone: tzinfo, now: datetime) -> list[Interview]:
    people = Interview.objects.select_related("student", "mentor").defer(*PRIVATE)
    return list(people.filter(_is_stuck(zone, now)))


def _of_interview(interview: Interview, office: Policies, now: datetime) -> Stuck | None:
    if is_out_of_step(interview, now=now):
        since = interview.booked_at or interview.asked_at
        return Stuck(Why.OUT_OF_STEP, since, interview.starts_at, interview)
    if interview.stage == Stage.ASKED:
        expiring = interview.expires_at <= now + EXPIRES_SOON
        why = Why.EXPIRING if expiring else Why.SILENT
        return Stuck(why, interview.asked_at, interview.expires_at, interview)
    if interview.no_show_reported_at is not None:
        due = interview.no_show_reported_at + timedelta(hours=office.no_show_answer_hours)
        return Stuck(Why.REPORTED, interview.no_show_reported_at, due, interview)
    due = interview.ends_at + timedelta(hours=office.presume_held_hours)
    return Stuck(Why.NO_WORD, interview.ends_at, due, interview)


def _is_told_already(thing: Stuck, silent: set[int]) -> bool:
    """A silent ask of a student whom nobody answers is part of that row."""
    interview = thing.interview
    return thing.why == Why.SILENT and interview is not None and interview.student_id in silent


def _troubled_letters(now: datetime) -> QuerySet[Email]:
    return Email.objects.filter(
        needs_a_look(now=now), kind="thank_you", about__startswith="interview:"
    )


def _letters(reported: set[int], now: datetime) -> list[Stuck]:
    """Thank-yous that are uncertain, failed, held or overdue; one held for a report is the report's row."""
    rows = _troubled_letters(now).select_related("reader").defer(*WORDS)
    dated = rows.annotate(touched_at=Max("trail__at")).order_by("send_at", "pk")[:LETTERS_SHOWN]
    troubled = pieces(row for row in dated if pk_of(row) not in reported)
    return [
        Stuck(
            Why.LETTER,
            _late_since(piece.email, now),
            due=piece.email.send_at,
            interview=piece.interview,
            email=piece.email,
        )
        for piece in troubled
    ]


def _returned(now: datetime) -> list[Stuck]:
    """Addresses that send emails back, for as long as somebody may still put them right in time."""
    rows = suppression.live().filter(at__gte=now - RETURNED_LATELY).exclude(email=None)
    return [Stuck(Why.RETURNED, row.at, email=row.email) for row in rows[:LETTERS_SHOWN]]


def _late_since(email: Email, now: datetime) -> datetime:
    """Since its time if it should have gone; else since somebody or something last touched it."""
    touched_at: datetime | None = getattr(email, "touched_at", None)
    return email.send_at if is_overdue(email, now=now) or touched_at is None else touched_at


def _students_without_answer(now: datetime) -> list[Stuck]:
    """Students with several asks of late and not one answer, not even a no."""
    late = Interview.objects.filter(asked_at__gte=now - RECENT, waits_for=Side.MENTOR)
    late = late.exclude(ending=Ending.WITHDRAWN)
    each = late.order_by().values("student").annotate(asks=Count("pk"), first=Min("asked_at"))
    silent = each.annotate(answers=Count("answered_at")).filter(
        asks__gte=ASKS_WITHOUT_ANSWER, answers=0
    )
    rows = list(silent.order_by("first"))
    students = User.objects.in_bulk([row["student"] for row in rows])
    return [
        Stuck(Why.UNANSWERED, row["first"], student=students[row["student"]], count=row["asks"])
        for row in rows
    ]
