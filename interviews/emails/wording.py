"""Which case of its kind is an email, and which names may stand in its words?"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ..models import Interview

LETTERS = frozenset({"thank_you", "follow_up"})

LABELS: dict[tuple[str, str], str | Promise] = {
    ("booked", "student"): gettext_lazy("to the student"),
    ("booked", "mentor"): gettext_lazy("to the alum"),
    ("reminder_day", "student"): gettext_lazy("to the student"),
    ("reminder_day", "mentor"): gettext_lazy("to the alum"),
    ("cancelled", "by_reader"): gettext_lazy("to the one who cancelled"),
    ("ask_expired", "offer"): gettext_lazy("a time from the waitlist"),
    ("ask_expired", "proposal"): gettext_lazy("times that the alum proposed"),
    ("ask_withdrawn", "lapsed"): gettext_lazy("proposed times that lapsed"),
    ("ask_withdrawn", "none_suits"): gettext_lazy("none of the proposed times suits"),
    ("ask_passed_on", "declined"): gettext_lazy("after a decline"),
    ("ask_passed_on", "expired"): gettext_lazy("after no answer"),
    ("ask_passed_on", "unknown"): gettext_lazy("the next choice is gone"),
    ("times_proposed", "booked"): gettext_lazy("for a booked conversation"),
    ("follow_up", "later"): gettext_lazy("the second and later ones"),
}

_OF_PEOPLE = ("student_name", "student_full_name", "mentor_name", "mentor_full_name")
_OF_LETTERS = (*_OF_PEOPLE, "minutes", "date", "weekday", "office", "university")
_OF_EMAILS = (
    *("name", "other_name", "other_full_name", "other_line", "student_line"),
    *("when", "when_long", "when_both", "there", "starts", "day", "asked_on", "answer_by", "how"),
    *("cutoff", "changing", "presumed_after", "answer_within"),
)
_OF_ONE = {
    "moved": ("before",),
    "times_proposed": ("other_times",),
    "ask_passed_on": ("next_name", "next_full_name", "next_when"),
    "cancelled": ("next_step",),
}


def variables(kind: str) -> tuple[str, ...]:
    """The names that may stand in braces in this kind of email."""
    if kind in LETTERS:
        return _OF_LETTERS
    return (*_OF_EMAILS, *_OF_LETTERS, *_OF_ONE.get(kind, ()))


def case_of(kind: str, context: Mapping[str, object]) -> str:
    """Which of the cases of its kind this email is."""
    interview: Any = context["interview"]
    if kind in ("booked", "reminder_day"):
        return "student" if context["to_student"] else "mentor"
    if kind == "cancelled":
        return "by_reader" if context["by_reader"] else ""
    if kind == "ask_expired":
        return str(context["lapsed"])
    if kind == "ask_withdrawn":
        return _why_withdrawn(interview)
    if kind == "ask_passed_on":
        known = "declined" if interview.ending == "declined" else "expired"
        return known if context.get("next") else "unknown"
    if kind == "times_proposed":
        return "" if interview.stage == "asked" else "booked"
    return "later" if kind == "follow_up" and int(str(context.get("number", 1))) > 1 else ""


def _why_withdrawn(interview: Interview) -> str:
    """Whether the alum's times came to nothing, or the student took back what the student had asked for."""
    if interview.ending == "expired":
        return "lapsed"
    return "none_suits" if interview.proposed_by_id == interview.mentor_id else ""
