"""Which emails are old enough to be forgotten? First what they said, later that there was one.

What is not settled is never touched: an email that waits, goes out or needs a person stays whole.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from .models import Email, State, Trace

SETTLED = (State.SENT, State.WITHDRAWN, State.SUPPRESSED, State.EXPIRED)
WORDLESS = Q(subject="", text="", letter="")
BATCH = 1_000


@dataclass(frozen=True)
class Forgotten:
    words: int
    rows: int


def with_words(*, before: datetime) -> QuerySet[Email]:
    """Settled emails due before that instant which still hold what they said."""
    return Email.objects.filter(state__in=SETTLED, send_at__lt=before).exclude(WORDLESS)


def rows(*, before: datetime) -> QuerySet[Email]:
    """Settled emails due before that instant, to be forgotten altogether."""
    return Email.objects.filter(state__in=SETTLED, send_at__lt=before)


def forget(*, words_before: datetime, rows_before: datetime) -> Forgotten:
    """Forget in batches, each a short transaction; what somebody holds at the moment waits for next time."""
    gone = told = 0
    while deleted := _delete_some(rows_before):
        gone += deleted
    while blanked := _blank_some(words_before):
        told += blanked
    return Forgotten(words=told, rows=gone)


@transaction.atomic
def _delete_some(before: datetime) -> int:
    pks = _some(rows(before=before))
    Trace.objects.filter(email__in=pks).delete()
    return Email.objects.filter(pk__in=pks).delete()[0]


@transaction.atomic
def _blank_some(before: datetime) -> int:
    pks = _some(with_words(before=before))
    return Email.objects.filter(pk__in=pks).update(subject="", text="", letter="")


def _some(emails: QuerySet[Email]) -> list[int]:
    locked = emails.select_for_update(skip_locked=True)
    return list(locked.order_by("pk").values_list("pk", flat=True)[:BATCH])
