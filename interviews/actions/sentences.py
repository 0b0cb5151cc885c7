"""What do we say to a person when a time is not open?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import say_moment, say_time
from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..slots.openings import Code, Reason
from ..slots.zones import EPOCH


def why_not(reason: Reason, *, mentor: User | None, booker: User, starts_at: datetime) -> str:
    """One sentence that says what happened. Times are in the booker's zone; nothing typed is lost."""
    facts = {
        "name": mentor.get_short_name() if mentor else "",
        "when": say_moment(starts_at, zone_of(booker), booker.hour_cycle),
        "n": reason.limit,
        "hours": reason.limit // 60,
        "clock": say_time(EPOCH + timedelta(minutes=reason.limit), UTC, booker.hour_cycle),
        "day": date_format(reason.until, "l, F j") if reason.until else "",
    }
    said = _of_the_rules(reason) or _of_people(reason) or _of_caps(reason)
    return said % facts if said else time_gone(starts_at, booker)


def _of_the_rules(reason: Reason) -> str:
    if reason.code == Code.NOTICE:
        return ngettext(
            "%(when)s is too soon: %(name)s needs %(hours)d hour’s notice.",
            "%(when)s is too soon: %(name)s needs %(hours)d hours’ notice.",
            reason.limit // 60,
        )
    if reason.code == Code.BEYOND_WINDOW and reason.until is None:
        return ngettext(
            "%(when)s is too far ahead: times open %(n)d day before.",
            "%(when)s is too far ahead: times open %(n)d days before.",
            reason.limit,
        )
    sentences: dict[str, str] = {
        "past": _("%(when)s has already passed."),
        "beyond_window": _("%(name)s takes no conversations after %(day)s."),
        "paused": _("%(name)s is resting and takes no conversations on that day."),
        "time_off": _("%(name)s is away that day and back on %(day)s."),
        "closed_date": _("%(name)s takes no conversations on that day."),
        "holiday": _("That day is a holiday, and %(name)s takes no conversations."),
        "too_early_for_booker": _(
            "%(name)s does not want anyone up before %(clock)s; %(when)s is earlier."
        ),
        "outside_hours": _("%(name)s is not open at %(when)s."),
        "off_grid": _("%(name)s is not open at %(when)s."),
    }
    return sentences.get(reason.code, "")


def _of_people(reason: Reason) -> str:
    """What else a mentor does is nobody's business: they are not free, and no more is said."""
    sentences: dict[str, str] = {
        "outside_busy": _("%(name)s is not free at %(when)s."),
        "booker_busy": _("You have promised %(when)s to another conversation."),
        "booker_outside_busy": _("Your own calendar has something else at %(when)s."),
    }
    return sentences.get(reason.code, "")


def _of_caps(reason: Reason) -> str:
    sentences: dict[str, str] = {
        "day_cap": ngettext(
            "%(name)s gives %(n)d conversation a day, and that day is full.",
            "%(name)s gives %(n)d conversations a day, and that day is full.",
            reason.limit,
        ),
        "week_cap": ngettext(
            "%(name)s gives %(n)d conversation a week, and that week is full.",
            "%(name)s gives %(n)d conversations a week, and that week is full.",
            reason.limit,
        ),
        "term_cap": ngettext(
            "%(name)s gives %(n)d conversation a term, and this term is full.",
            "%(name)s gives %(n)d conversations a term, and this term is full.",
            reason.limit,
        ),
    }
    return sentences.get(reason.code, "")


def why_no_times(reason: Reason | None, *, mentor: User, window_days: int) -> str:
    """One sentence for a page without any time: the rule that closes most of them, or simply taken."""
    said = _of_no_times(reason) if reason else ""
    return (said or _all_taken(window_days)) % {
        "name": mentor.get_short_name(),
        "n": reason.limit if reason and said else window_days,
        "day": date_format(reason.until, "l, F j") if reason and reason.until else "",
    }


def _of_no_times(reason: Reason) -> str:
    sentences: dict[str, str] = {
        "paused": _("%(name)s is resting until %(day)s."),
        "time_off": _("%(name)s is away until %(day)s."),
        "closed_date": _("%(name)s has closed the days of the usual hours for now."),
        "holiday": _("The days that would be open are holidays."),
        "too_early_for_booker": _("Every time just now would be too early in the day for you."),
        "day_cap": _("Every day ahead is full. Days further ahead open as time goes on."),
        "week_cap": ngettext(
            "%(name)s gives %(n)d conversation a week, and these weeks are full. "
            "Days further ahead open as time goes on.",
            "%(name)s gives %(n)d conversations a week, and these weeks are full. "
            "Days further ahead open as time goes on.",
            reason.limit,
        ),
    }
    if reason.code == Code.BEYOND_WINDOW and reason.until is not None:
        return _("%(name)s takes no conversations after %(day)s.")
    return _of_caps(reason) if reason.code == Code.TERM_CAP else sentences.get(reason.code, "")


def _all_taken(days: int) -> str:
    return ngettext(
        "Every time in the next day is taken.",
        "Every time in the next %(n)d days is taken. Days further ahead open as time goes on.",
        days,
    )


def time_gone(starts_at: datetime, booker: User) -> str:
    when = say_moment(starts_at, zone_of(booker), booker.hour_cycle)
    return _("Someone took %(when)s a moment ago. Your words are safe.") % {"when": when}


def zone_of(person: User) -> ZoneInfo:
    """The person's own zone, or the office's where they have none yet."""
    return ZoneInfo(person.zone or office_policies.current().zone)
