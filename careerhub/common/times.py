"""How is an instant said to a person: which day, which time, in which zone, how long until then?

Every function takes the zone it speaks in, as an IANA name or a tzinfo. None asks the clock.
"""

import re
import zoneinfo
from datetime import datetime, timedelta, tzinfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Zone = str | tzinfo
_OFFSET = re.compile(r"[+-]\d{2,4}")  # what zoneinfo calls a zone without letters of its own
# Between a month and its day, a time and its half of the day, and either of them and the zone.
_TOGETHER = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?=\d)"
    r"|(?:\d:\d\d|(?<=\d )[ap]m) (?=[ap]m\b|[A-Z])"
)
_SHOW_TWO_UNITS_UNDER = timedelta(days=3)  # hours stop mattering when days are many


def as_zone(zone: Zone) -> tzinfo:
    return zoneinfo.ZoneInfo(zone) if isinstance(zone, str) else zone


def city_of(zone: Zone) -> str:
    """ "America/Argentina/Buenos_Aires" → "Buenos Aires"."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def say_zone(instant: datetime, zone: Zone) -> str:
    """The letters people use at that instant, "EDT"; without any, the place: "Kathmandu time"."""
    letters = instant.astimezone(as_zone(zone)).tzname() or ""
    if letters and not _OFFSET.fullmatch(letters):
        return letters
    return _("%(city)s time") % {"city": city_of(zone)}


def say_place(instant: datetime, zone: Zone) -> str:
    """ "New York (EST)", for the bar at the top; a city alone where letters add nothing."""
    city, letters = city_of(zone), say_zone(instant, zone)
    if city in letters:
        return letters
    return _("%(city)s (%(letters)s)") % {"city": city, "letters": letters}


def say_day(
    instant: datetime, zone: Zone, *, now: datetime | None = None, long: bool = False
) -> str:
    """ "Thu, Oct 22", or `long`: "Thursday, October 22"; with the year if `now` is in another."""
    local = instant.astimezone(as_zone(zone))
    words = dateformat.format(local, "l, F j" if long else "D, M j")
    if now is not None and now.astimezone(as_zone(zone)).year != local.year:
        return f"{words}, {local.year}"
    return words


def say_time(instant: datetime, zone: Zone, hour_cycle: str = "12") -> str:
    """ "1:00 pm", or "13:00"; without the zone's letters, which `say_zone` gives."""
    local = instant.astimezone(as_zone(zone))
    if hour_cycle == "24":
        return f"{local.hour:02}:{local.minute:02}"
    half = _("am") if local.hour < 12 else _("pm")
    return f"{local.hour % 12 or 12}:{local.minute:02} {half}"


def say_moment(
    instant: datetime, zone: Zone, hour_cycle: str = "12", *, now: datetime | None = None
) -> str:
    """ "Thu, Oct 22, 1:00 pm EDT"; with the year if `now` is given and in another one."""
    day = say_day(instant, zone, now=now)
    return f"{day}, {say_time(instant, zone, hour_cycle)} {say_zone(instant, zone)}"


def unbroken(text: str) -> str:
    """The text with no line to end inside "Oct 22" or "1:00 pm EDT"."""
    return _TOGETHER.sub(lambda found: found[0][:-1] + "\N{NO-BREAK SPACE}", text)


def say_span(delta: timedelta) -> str:
    """How long, in the two units that matter: "1 day 21 hours", "40 minutes"; many days to the nearest one."""
    delta = abs(delta)
    if delta >= _SHOW_TWO_UNITS_UNDER:
        days = (delta + timedelta(hours=12)) // timedelta(days=1)
        return ngettext("%d day", "%d days", days) % days
    minutes = delta // timedelta(minutes=1)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [
        ngettext("%d day", "%d days", days) % days if days else "",
        ngettext("%d hour", "%d hours", hours) % hours if hours else "",
        ngettext("%d minute", "%d minutes", minutes) % minutes if minutes and not days else "",
    ]
    said = [part for part in parts if part]
    if not said:
        return _("less than a minute")
    return " ".join(said)


def same_offset(instant: datetime, one: Zone, other: Zone) -> bool:
    """Do the clocks of both zones show the same at that instant?"""
    return (
        instant.astimezone(as_zone(one)).utcoffset()
        == instant.astimezone(as_zone(other)).utcoffset()
    )
