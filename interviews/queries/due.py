"""Which interviews does the passing of time owe something? One indexed question each."""

from datetime import datetime, timedelta

from django.db.models import CharField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from careerhub.office.models import Policies
from careerhub.outbox.models import Email, State

from ..access import TIME_TO_UNDO
from ..models import UPCOMING, Ending, Interview, Stage


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
