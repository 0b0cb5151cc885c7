"""Which interviews does the passing of time owe something? One indexed question each."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from careerhub.office.models import Policies
from careerhub.outbox.models import Email, State

from ..access import TIME_TO_UNDO
from ..models import AFTER, LIVE, UPCOMING, Ending, Interview, Replanning, Stage
from .letters import SETTLED

QUIET_BEFORE_THE_END = timedelta(days=7)


def asks_to_expire(*, now: datetime) -> QuerySet[Interview]:
    return Interview.objects.filter(stage=Stage.ASKED, expires_at__lte=now).order_by("expires_at")


def asks_to_pass_on(*, now: datetime) -> QuerySet[Interview]:
    """Ended without a conversation while somebody was left to ask; a decline may be undone first."""
    ended = Q(ending=Ending.EXPIRED) | Q(ending=Ending.DECLINED, closed_at__lte=now - TIME_TO_UNDO)
    left = Interview.objects.filter(ended, stage=Stage.CLOSED, choices_left__gt=0)
    return left.order_by("closed_at")


def meetings_to_settle(office: Policies, *, now: datetime) -> QuerySet[Interview]:
    """Ended without a word for long enough, or reported as not held and never answered."""
    silent_since = now - timedelta(hours=office.presume_held_hours)
    answer_since = now - timedelta(hours=office.no_show_answer_hours)
    silent = Q(ends_at__lte=silent_since, no_show_reported_at=None)
    unanswered = Q(no_show_reported_at__lte=answer_since)
    return Interview.objects.filter(silent | unanswered, stage__in=UPCOMING).order_by("ends_at")


def met_again() -> QuerySet[Interview]:
    """Those whose two have booked a later conversation that the follow-ups do not reckon with yet."""
    newer = Interview.objects.filter(
        student=OuterRef("student"),
        mentor=OuterRef("mentor"),
        booked_at__gt=OuterRef("ends_at"),
        stage__in=(*UPCOMING, *AFTER),
    )
    known_until = Coalesce(OuterRef("contact_at"), OuterRef("ends_at"))
    unknown = newer.filter(Q(stage__in=AFTER) | Q(booked_at__gt=known_until))
    older = Interview.objects.filter(stage__in=AFTER, follow_up_skipped=False)
    return older.filter(Exists(unknown)).order_by("pk")


def finished(*, now: datetime) -> QuerySet[Interview]:
    """Those with nothing left to send or to decide, a quiet week after the last of it."""
    about = Concat(Value("interview:"), Cast(OuterRef("pk"), CharField()))
    mine = Email.objects.filter(about=about)
    long_ago = now - QUIET_BEFORE_THE_END
    over = Interview.objects.filter(
        Q(contact_at=None) | Q(contact_at__lt=long_ago), stage__in=AFTER, ends_at__lt=long_ago
    )
    return over.exclude(Exists(mine.filter(_unsettled(long_ago)))).order_by("ends_at")


def is_finished(interview: Interview, *, now: datetime) -> bool:
    return finished(now=now).filter(pk=interview.pk).exists()


def _unsettled(long_ago: datetime) -> Q:
    """Waits, is going out, waits for a person, or went out not long ago."""
    return Q(state__in=set(State) - set(SETTLED)) | Q(state=State.SENT, sent_at__gte=long_ago)


def newer_between(interview: Interview) -> Interview | None:
    """The latest conversation that the two booked after this one and that stands."""
    newer = Interview.objects.filter(
        student=interview.student_id,
        mentor=interview.mentor_id,
        booked_at__gt=interview.ends_at,
        stage__in=(*UPCOMING, *AFTER),
    )
    return newer.order_by("-booked_at").first()


def letters_to_record() -> list[tuple[Interview, str, datetime]]:
    """Interviews whose thank-you or follow-up has gone out but is not noted on the interview yet."""
    return [*_unrecorded("thank_you", "thanked_at"), *_unrecorded("follow_up", "followed_up_at")]


def _unrecorded(kind: str, noted_as: str) -> list[tuple[Interview, str, datetime]]:
    about = Concat(Value("interview:"), Cast(OuterRef("pk"), CharField()))
    sent = Email.objects.filter(about=about, kind=kind, state=State.SENT).order_by("sent_at")
    stages = (Stage.MET, Stage.THANKED) if kind == "follow_up" else (Stage.MET,)
    waiting = Interview.objects.filter(**{noted_as: None}, stage__in=stages)
    found = waiting.annotate(sent_at=sent.values("sent_at")[:1]).exclude(sent_at=None)
    return [(interview, kind, interview.sent_at) for interview in found]


def replanning() -> tuple[int, int] | None:
    """How many interviews have followed the latest change, of how many; None once all have."""
    change = Replanning.objects.filter(done_at=None).order_by("-asked_at").first()
    if change is None:
        return None
    live = Interview.objects.filter(stage__in=LIVE)
    return live.filter(pk__lte=change.done_until).count(), live.count()
