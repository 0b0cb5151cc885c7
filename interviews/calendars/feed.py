"""What does a calendar learn that follows a person's conversations by subscription?"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from careerhub.office.models import Policies
from careerhub.people.models import User

from ..models import AFTER, UPCOMING, Ending, Interview, Stage
from .invitation import PRODUCT, UTC_NAMES, event_of, one_line, title_of
from .zone_rules import AROUND, zone_rules

# Subscriptions replace all they knew each time, so what is left out disappears from the calendar.
SHOWN_AFTER = timedelta(days=180)


def feed_of(person: User, *, office: Policies, now: datetime) -> bytes:
    """Everything agreed, and what is asked and holds its time as tentative, both as whole events."""
    interviews = list(in_feed(person, now=now))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("CareerHub conversations"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for zone in _zones(interviews):
        calendar.add_component(zone_rules(zone, around=now))
    for interview in interviews:
        calendar.add_component(_event(interview, person, office))
    return calendar.to_ical()


def in_feed(person: User, *, now: datetime) -> Iterable[Interview]:
    """Held, agreed and asked for; nothing that was called off, and no past beyond half a year."""
    agreed = Q(stage__in=[*UPCOMING, *AFTER]) | Q(stage=Stage.CLOSED, ending=Ending.COMPLETE)
    asked = Q(stage=Stage.ASKED, expires_at__gt=now, commitments__live=True)
    around = Q(starts_at__gt=now - SHOWN_AFTER, starts_at__lt=now + AROUND)
    return (
        Interview.objects.filter(Q(student=person) | Q(mentor=person), agreed | asked, around)
        .select_related("student", "mentor__mentor")
        .order_by("starts_at", "pk")
        .distinct()
    )


def _event(interview: Interview, person: User, office: Policies) -> Event:
    is_asked, title = interview.stage == Stage.ASKED, title_of(interview, person)
    if is_asked:
        title = _("%(title)s (not agreed yet)") % {"title": title}
    event = event_of(interview, office=office, title=title)
    event.add("status", "TENTATIVE" if is_asked else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if interview.meeting_place and not is_asked:
        event.add("location", one_line(interview.meeting_place))
    return event


def _zones(interviews: Iterable[Interview]) -> list[str]:
    return sorted({interview.zone for interview in interviews} - UTC_NAMES)
