"""How does a counselor read what stands in the way of a booking, before it is made and in the log?"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerhub.people.models import User
from interviews.actions.on_behalf import Limit

# Short, as the log names them.
NAMES: dict[str, str | Promise] = {
    "past": gettext_lazy("a time that has passed"),
    "notice": gettext_lazy("the alum’s notice"),
    "beyond_window": gettext_lazy("how far ahead times open"),
    "paused": gettext_lazy("the alum’s rest"),
    "time_off": gettext_lazy("the alum’s time off"),
    "closed_date": gettext_lazy("a date the alum has closed"),
    "holiday": gettext_lazy("a holiday"),
    "outside_hours": gettext_lazy("the alum’s hours"),
    "off_grid": gettext_lazy("the starts of the alum’s times"),
    "too_early_for_booker": gettext_lazy("too early in the student’s day"),
    "mentor_busy": gettext_lazy("a promise of the alum"),
    "outside_busy": gettext_lazy("the alum’s own calendar"),
    "booker_busy": gettext_lazy("a promise of the student"),
    "booker_outside_busy": gettext_lazy("the student’s own calendar"),
    "day_cap": gettext_lazy("the alum’s conversations a day"),
    "week_cap": gettext_lazy("the alum’s conversations a week"),
    "term_cap": gettext_lazy("the alum’s conversations a term"),
    "own_asks": gettext_lazy("the student’s open asks"),
    "their_asks": gettext_lazy("the alum’s open asks"),
    "line": gettext_lazy("the waitlist"),
    "under_way": gettext_lazy("a conversation under way"),
}
# Where the sentence of the rule speaks to the student, the counselor reads one of these.
SENTENCES: dict[str, str | Promise] = {
    "off_grid": gettext_lazy("%(mentor)s’s conversations do not begin at that minute."),
    "mentor_busy": gettext_lazy("%(mentor)s is promised to another conversation at that time."),
    "booker_busy": gettext_lazy("%(student)s is promised to another conversation at that time."),
    "booker_outside_busy": gettext_lazy("%(student)s is not free at that time."),
    "own_asks": gettext_lazy("%(student)s has as many open asks as the office allows."),
    "their_asks": gettext_lazy("%(mentor)s has as many open asks as one person can answer."),
    "line": gettext_lazy("Other students wait for a time with %(mentor)s and would come first."),
    "under_way": gettext_lazy("%(student)s and %(mentor)s have a conversation under way already."),
}


def sentence_of(limit: Limit, student: User, mentor: User) -> str:
    said = SENTENCES.get(limit.code)
    if said is None:
        return limit.sentence
    return str(said) % {"student": student.get_short_name(), "mentor": mentor.get_short_name()}


def set_aside(codes: Iterable[str], reason: str) -> str:
    """ "Set aside: the alum’s notice and a holiday. Reason: “…”"."""
    named = get_text_list([str(NAMES.get(code, code)) for code in codes], _("and"))
    return _("Set aside: %(limits)s. Reason: “%(reason)s”") % {"limits": named, "reason": reason}
