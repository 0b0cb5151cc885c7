"""What is a student's next conversation, and what is there to do, by when? Loaded rows in, lists out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from careerhub.office import cadence
from careerhub.office.models import Policies
from careerhub.outbox.models import Email, State
from careerhub.people.models import User

from ..models import Ending, Interview, Stage
from .letters import FOLLOW_UP, LETTERS, THANK_YOU, at_hand

# With five questions half an hour is full; the office recommends that many.
QUESTIONS_WANTED = 5
# Earlier than this nobody knows yet what they did with the advice.
FOLLOW_UP_IN_SIGHT = timedelta(days=7)
ASK_ENDS_SOON = timedelta(days=2)
# A refusal is worth a second try while it is fresh; then it is only history.
STILL_FRESH = timedelta(days=7)

Letters = dict[tuple[int, str], Email]


class Do(StrEnum):
    """What a student may have to do."""

    TAKE_OFFER = "take_offer"
    CHOOSE_TIME = "choose_time"
    SAY_HELD = "say_held"
    ANSWER_REPORT = "answer_report"
    CHECK_THANK_YOU = "check_thank_you"
    CHECK_FOLLOW_UP = "check_follow_up"
    SEE_LETTER = "see_letter"
    PREPARE = "prepare"
    WAIT = "wait"
    ASK_AGAIN = "ask_again"


@dataclass(frozen=True)
class Action:
    """One thing to do about one interview. `due` is its clock, `letter` the email it is about."""

    do: Do
    interview: Interview
    due: datetime | None = None
    letter: Email | None = None


@dataclass(frozen=True)
class Step:
    """One bar of getting ready: a fact that we know."""

    name: str
    is_done: bool
    count: int = 0


def interviews_of(student: User) -> list[Interview]:
    """Everything the student ever asked, with the alum's profile, soonest start first."""
    own = Interview.objects.filter(student=student).select_related("mentor__mentor")
    return list(own.order_by("starts_at", "pk"))


def letters_of(interviews: Iterable[Interview]) -> Letters:
    """The thank-you and the follow-up of each interview, as they stand in the outbox."""
    about = [interview.about for interview in interviews if interview.booked_at]
    rows = Email.objects.filter(about__in=about, kind__in=LETTERS)
    return {
        (int(about.partition(":")[2]), kind): row for (about, kind), row in at_hand(rows).items()
    }


def next_conversation(interviews: Iterable[Interview], *, now: datetime) -> Interview | None:
    coming = (one for one in interviews if one.is_upcoming and now < one.ends_at)
    return min(coming, key=lambda one: one.starts_at, default=None)


def preparation(interview: Interview) -> list[Step]:
    """How ready the student is, by what is written down; never by what we would have to guess."""
    chosen = len(interview.question_list)
    return [
        Step("booked", is_done=True),
        Step("where", is_done=bool(interview.where)),
        Step("questions", is_done=has_questions(interview), count=chosen),
        Step("notes", is_done=bool(interview.notes)),
    ]


def has_questions(interview: Interview) -> bool:
    """The student said “I’m ready”, or has chosen as many as we suggest."""
    return interview.stage != Stage.BOOKED or len(interview.question_list) >= QUESTIONS_WANTED


def next_actions(
    interviews: Sequence[Interview], letters: Letters, *, office: Policies, now: datetime
) -> list[Action]:
    """What the student should do, the most pressing first; what has no clock comes last."""
    last_ask = max((one.asked_at for one in interviews), default=now)
    leave_before = cadence.questions_leave_before()
    found = [
        action
        for interview in interviews
        for action in _actions(interview, letters, last_ask, office, leave_before, now)
    ]
    return sorted(found, key=lambda action: (action.due is None, action.due or now))


def _actions(
    interview: Interview,
    letters: Letters,
    last_ask: datetime,
    office: Policies,
    leave_before: timedelta,
    now: datetime,
) -> Iterator[Action]:
    if interview.stage == Stage.ASKED and interview.is_offer:
        yield Action(Do.TAKE_OFFER, interview, interview.expires_at)
    elif _has_times_to_choose(interview):
        until = interview.expires_at if interview.stage == Stage.ASKED else interview.starts_at
        yield Action(Do.CHOOSE_TIME, interview, until)
    elif interview.stage == Stage.ASKED:
        if interview.expires_at - now <= ASK_ENDS_SOON:
            yield Action(Do.WAIT, interview, interview.expires_at)
    elif interview.stage == Stage.CLOSED:
        if _is_worth_another_ask(interview, last_ask, now):
            yield Action(Do.ASK_AGAIN, interview)
    elif interview.is_upcoming:
        yield from _around_the_meeting(interview, office, leave_before, now)
    else:
        yield from _letters(interview, letters, now)


def _has_times_to_choose(interview: Interview) -> bool:
    """The alum proposed other times and the student has not answered."""
    is_open = interview.stage == Stage.ASKED or interview.is_upcoming
    return (
        is_open
        and interview.proposed_at is not None
        and interview.proposed_by_id == interview.mentor_id
    )


def _is_worth_another_ask(interview: Interview, last_ask: datetime, now: datetime) -> bool:
    closed_at = interview.closed_at
    by_alum = interview.ending in (Ending.DECLINED, Ending.EXPIRED) or (
        interview.ending == Ending.CANCELLED and interview.closed_by_id == interview.mentor_id
    )
    return (
        by_alum
        and closed_at is not None
        and now - closed_at <= STILL_FRESH
        and last_ask <= closed_at
    )


def _around_the_meeting(
    interview: Interview, office: Policies, leave_before: timedelta, now: datetime
) -> Iterator[Action]:
    if now < interview.ends_at:
        if not has_questions(interview):
            sent = interview.starts_at - leave_before
            yield Action(Do.PREPARE, interview, sent if sent > now else interview.starts_at)
    elif interview.no_show_reported_at is None:
        presumed = interview.ends_at + timedelta(hours=office.presume_held_hours)
        yield Action(Do.SAY_HELD, interview, presumed)
    elif interview.no_show_reported_by_id == interview.mentor_id:
        settled = interview.no_show_reported_at + timedelta(hours=office.no_show_answer_hours)
        yield Action(Do.ANSWER_REPORT, interview, settled)


def _letters(interview: Interview, letters: Letters, now: datetime) -> Iterator[Action]:
    for kind, do, ahead in (
        (THANK_YOU, Do.CHECK_THANK_YOU, None),
        (FOLLOW_UP, Do.CHECK_FOLLOW_UP, FOLLOW_UP_IN_SIGHT),
    ):
        row = letters.get((interview.pk, kind))
        if row is None:
            continue
        if row.state in (State.FAILED, State.UNCERTAIN):
            yield Action(Do.SEE_LETTER, interview, letter=row)
        elif (
            row.state == State.SCHEDULED
            and not row.letter_edited_at
            and (ahead is None or row.send_at - now <= ahead)
        ):
            yield Action(do, interview, row.send_at, row)
