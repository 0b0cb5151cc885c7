"""Kinds that only these tests know; a child process registers the same ones."""

from dataclasses import replace

from careerhub.outbox import kinds
from careerhub.outbox.kinds import Kind
from careerhub.outbox.models import Trace
from careerhub.outbox.verdicts import Send


def write(email, now):
    return Send(
        to=email.reader.email,
        to_name=email.reader.full_name,
        from_name="Sam Rivera via Career Office",
        from_address="careers@brightwater.example",
        reply_to="sam@brightwater.example",
        subject=f"About {email.about}",
        text=email.letter or "Dear Mira,\n\nThank you for Tuesday.\n",
        html="<p>Thank you for Tuesday.</p>",
    )


def follow(email, now):
    """What follows a sending: kept where the tests can count it."""
    Trace.objects.create(email=email, at=now, state=email.state, note=FOLLOWED)


FOLLOWED = "What should follow was done."
NOTE = Kind(name="note", label="Note", prepare=write, on_uncertain="hold")
REMINDER = Kind(name="reminder", label="Reminder", prepare=write, on_uncertain="retry")
# The same two rules, with something that follows a sending.
LETTER = replace(NOTE, name="followed_note", after_sent=follow)
NUDGE = replace(REMINDER, name="followed_reminder", after_sent=follow)
KINDS = (NOTE, REMINDER, LETTER, NUDGE)


def register_all():
    for kind in KINDS:
        kinds.unregister(kind.name)
        kinds.register(kind)
