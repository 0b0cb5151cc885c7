"""Kinds that only these tests know; a child process registers the same ones."""

from careerhub.outbox import kinds
from careerhub.outbox.kinds import Kind
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


NOTE = Kind(name="note", label="Note", prepare=write, on_uncertain="hold")
REMINDER = Kind(name="reminder", label="Reminder", prepare=write, on_uncertain="retry")


def register_all():
    for kind in (NOTE, REMINDER):
        kinds.unregister(kind.name)
        kinds.register(kind)
