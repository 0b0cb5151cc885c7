"""No opening at all: which is the strongest reason, and what can the alum do about it?"""

from dataclasses import replace
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.people.models import User
from interviews.queries.capacity import why_none
from interviews.queries.openings import NO_WISHES, Calendars, Times
from interviews.slots.openings import Reason

from .wall import say_wall, wall_time


def why_no_openings(calendars: Calendars, mentor: User) -> str:
    """One sentence. The strongest reason is the rule that closes most of what would be open."""
    times = calendars.of[mentor.pk]
    if not times.rules.hours and not any(one.blocks for one in times.rules.exceptions):
        return _("Add the hours of a usual week, and students can find a time with you.")
    reason = why_none(calendars, mentor.pk)
    if reason is not None:
        return _said(reason, mentor)
    return _unbound(calendars, times, mentor)


def _said(reason: Reason, mentor: User) -> str:
    n = reason.limit
    sentences = {
        "paused": _("You are resting until %(day)s, so nobody is shown a time.")
        % _day(reason.until),
        "time_off": _("Your time off, until %(day)s, covers every time you would have.")
        % _day(reason.until),
        "closed_date": _("You have closed every date on which you would be open."),
        "holiday": _("The office’s holidays cover every date on which you would be open."),
        "beyond_window": _("You offer nothing that late: “no times after” is in the way."),
        "too_early_for_booker": _(
            "All your hours lie before %(time)s on the student’s clock, which you do not want."
        )
        % {"time": say_wall(wall_time(n), mentor.hour_cycle)},
        "day_cap": ngettext(
            "Your days are full: you give %(n)d conversation a day.",
            "Your days are full: you give %(n)d conversations a day.",
            n,
        )
        % {"n": n},
        "week_cap": _("Your weeks are full, so no further time is shown."),
        "term_cap": _("Your term is full. Thank you. No further time is shown until the next one."),
    }
    return sentences.get(str(reason.code)) or _("No start fits your hours and rules.")


def _day(until: date | None) -> dict[str, str]:
    return {"day": dateformat.format(until, "D, M j") if until else ""}


def _unbound(calendars: Calendars, times: Times, mentor: User) -> str:
    """Not even without wishes: is the notice too long, is all promised, or are the blocks too short?"""
    free = replace(times.rules, **{**NO_WISHES, "exceptions": times.rules.exceptions})
    busy = _count(calendars, mentor, Times(free))
    if busy:
        return _("Every time you would be open is taken already, here or in your own calendar.")
    if _count(calendars, mentor, Times(replace(free, notice_minutes=0))):
        return ngettext(
            "Nothing is left between your notice of %(hours)d hour and the end of the days shown.",
            "Nothing is left between your notice of %(hours)d hours and the end of the days shown.",
            free.notice_minutes // 60,
        ) % {"hours": free.notice_minutes // 60}
    return ngettext(
        "A conversation takes %(n)d minute, and none of your blocks is that long. Try longer ones.",
        "A conversation takes %(n)d minutes, and none of your blocks is that long. Try longer ones.",
        free.length_minutes,
    ) % {"n": free.length_minutes}


def _count(calendars: Calendars, mentor: User, times: Times) -> int:
    return len(replace(calendars, of={mentor.pk: times}).openings(mentor.pk))
