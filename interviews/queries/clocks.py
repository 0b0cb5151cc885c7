"""Which promised instants are no longer the time on the wall that was agreed to? Zone rules change."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ..models import UPCOMING, Interview, Stage
from ..slots.zones import at_local


def out_of_step(*, now: datetime) -> list[int]:
    """Asks and bookings ahead whose wall time means another instant by today's rules. One query.

    Python's rules are asked, not the database's: theirs are the ones that pages and emails follow.
    """
    promised = Interview.objects.filter(stage__in=(Stage.ASKED, *UPCOMING), starts_at__gt=now)
    rows = promised.order_by().values_list("pk", "starts_at", "starts_local", "zone")
    return [
        pk
        for pk, starts_at, wall, zone in rows.iterator()
        if rederived(starts_at, wall, zone) != starts_at
    ]


def rederived(starts_at: datetime, starts_local: datetime, zone: str) -> datetime:
    """The instant of the agreed wall time by today's rules; the promised one as long as it shows it.

    A wall time that comes twice may have been agreed to the second time round.
    """
    rules, wall = ZoneInfo(zone), starts_local.replace(tzinfo=None)
    if starts_at.astimezone(rules).replace(tzinfo=None) == wall:
        return starts_at
    return at_local(wall.date(), wall.time(), rules)


def is_out_of_step(interview: Interview, *, now: datetime) -> bool:
    time = interview.starts_at, interview.starts_local, interview.zone
    return interview.starts_at > now and rederived(*time) != interview.starts_at
