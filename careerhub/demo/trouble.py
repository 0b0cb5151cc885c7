"""Which troubles does the demo show? A thank-you that is overdue because the server never confirmed it."""

from datetime import timedelta

from careerhub.outbox.models import Email, State, Trace
from careerhub.people.models import User


def trouble_the_outbox(people: dict[str, User]) -> None:
    """Leave one thank-you of the past days uncertain: accepted by the server, never confirmed."""
    sent = Email.objects.filter(
        kind="thank_you", state=State.SENT, reader=people["Oscar Lindqvist"]
    )
    email = sent.order_by("-send_at").first()
    if email is None:
        return
    email.state, email.reason = State.UNCERTAIN, "The mail server took this but never confirmed."
    email.sent_at = None
    email.save()
    email.trail.all().delete()
    Trace.objects.create(
        email=email,
        at=email.send_at + timedelta(seconds=30),
        state=State.UNCERTAIN,
        attempt=1,
        note=email.reason,
    )
