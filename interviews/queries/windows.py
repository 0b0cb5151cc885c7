"""Who is free in a stretch of time, and what are somebody's next openings? From the table of windows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q

from ..models import LIVE, Ending, Interview

# Between terms, "this term" means the last months.
SINCE_NO_TERM = timedelta(days=120)


def given_since(mentor_ids: Iterable[int], *, now: datetime) -> dict[int, int]:
    """Conversations promised or held in the last months, by the alum's id; for between terms."""
    counted = Interview.objects.filter(
        Q(stage__in=LIVE) | Q(ending=Ending.COMPLETE),
        mentor__in=list(mentor_ids),
        starts_at__gte=now - SINCE_NO_TERM,
    )
    return dict(counted.values_list("mentor").annotate(n=Count("pk")))
