from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.actions.finishing import finish
from interviews.models import Ending, Stage
from interviews.queries.due import finished
from tests.factories.interviews import make_interview

DAY = timedelta(days=1)


@pytest.fixture
def told(sam, mira):
    """Met, thanked, and every letter sent on its day."""
    interview = make_interview(sam, mira, stage=Stage.MET)
    interview.stage = Stage.FOLLOWING_UP
    interview.save()
    for row in Email.objects.filter(about=interview.about):
        row.state, row.sent_at = State.SENT, row.send_at
        row.save()
    return interview


def last_sent(interview):
    rows = Email.objects.filter(about=interview.about, state=State.SENT)
    return rows.order_by("-sent_at").first().sent_at


def test_a_quiet_week_after_the_last_letter_it_is_complete(told):
    last = last_sent(told)
    assert not finish(told, now=last + 6 * DAY)
    assert finish(told, now=last + 8 * DAY)
    told.refresh_from_db()
    assert (told.stage, told.ending) == (Stage.CLOSED, Ending.COMPLETE)
    assert told.events.last().kind == "closed"
    assert not finish(told, now=last + 9 * DAY)


@pytest.mark.parametrize("state", [State.HELD, State.UNCERTAIN, State.FAILED, State.SCHEDULED])
def test_what_waits_for_somebody_keeps_it_open(told, state):
    late = last_sent(told) + 30 * DAY
    row = Email.objects.filter(about=told.about, kind="follow_up").first()
    Email.objects.filter(pk=row.pk).update(state=state)
    assert not finished(now=late).exists()


def test_contact_keeps_it_open_for_a_while(told):
    last = last_sent(told)
    told.contact_at = last + 5 * DAY
    told.save()
    assert not finish(told, now=last + 8 * DAY)
    assert finish(told, now=last + 13 * DAY)


def test_without_follow_ups_it_ends_after_the_thank_you(sam, mira):
    interview = make_interview(sam, mira, stage=Stage.MET)
    interview.stage, interview.follow_up_skipped = Stage.THANKED, True
    interview.save()
    Email.objects.filter(about=interview.about).update(
        state=State.WITHDRAWN, reason="The student chose not to send it."
    )
    assert finish(interview, now=interview.ends_at + 8 * DAY)
