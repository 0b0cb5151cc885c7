"""The office changes its cadence: the emails that wait follow, a batch at a time, in the workers' hands."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careerhub.office import cadence as office_cadence
from careerhub.office.models import CadenceStep
from careerhub.people.models import User

from ..emails.post import plan_emails
from ..models import LIVE, Interview, Replanning
from .locking import lock_interview, taking_turns


@transaction.atomic
def change_step(step: CadenceStep, *, by: User, now: datetime) -> bool:
    """Keep the step and let every interview follow it; False where nothing was different.

    Raises ValidationError, with the fields by name. Until an interview has followed, its emails are
    measured by the new cadence when they are claimed, so that none goes out too early or for nothing.
    """
    if office_cadence.save(step, by=by, now=now) is None:
        return False
    Replanning.objects.filter(done_at=None).update(done_at=now)
    Replanning.objects.create(asked_at=now)
    return True


def follow_change(*, now: datetime, limit: int) -> int:
    """Plan the next `limit` interviews anew; how many were there to plan."""
    change = Replanning.objects.filter(done_at=None).order_by("-asked_at").first()
    if change is None:
        return 0
    ahead = Interview.objects.filter(pk__gt=change.done_until, stage__in=LIVE).order_by("pk")
    interviews = list(ahead[:limit])
    for interview in interviews:
        taking_turns(lambda one=interview: _plan_anew(one, now))  # type: ignore[misc]
    mine = Replanning.objects.filter(pk=change.pk, done_at=None)
    if len(interviews) < limit:
        mine.update(done_at=now)
    else:
        mine.update(done_until=interviews[-1].pk)
    return len(interviews)


def _plan_anew(interview: Interview, now: datetime) -> None:
    plan_emails(lock_interview(interview), now=now, why=_("The office changed its cadence."))
