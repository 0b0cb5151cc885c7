"""Where does a click put a conversation into a calendar on the web?"""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..models import Interview
from .invitation import one_line, page_of, title_of

GOOGLE = "https://calendar.google.com/calendar/render?"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose?"
OUTLOOK_AT_WORK = "https://outlook.office.com/calendar/0/deeplink/compose?"


def web_links(interview: Interview, *, to: User) -> list[tuple[str, str]]:
    """(name, address) of each; a page there shows the event, and the person saves it."""
    outlook = urlencode(_for_outlook(interview, to))
    return [
        (_("Google Calendar"), GOOGLE + urlencode(_for_google(interview, to))),
        (_("Outlook.com"), OUTLOOK + outlook),
        (_("Outlook for work or school"), OUTLOOK_AT_WORK + outlook),
    ]


def _for_google(interview: Interview, to: User) -> dict[str, str]:
    start, end = (f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in _times(interview))
    return {
        "action": "TEMPLATE",
        "text": title_of(interview, to),
        "dates": f"{start}/{end}",
        "ctz": interview.zone,
        "details": page_of(interview),
        "location": one_line(interview.meeting_place),
    }


def _for_outlook(interview: Interview, to: User) -> dict[str, str]:
    start, end = (f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for at in _times(interview))
    return {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title_of(interview, to),
        "startdt": start,
        "enddt": end,
        "body": page_of(interview),
        "location": one_line(interview.meeting_place),
    }


def _times(interview: Interview) -> tuple[datetime, datetime]:
    return interview.starts_at, interview.ends_at
