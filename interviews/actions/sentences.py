"""What do we say to a person when a time is not open?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import say_moment
from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..slots.openings import Reason


def why_not(reason: Reason, *, mentor: User | None, booker: User, starts_at: datetime) -> str:
    """One sentence that says what happened. Times are in the booker's zone; nothing typed is lost."""
    name = mentor.get_short_name() if mentor else ""
    when = say_moment(starts_at, zone_of(booker), booker.hour_cycle)
    n = reason.limit
    sentences = {
        "past": _("%(when)s has already passed.") % {"when": when},
        "notice": ngettext(
            "%(when)s is too soon: %(name)s needs %(n)d hour’s notice.",
            "%(when)s is too soon: %(name)s needs %(n)d hours’ notice.",
            n // 60,
        )
        % {"when": when, "name": name, "n": n // 60},
        "beyond_window": ngettext(
            "%(when)s is too far ahead: times open %(n)d day before.",
            "%(when)s is too far ahead: times open %(n)d days before.",
            n,
        )
        % {"when": when, "n": n},
        "paused": _("%(name)s is resting and takes no conversations on that day.") % {"name": name},
        "outside_hours": _("%(name)s is not open at %(when)s.") % {"name": name, "when": when},
        "off_grid": _("%(name)s is not open at %(when)s.") % {"name": name, "when": when},
        "booker_busy": _("You have promised %(when)s to another conversation.") % {"when": when},
        "week_cap": ngettext(
            "%(name)s gives %(n)d conversation a week, and that week is full.",
            "%(name)s gives %(n)d conversations a week, and that week is full.",
            n,
        )
        % {"name": name, "n": n},
        "term_cap": ngettext(
            "%(name)s gives %(n)d conversation a term, and this term is full.",
            "%(name)s gives %(n)d conversations a term, and this term is full.",
            n,
        )
        % {"name": name, "n": n},
    }
    return sentences.get(reason.code) or time_gone(starts_at, booker)


def time_gone(starts_at: datetime, booker: User) -> str:
    when = say_moment(starts_at, zone_of(booker), booker.hour_cycle)
    return _("Someone took %(when)s a moment ago. Your words are safe.") % {"when": when}


def zone_of(person: User) -> ZoneInfo:
    """The person's own zone, or the office's where they have none yet."""
    return ZoneInfo(person.zone or office_policies.current().zone)
