"""Which kinds of email does an interview have, and how does each behave in the outbox?"""

from django.utils.translation import gettext_lazy as _

from careerhub.outbox.kinds import Kind, register
from careerhub.outbox.models import Urgency

from ..emails.ahead import read_ahead
from ..emails.compose import CAN_WAIT, LETTERS, prepare, prepare_news
from ..emails.reasons import why
from ..emails.sample import register_words

# A second copy of these would embarrass whoever seems to have written it.
HELD_IF_UNCERTAIN = LETTERS | {"ask_made"}

# Whoever hears of these too late goes to a meeting that is not there.
URGENT = frozenset({"moved", "cancelled", "reminder_hour", "place_offered"})
BULK = frozenset({"prepare", "reflect", "follow_up"})

LABELS = {
    "ask_made": _("Request"),
    "nudge": _("Reminder of a request"),
    "ask_declined": _("Request declined"),
    "ask_expired": _("Request expired"),
    "ask_withdrawn": _("Request taken back"),
    "ask_released": _("Request passed on"),
    "ask_passed_on": _("Next choice asked"),
    "place_offered": _("Time from the waitlist"),
    "times_proposed": _("Other times proposed"),
    "proposal_refused": _("Proposed times did not suit"),
    "booked": _("Confirmation"),
    "moved": _("New time"),
    "cancelled": _("Cancellation"),
    "prepare": _("Time to prepare"),
    "reminder_day": _("Reminder, the day before"),
    "reminder_hour": _("Reminder, the hour before"),
    "did_it_happen": _("Did it happen?"),
    "no_show_reported": _("Reported as not held"),
    "thank_you": _("Thank-you"),
    "reflect": _("Time to reflect"),
    "follow_up": _("Follow-up"),
    "update_read": _("Your update was read"),
}

# What a reader may decline as one. The rest they must know: a meeting that stands, is moved or is off,
# and that the other says it did not take place.
GROUPS = {
    **dict.fromkeys(
        (
            *("ask_made", "nudge", "ask_withdrawn", "ask_released", "times_proposed"),
            *("ask_declined", "ask_expired", "ask_passed_on", "place_offered"),
        ),
        "requests",
    ),
    **dict.fromkeys(("prepare", "reminder_day", "reminder_hour"), "reminders"),
    "did_it_happen": "questions",
    **dict.fromkeys(("thank_you", "follow_up"), "letters"),
    **dict.fromkeys(("reflect", "update_read"), "news"),
}
MUST_BE_KNOWN = frozenset({"booked", "moved", "cancelled", "proposal_refused", "no_show_reported"})


def register_kinds() -> None:
    """Tell the outbox about every kind; a doubled letter embarrasses, a doubled reminder does not."""
    register_words()
    for name, label in LABELS.items():
        register(
            Kind(
                name=name,
                label=label,
                prepare=prepare_news if name == "update_read" else prepare,
                ahead=read_ahead,
                on_uncertain="hold" if name in HELD_IF_UNCERTAIN else "retry",
                can_wait=name in CAN_WAIT,
                why=why,
                group="" if name in MUST_BE_KNOWN else GROUPS[name],
                urgency=urgency_of(name),
            )
        )


def urgency_of(name: str) -> Urgency:
    if name in URGENT:
        return Urgency.URGENT
    return Urgency.BULK if name in BULK else Urgency.NORMAL
