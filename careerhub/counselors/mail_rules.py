"""By which of the office's rules does an email of this kind go out?"""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import say_time
from careerhub.office.models import Policies
from careerhub.people.models import User


def rule_of(kind: str, reader: User, office: Policies, *, to: User) -> str:
    """One sentence, with the office's present numbers; "" for a kind without a rule of the office."""
    at = _wall(office.thank_you_local, to.hour_cycle)
    both = _("To both at once, with the invitation for their calendars.")
    rules = {
        "ask_made": _("To the alum at once, while the request stands."),
        "ask_declined": _("To the student at once."),
        "ask_expired": _("To the student when the time for an answer has passed."),
        "booked": both,
        "moved": both,
        "cancelled": both,
        "reminder_day": _hours_before(office.reminder_hours),
        "reminder_hour": _minutes_before(office.last_reminder_minutes),
        "did_it_happen": _("At the end, to whoever has not said yet."),
        "thank_you": _thank_you(reader, office, at),
        "follow_up": _follow_up(reader, office, at),
        "invitation": _("To the alum when a counselor invites."),
    }
    return rules.get(kind, "")


def _wall(local: time, hour_cycle: str) -> str:
    """A time of day as the counselor reads it; the day and zone are only there to say it."""
    return say_time(datetime.combine(date(2000, 1, 1), local, UTC), UTC, hour_cycle)


def _hours_before(hours: int) -> str:
    said = ngettext("%(n)d hour before the start.", "%(n)d hours before the start.", hours)
    return said % {"n": hours}


def _minutes_before(minutes: int) -> str:
    said = ngettext("%(n)d minute before the start.", "%(n)d minutes before the start.", minutes)
    return said % {"n": minutes}


def _thank_you(reader: User, office: Policies, at: str) -> str:
    said = _(
        "The next morning at %(time)s where %(name)s is, and never later than %(n)d hours after the end."
    )
    return said % {
        "time": at,
        "name": reader.get_short_name(),
        "n": office.thank_you_within_hours,
    }


def _follow_up(reader: User, office: Policies, at: str) -> str:
    said = ngettext(
        "%(n)d day after the conversation, at %(time)s where %(name)s is.",
        "%(n)d days after the conversation, at %(time)s where %(name)s is.",
        office.follow_up_days,
    )
    return said % {
        "n": office.follow_up_days,
        "time": at,
        "name": reader.get_short_name(),
    }
