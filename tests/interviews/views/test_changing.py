"""Move and cancel: a page that says what happens, then a button."""

from datetime import timedelta

import pytest

from interviews.models import Ending
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_student

SOON = NOON + timedelta(hours=2)  # more than a day before the meeting
LATE = NOON + timedelta(hours=30)  # 18 hours before it


def other_openings(interview, now=SOON):
    starts = openings_of(interview.mentor, booker=interview.student, now=now, without=interview)
    return [start for start in starts if start != interview.starts_at]


def test_cancelling_in_time_needs_no_reason(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(SOON):
        answer = client.post(f"/interviews/{interview.pk}/cancel/", {"reason": ""}, follow=True)
    interview.refresh_from_db()
    assert (interview.ending, interview.late_cancel) == (Ending.CANCELLED, False)
    assert "Cancelled. Mira has been told." in answer.content.decode()


def test_the_page_says_what_will_happen_before_it_does(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(SOON):
        early = client.get(f"/interviews/{interview.pk}/cancel/").content.decode()
    with at(LATE):
        late = client.get(f"/interviews/{interview.pk}/cancel/").content.decode()
    assert "This is final." in early
    assert "late cancellation" not in early
    assert "It begins in less than 24 hours." in late
    assert "the office counts it as a late cancellation" in late


def test_inside_the_cut_off_a_reason_is_needed(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(mira)
    with at(LATE):
        answer = client.post(f"/interviews/{interview.pk}/cancel/", {"reason": " "})
        interview.refresh_from_db()
        assert answer.status_code == 422
        assert interview.ending == ""
        assert "Please add a sentence on why" in answer.content.decode()
        answer = client.post(f"/interviews/{interview.pk}/cancel/", {"reason": "I fell ill."})
    interview.refresh_from_db()
    assert answer.status_code == 302
    assert (interview.late_cancel, interview.reason) == (True, "I fell ill.")


def test_a_reason_that_is_too_long_is_kept(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    reason = "so " * 200
    with at(SOON):
        answer = client.post(f"/interviews/{interview.pk}/cancel/", {"reason": reason})
    interview.refresh_from_db()
    assert (answer.status_code, interview.ending) == (422, "")
    assert "so so so so" in answer.content.decode()


def test_after_the_start_there_is_nothing_to_cancel_or_move(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(interview.starts_at):
        for what in ("cancel", "move"):
            answer = client.get(f"/interviews/{interview.pk}/{what}/", follow=True)
            assert answer.redirect_chain == [(f"/interviews/{interview.pk}/", 302)]
            assert "can no longer be moved or cancelled" in answer.content.decode()
        answer = client.post(f"/interviews/{interview.pk}/cancel/", {"reason": "Late as I am."})
    assert answer.status_code == 422
    assert "it has begun" in answer.content.decode()
    assert "Late as I am." in answer.content.decode()


def test_an_ask_is_withdrawn_not_cancelled(sam, mira, browse, at):
    interview, client = make_ask(sam, mira), browse(sam)
    with at(NOON):
        assert client.get(f"/interviews/{interview.pk}/cancel/").status_code == 302


def test_the_move_page_offers_the_other_openings_in_both_zones(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(SOON):
        html = client.get(f"/interviews/{interview.pk}/move/").content.decode()
    assert html.count('type="radio"') == 12
    assert 'value="2026-03-04T17:00Z"' not in html
    assert "Wednesday, March 4" in html
    pressed = 'aria-label="Thursday, March 5, 16 openings" aria-pressed="false"'
    assert pressed in " ".join(html.split())
    assert "2:00 pm EST" in html
    assert "11:00 am PST" in html
    assert "You may move it 2 more times." in html


def test_a_move_is_done_and_counted_for_who_moved(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(mira)
    start = other_openings(interview)[3]
    with at(SOON):
        answer = client.post(
            f"/interviews/{interview.pk}/move/", {"starts_at": start.isoformat()}, follow=True
        )
    interview.refresh_from_db()
    assert interview.starts_at == start
    assert (interview.moves_by_student, interview.moves_by_mentor) == (0, 1)
    assert "Moved. You both get the new time by email." in answer.content.decode()


def test_a_time_that_has_gone_is_said_with_what_is_still_open(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    gone = other_openings(interview)[4]
    make_ask(make_student("Quick Quinn"), mira, now=SOON, starts_at=gone)
    with at(SOON):
        answer = client.post(f"/interviews/{interview.pk}/move/", {"starts_at": gone.isoformat()})
    html = answer.content.decode()
    before = interview.starts_at
    interview.refresh_from_db()
    assert answer.status_code == 422
    assert interview.starts_at == before
    assert "Nothing was changed. Your time stands." in html
    assert "is still open; it is chosen below." in html


@pytest.mark.parametrize("typed", ["", "no time at all", "2026-03-04", "2026-03-04T12:30"])
def test_what_is_no_time_is_refused(typed, sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(SOON):
        answer = client.post(f"/interviews/{interview.pk}/move/", {"starts_at": typed})
    assert answer.status_code == 422
    assert "Choose one of the times." in answer.content.decode()


def test_a_start_between_the_openings_is_refused(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    crooked = other_openings(interview)[2] + timedelta(minutes=1)
    with at(SOON):
        answer = client.post(
            f"/interviews/{interview.pk}/move/", {"starts_at": crooked.isoformat()}
        )
    assert answer.status_code == 422
    assert "is still open; it is chosen below." in answer.content.decode()


def test_after_the_last_move_the_page_says_so(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    type(interview).objects.filter(pk=interview.pk).update(moves_by_student=2)
    with at(SOON):
        page = client.get(f"/interviews/{interview.pk}/").content.decode()
        move = client.get(f"/interviews/{interview.pk}/move/").content.decode()
        start = other_openings(interview)[0]
        answer = client.post(f"/interviews/{interview.pk}/move/", {"starts_at": start.isoformat()})
    assert f"/interviews/{interview.pk}/move/" not in page
    assert "as often as the office allows" in page
    assert 'type="radio"' not in move
    assert answer.status_code == 422
