"""What does one person's calendar learn of an interview? A whole iCalendar file, the same bytes every time.

One UID for the life of the interview and a SEQUENCE that grows with every change, so that a
calendar replaces the event, moves it, or takes it out (RFC 5545, RFC 5546).
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from careerhub.office.models import Policies
from careerhub.people.models import User

from ..models import Interview
from .zone_rules import zone_rules

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODUCT = "-//CareerHub//Interviews//EN"
UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Zulu", "UCT"})


def invitation(interview: Interview, *, to: User, office: Policies, method: str) -> bytes:
    """The invitation for `to`, one of the two: REQUEST to put or update it, CANCEL to take it out.

    Both methods must be told the interview as it stands, its `sequence` included.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if interview.zone not in UTC_NAMES:
        calendar.add_component(zone_rules(interview.zone, around=interview.starts_at))
    calendar.add_component(_event(interview, to=to, office=office, method=method))
    return calendar.to_ical()


def _event(interview: Interview, *, to: User, office: Policies, method: str) -> Event:
    event = event_of(interview, office=office, title=title_of(interview, to))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if method == CANCEL else "OPAQUE")
    if interview.meeting_place:
        event.add("location", one_line(interview.meeting_place))
    event.add("attendee", _attendee(to))
    return event


def event_of(interview: Interview, *, office: Policies, title: str) -> Event:
    """What every calendar learns, whether it was invited or subscribes: which event, when, where to read on."""
    page = page_of(interview)
    event = Event()
    event.add("uid", uid_of(interview))
    event.add("sequence", interview.sequence)
    event.add("dtstamp", _changed_at(interview))
    event.add("dtstart", _wall(interview.starts_at, interview.zone))
    event.add("dtend", _wall(interview.ends_at, interview.zone))
    event.add("summary", title)
    event.add("description", _("Questions, moving and cancelling: %(page)s") % {"page": page})
    event.add("url", page)
    event.add("organizer", _person(interview.organizer or office.email, office.name))
    return event


def title_of(interview: Interview, to: User) -> str:
    name = one_line(interview.other(to).get_full_name())
    return _("Conversation with %(name)s") % {"name": name}


def page_of(interview: Interview) -> str:
    return settings.SITE_URL + reverse("interviews:interview_detail", args=[interview.pk])


def uid_of(interview: Interview) -> str:
    return f"interview-{interview.pk}@{own_domain()}"


def own_domain() -> str:
    """Where our events are numbered: the site's own name, which no setting of the office changes."""
    return str(urlsplit(settings.SITE_URL).hostname)


def one_line(text: str) -> str:
    """A name or a place as people typed it, without line ends and other control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _changed_at(interview: Interview) -> datetime:
    """When the interview last changed: the same for every attempt to send this version."""
    moments = (interview.closed_at, interview.moved_at, interview.booked_at, interview.asked_at)
    return next(at for at in moments if at is not None)


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(UTC if zone in UTC_NAMES else ZoneInfo(zone))


def _person(email: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{email}")
    # Double quotes and control characters cannot stand in a parameter (RFC 5545, 3.1).
    person.params["CN"] = vText(one_line(name).replace('"', "’"))
    return person


def _attendee(person: User) -> vCalAddress:
    """They agreed to the time already, so their calendar need not answer."""
    attendee = _person(person.email, person.get_full_name())
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee
