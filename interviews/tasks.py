"""What does the passing of time do to interviews? Beat asks for these; each may run twice or late."""

from celery import shared_task

from careerhub.common import clock
from careerhub.office import policies as office_policies

from .actions.answering import expire_ask
from .actions.letters import record_sent_letter
from .actions.meeting import settle_meeting
from .queries.due import asks_to_expire, letters_to_record, meetings_to_settle

# One run takes this many; the next tick takes the rest.
BATCH = 200


@shared_task(name="interviews.expire_asks")
def expire_asks() -> int:
    now = clock.now()
    return sum(expire_ask(interview, now=now) for interview in asks_to_expire(now=now)[:BATCH])


@shared_task(name="interviews.settle_meetings")
def settle_meetings() -> int:
    now = clock.now()
    due = meetings_to_settle(office_policies.current(), now=now)[:BATCH]
    return sum(settle_meeting(interview, now=now) for interview in due)


@shared_task(name="interviews.record_sent_letters")
def record_sent_letters() -> int:
    return sum(
        record_sent_letter(interview, kind=kind, sent_at=sent_at)
        for interview, kind, sent_at in letters_to_record()
    )
