"""How far does each button of the demo bar skip ahead?"""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from interviews.models import UPCOMING, Interview

# Land just after the end, so that what follows a meeting is due.
PAST_THE_END = timedelta(minutes=1)


class Leap(TextChoices):
    HOUR = "hour", _("1 hour")
    MEETING = "meeting", _("To the next meeting’s end")
    DAY = "day", _("1 day")
    WEEKS = "weeks", _("2 weeks")


SPANS = {Leap.HOUR: timedelta(hours=1), Leap.DAY: timedelta(days=1), Leap.WEEKS: timedelta(weeks=2)}


def span_of(
    leap: Leap, *, person: AbstractBaseUser | AnonymousUser, now: datetime
) -> timedelta | None:
    """How far to go, to the person's own next meeting where there is one; None where none is ahead."""
    if leap in SPANS:
        return SPANS[leap]
    ahead = Interview.objects.filter(stage__in=UPCOMING, ends_at__gt=now).order_by("ends_at")
    own = ahead.filter(Q(student=person.pk) | Q(mentor=person.pk))
    meeting = own.first() or ahead.first()
    return meeting.ends_at + PAST_THE_END - now if meeting else None
