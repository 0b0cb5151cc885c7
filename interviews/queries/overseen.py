"""Which conversations does a counselor look for? Stages and times of all of them, never anybody's words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from ..models import Interview, InterviewEvent, Stage

# What the two wrote to each other or for themselves; a counselor's page does not even load it.
PRIVATE = ("message", "questions", "notes", "reason", "where")
NOT_CLOSED = "open"


@dataclass(frozen=True)
class Wanted:
    """What the filters say. `stage` is a stage, or "open" for all that are not closed."""

    words: str = ""
    stage: str = ""
    ending: str = ""
    since: datetime | None = None
    until: datetime | None = None
    looked_at: Q | None = None  # only those that need a look


def conversations(wanted: Wanted) -> QuerySet[Interview]:
    """Newest first, with both people and the last event as `last_kind` and `last_at`."""
    last = InterviewEvent.objects.filter(interview=OuterRef("pk")).order_by("-at", "-pk")
    every = Interview.objects.select_related("student__student", "mentor__mentor")
    found = every.defer(*PRIVATE).filter(_chosen(wanted))
    return found.annotate(
        last_kind=Subquery(last.values("kind")[:1]), last_at=Subquery(last.values("at")[:1])
    ).order_by("-asked_at", "-pk")


def _chosen(wanted: Wanted) -> Q:
    chosen = named(wanted.words)
    if wanted.stage == NOT_CLOSED:
        chosen &= ~Q(stage=Stage.CLOSED)
    elif wanted.stage:
        chosen &= Q(stage=wanted.stage)
    if wanted.ending:
        chosen &= Q(ending=wanted.ending)
    if wanted.since and wanted.until:
        chosen &= Q(asked_at__gte=wanted.since, asked_at__lt=wanted.until)
    return chosen & wanted.looked_at if wanted.looked_at is not None else chosen


def named(words: str) -> Q:
    """Each of `words` is in the name of the student, of the alum or of the employer."""
    chosen = Q()
    for word in words.split():
        chosen &= (
            Q(student__full_name__icontains=word)
            | Q(mentor__full_name__icontains=word)
            | Q(mentor__mentor__employer__icontains=word)
        )
    return chosen
