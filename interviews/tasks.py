"""What does the passing of time do to interviews? Beat asks for these; each may run twice or late."""

from time import monotonic

from celery import shared_task

from careerhub.common import clock
from careerhub.office import policies as office_policies

from .actions.answering import expire_ask
from .actions.cadence import follow_change
from .actions.contact import take_in_newer
from .actions.finishing import finish
from .actions.letters import record_sent_letter
from .actions.meeting import settle_meeting
from .actions.outside import claim_calendar, read_calendar
from .actions.passing_on import pass_on
from .actions.rederiving import rederive_times
from .actions.waitlist import mentors_with_a_line, offer_place
from .actions.windows import refresh_due_windows
from .queries.due import (
    asks_to_expire,
    asks_to_pass_on,
    finished,
    letters_to_record,
    meetings_to_settle,
    met_again,
)

# One run takes this many; the next tick takes the rest.
BATCH = 200
# A few seconds' work, so that the shorter tasks are not kept waiting.
WINDOW_BATCHES = 25
# A run begins no further calendar after so many seconds: emails wait for the same workers.
SECONDS_FOR_CALENDARS = 10.0


@shared_task(name="interviews.expire_asks")
def expire_asks() -> int:
    now = clock.now()
    return sum(expire_ask(interview, now=now) for interview in asks_to_expire(now=now)[:BATCH])


@shared_task(name="interviews.pass_on_asks")
def pass_on_asks() -> int:
    """Ask the next choices of students whose ask came to nothing; answers how many were asked."""
    now = clock.now()
    due = asks_to_pass_on(now=now)[:BATCH]
    return sum(pass_on(interview, now=now) is not None for interview in due)


@shared_task(name="interviews.offer_places")
def offer_places() -> int:
    """Offer open times to whoever waits for them; answers how many were offered."""
    now, offered = clock.now(), 0
    for mentor in mentors_with_a_line():
        while offer_place(mentor, now=now) is not None:
            offered += 1
    return offered


@shared_task(name="interviews.refresh_windows")
def refresh_windows() -> int:
    """Bring free windows up to date where a day has passed or something under them has changed."""
    return refresh_due_windows(now=clock.now(), batches=WINDOW_BATCHES)


@shared_task(name="interviews.settle_meetings")
def settle_meetings() -> int:
    now = clock.now()
    due = meetings_to_settle(office_policies.current(), now=now)[:BATCH]
    return sum(settle_meeting(interview, now=now) for interview in due)


@shared_task(name="interviews.follow_cadence")
def follow_cadence() -> int:
    """Let interviews follow a change of the office's cadence; answers how many did."""
    return follow_change(now=clock.now(), limit=BATCH)


@shared_task(name="interviews.take_in_newer")
def take_in_newer_conversations() -> int:
    """Two who have booked again are in touch; answers for how many that was new."""
    now = clock.now()
    return sum(take_in_newer(interview, now=now) for interview in met_again()[:BATCH])


@shared_task(name="interviews.finish_conversations")
def finish_conversations() -> int:
    """Close what is over for good; answers how many that were."""
    now = clock.now()
    return sum(finish(interview, now=now) for interview in finished(now=now)[:BATCH])


@shared_task(name="interviews.record_sent_letters")
def record_sent_letters() -> int:
    return sum(
        record_sent_letter(interview, kind=kind, sent_at=sent_at)
        for interview, kind, sent_at in letters_to_record()
    )


@shared_task(name="interviews.read_calendars")
def read_calendars() -> int:
    """Read outside calendars that are due, one after the other; answers how many were tried."""
    ends, tried = monotonic() + SECONDS_FOR_CALENDARS, 0
    while monotonic() < ends and (calendar := claim_calendar(now=clock.now())) is not None:
        read_calendar(calendar, now=clock.now())
        tried += 1
    return tried


@shared_task(name="interviews.rederive_times")
def rederive() -> int:
    """Follow new rules of time zones; answers how many promises moved."""
    moved, _left = rederive_times(now=clock.now())
    return moved
