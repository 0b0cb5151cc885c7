"""One student sends one form twenty times at once, then again with other words."""

from html import unescape

import pytest

from tests.load.seeding import seeded
from tests.load.visitors import MESSAGE, Visitor, all_at_once

pytestmark = pytest.mark.load

CLICKS = 20
OTHER_WORDS = "I would rather ask how you came to choose between research and the field."


@pytest.fixture(scope="module")
def clicks(site):
    crowd = seeded(site.database, "crowd", "1")
    visitor = Visitor(site, crowd["sessions"][0], crowd["mentor"]).read()
    at = visitor.openings[0]
    return crowd["mentor"], visitor, at, all_at_once([lambda: visitor.ask(at)] * CLICKS)


def asks_of(database, mentor):
    rows = database.execute(
        "SELECT id, message FROM interviews_interview WHERE mentor_id = %s", [mentor]
    )
    return rows.fetchall()


def test_every_click_leads_to_the_one_conversation(clicks, database, report):
    mentor, _visitor, _at, answers = clicks
    ((interview, message),) = asks_of(database, mentor)
    assert message == MESSAGE
    assert {(answer.status, answer.place) for answer in answers} == {
        (302, f"/interviews/{interview}/")
    }
    slowest = max(answer.seconds for answer in answers)
    report(f"{CLICKS} clicks on one button: 1 conversation; the last answer after {slowest:.1f} s")


def test_one_click_s_worth_of_email_and_of_promised_time(clicks, database):
    mentor, *_rest = clicks
    emails = database.execute(
        "SELECT kind FROM outbox_email WHERE reader_id = %s AND state <> 'withdrawn'", [mentor]
    )
    promised = database.execute(
        "SELECT count(*) FROM interviews_commitment WHERE person_id = %s AND live", [mentor]
    )
    kinds = sorted(kind for (kind,) in emails.fetchall())
    # the nudge where the first opening leaves time for one
    assert kinds in (["ask_made"], ["ask_made", "nudge"])
    assert promised.fetchone() == (1,)


def test_other_words_under_the_same_key_are_refused_and_not_lost(clicks, database):
    mentor, visitor, at, _answers = clicks
    answer = visitor.ask(at, OTHER_WORDS)
    assert answer.status == 422
    assert "This form was already sent once, with other words." in unescape(answer.page)
    assert OTHER_WORDS in answer.page
    ((_interview, message),) = asks_of(database, mentor)
    assert message == MESSAGE
