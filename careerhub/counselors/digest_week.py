"""When is the counselors’ week due, and who has not been put down for it yet?"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from careerhub.office.models import Policies
from careerhub.outbox import schedule
from careerhub.outbox.models import Email
from careerhub.people.models import User
from interviews.slots.zones import at_local

from .digest import KIND

AT = time(8)
# Later than that it is no news; the overview tells it better.
LASTS = timedelta(days=2)


def due_at(office: Policies, *, now: datetime) -> datetime:
    """Monday at eight of this week, on the office’s clock."""
    zone = ZoneInfo(office.zone)
    today = now.astimezone(zone).date()
    return at_local(today - timedelta(days=today.weekday()), AT, zone)


def put_digests(office: Policies, *, now: datetime) -> int:
    """Owe this week’s email to every counselor who has none yet; answers how many were put."""
    due = due_at(office, now=now)
    if not due <= now < due + LASTS:
        return 0
    year, week, _day = due.astimezone(ZoneInfo(office.zone)).isocalendar()
    about = f"office:digest:{year}-W{week:02}"
    known = Email.objects.filter(about=about).values("reader")
    readers = User.objects.filter(counselor__isnull=False, is_active=True).exclude(pk__in=known)
    drafts = [
        schedule.Draft(
            key=f"{about}:{reader.pk}",
            about=about,
            kind=KIND,
            reader=reader,
            send_at=due,
            expires_at=due + LASTS,
        )
        for reader in readers
    ]
    schedule.put_all(drafts, now=now)
    return len(drafts)
