"""Which emails of the sample data have gone out long ago? They are noted as sent; nothing is delivered."""

from datetime import datetime, timedelta

from careerhub.office import policies as office_policies
from careerhub.outbox.models import Email, State, Trace
from interviews.emails.compose import Case, compose
from interviews.emails.post import cadence_of, facts_of
from interviews.models import Interview

# Older ones keep a subject only: nobody reads them, and composing takes time.
READABLE = timedelta(days=10)
SENT_AFTER = timedelta(seconds=3)


def deliver_until(interview: Interview, *, until: datetime) -> list[tuple[str, datetime]]:
    """Note every email of the interview that was due by `until` as sent; returns kinds and times."""
    interview = Interview.objects.select_related("student__student", "mentor__mentor").get(
        pk=interview.pk
    )
    office = office_policies.current()
    facts, cadence = facts_of(interview, office), cadence_of(office)
    due = list(
        Email.objects.filter(about=interview.about, state=State.SCHEDULED, send_at__lte=until)
    )
    gone = []
    for email in due:
        sent_at = email.send_at + SENT_AFTER
        said = compose(Case(email, interview, office, facts, cadence))
        email.state, email.attempts = State.SENT, 1
        email.sent_at = email.dated_at = sent_at
        email.subject, email.to_address = said.subject, said.to
        if until - email.send_at < READABLE:
            email.text = said.text
        gone.append((email, sent_at))
    Email.objects.bulk_update(
        due, ["state", "attempts", "sent_at", "dated_at", "subject", "to_address", "text"]
    )
    Trace.objects.bulk_create(
        Trace(
            email=email,
            at=sent_at,
            state=State.SENT,
            attempt=1,
            note="Sample data: sent before you came.",
        )
        for email, sent_at in gone
    )
    return [(email.kind, sent_at) for email, sent_at in gone]
