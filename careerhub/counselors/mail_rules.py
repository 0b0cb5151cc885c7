"""By which of the office's rules does an email of this kind go out?"""

from django.utils.translation import gettext as _

from careerhub.office import cadence
from careerhub.outbox.models import Email
from careerhub.people.models import User

from .cadence_words import say_step


def rule_of(email: Email, *, to: User) -> str:
    """One sentence, with the office's present numbers; "" for a kind without a rule of the office."""
    both = _("To both at once, with the invitation for their calendars.")
    rules = {
        "ask_made": _("To the alum at once, while the request stands."),
        "ask_declined": _("To the student at once."),
        "ask_expired": _("To the student when the time for an answer has passed."),
        "booked": both,
        "moved": both,
        "cancelled": both,
        "invitation": _("To the alum when a counselor invites."),
    }
    if email.kind in rules:
        return rules[email.kind]
    number = email.key.rpartition(":")[2] if email.kind in cadence.REPEATED else "1"
    step = cadence.get(email.kind, int(number))
    return say_step(step, to.hour_cycle) if step else ""
