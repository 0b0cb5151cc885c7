"""Which words does an email use, the office's own or ours, and does every name in braces exist?"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careerhub.office import wording as office_wording

from ..models import Interview
from .sentences import OURS, Parts

LETTERS = frozenset({"thank_you", "follow_up"})
BRACED = re.compile(r"\{([a-z_]+)\}")
# What stands between braces, or a brace without its partner.
ANY_BRACE = re.compile(r"\{([^{}]*)\}|([{}])")

PARTS: dict[str, str | Promise] = {
    "subject": gettext_lazy("Subject"),
    "preview": gettext_lazy("First line in the list of a mailbox"),
    "headline": gettext_lazy("Headline"),
    "lead": gettext_lazy("What it is about"),
    "button": gettext_lazy("Button"),
    "note": gettext_lazy("Note under the button"),
    "greeting": gettext_lazy("Greeting"),
    "opening": gettext_lazy("Opening"),
    "before_quotes": gettext_lazy("Before what the alum said"),
    "without_quotes": gettext_lazy("Where nothing is quoted"),
    "ending": gettext_lazy("Ending"),
    "sign_off": gettext_lazy("Sign-off"),
}
# Without these an email is not finished.
NEEDED = frozenset({"subject", "headline", "lead", "button", "greeting", "opening", "sign_off"})

CASES: dict[tuple[str, str], str | Promise] = {
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
_OF_THE_DIGEST = ("name", "office", "university", "date", "stuck", "sent", "failed", "waiting")


def variables(kind: str) -> tuple[str, ...]:
    """The names that may stand in braces in this kind of email."""
    if kind == "digest":
        return _OF_THE_DIGEST
    if kind in LETTERS:
        return _OF_LETTERS
    return (*_OF_EMAILS, *_OF_LETTERS, *_OF_ONE.get(kind, ()))


def unknown_in(text: str, kind: str) -> list[str]:
    """What stands in braces and is no variable of this kind; a lone brace too."""
    known = variables(kind)
    found = [
        lone or f"{{{inside}}}"
        for inside, lone in ANY_BRACE.findall(text)
        if lone or inside not in known
    ]
    return list(dict.fromkeys(found))


def say_unknown(unknown: list[str], kind: str) -> str:
    """The sentence for whoever wrote it."""
    names = ", ".join(f"{{{name}}}" for name in sorted(variables(kind)))
    first = ngettext(
        "%(these)s is no variable of this email.",
        "%(these)s are no variables of this email.",
        len(unknown),
    ) % {"these": ", ".join(unknown)}
    return f"{first} " + _("You may use %(names)s.") % {"names": names}


def fill(text: str, values: Mapping[str, object]) -> str:
    """The sentence with its variables said; what is said is not looked at again for variables."""
    said = BRACED.sub(lambda found: str(values.get(found[1], found[0])), text)
    return "\n".join(re.sub(r" {2,}", " ", line).strip() for line in said.splitlines())


def parts_of(kind: str, case: str, own: Mapping[str, str] | None = None) -> Parts:
    """Each part in the office's words where it has some that can be filled, else in ours."""
    ours = OURS[kind, case]
    kept = office_wording.own(kind, case) if own is None else own
    good = {
        part: text for part, text in kept.items() if part in ours and not unknown_in(text, kind)
    }
    return {**ours, **good}


def said(
    kind: str, case: str, values: Mapping[str, object], own: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Every part of one email, in words for its reader."""
    return {part: fill(str(text), values) for part, text in parts_of(kind, case, own).items()}


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
