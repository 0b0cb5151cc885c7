"""New zone rules and a promise in the way: a counselor is told what was agreed, and has the last word."""

from datetime import UTC, datetime

from careerhub.common import clock
from interviews.actions.changing import cancel_interview
from interviews.actions.rederiving import rederive_times
from interviews.models import Interview
from interviews.queries.stuck import interviews_to_look_at
from tests.counselors.stage import HOUR, words
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor
from tests.interviews.zone_file import new_rules

VANCOUVER = "America/Vancouver"
# Friday at ten in Vancouver
TEN = datetime(2026, 3, 6, 18, tzinfo=UTC)
LATER = NOON + 2 * HOUR


def overview(client):
    with clock.standing_at(LATER):
        return words(client.get("/counselors/"))


def looked_at():
    return list(Interview.objects.filter(interviews_to_look_at(zone=UTC, now=LATER)))


def test_a_conversation_out_of_step_is_on_the_board_until_somebody_has_decided(
    client, carol, sam, mira, tmp_path
):
    ada = make_mentor("Ada Park", zone=VANCOUVER)
    booked = make_interview(sam, ada, starts_at=TEN)
    make_interview(sam, mira, starts_at=TEN - HOUR)
    client.force_login(carol)
    assert "Nothing is stuck. Everything is moving." in overview(client)
    with new_rules(tmp_path, VANCOUVER, -7):
        rederive_times(now=LATER)
        page = overview(client)
        assert looked_at() == [booked]
        cancel_interview(booked, by=ada, reason="It no longer fits.", now=LATER)
        assert "Nothing is stuck. Everything is moving." in overview(client)
    assert "One thing is stuck. Everything else is moving." in page
    assert "Clocks changed" in page
    assert "The clocks changed under Sam Rivera and Ada Park" in page
    assert "They agreed on Fri, Mar 6, 10:00 am in Vancouver." in page
    assert "Ask both, then move it or call it off." in page
    assert f'href="/counselors/conversations/{booked.pk}/"' in page
