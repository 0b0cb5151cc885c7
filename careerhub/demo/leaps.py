"""How far does each button of the demo bar skip ahead?"""

from datetime import datetime, timedelta

from django.db.models import TextChoices
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


def span_of(leap: Leap, *, now: datetime) -> timedelta | None:
    """How far to go; None where no meeting is ahead."""
    if leap in SPANS:
        return SPANS[leap]
    ahead = (
        Interview.objects.filter(stage__in=UPCOMING, ends_at__gt=now).order_by("ends_at").first()
    )
    return ahead.ends_at + PAST_THE_END - now if ahead else None
