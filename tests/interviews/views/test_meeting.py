"""Withdraw, prepare, take notes, and say whether it took place."""

from datetime import timedelta

from interviews.actions import answering, meeting
from interviews.models import Ending, Evidence, Stage
from tests.factories.interviews import NOON, make_ask, make_interview


def post(client, interview, what, data=None, **headers):
    return client.post(f"/interviews/{interview.pk}/{what}/", data or {}, headers=headers)


def test_withdrawing_is_done_and_said(sam, mira, browse, at):
    interview, client = make_ask(sam, mira), browse(sam)
    with at(NOON):
        answer = client.post(f"/interviews/{interview.pk}/withdraw/", follow=True)
    interview.refresh_from_db()
    assert interview.ending == Ending.WITHDRAWN
    assert answer.redirect_chain == [(f"/interviews/{interview.pk}/", 302)]
    assert "Mira has nothing left to answer." in answer.content.decode()


def test_an_answered_ask_cannot_be_withdrawn_and_the_page_says_so(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(NOON + timedelta(hours=2)):
        answer = client.post(f"/interviews/{interview.pk}/withdraw/", follow=True)
    interview.refresh_from_db()
    assert interview.stage == Stage.BOOKED
    assert "This ask has already been answered" in answer.content.decode()


def test_questions_one_a_line_make_the_student_ready(sam, mira, browse, at):
    interview, client = make_interview(sam, mira, questions=""), browse(sam)
    with at(NOON + timedelta(hours=2)):
        answer = post(
            client, interview, "prepare", {"questions": "What surprised you?\r\nWho else?"}
        )
    interview.refresh_from_db()
    assert answer.status_code == 302
    assert interview.stage == Stage.PREPARED
    assert interview.question_list == ["What surprised you?", "Who else?"]


def test_no_question_is_not_ready(sam, mira, browse, at):
    interview, client = make_interview(sam, mira, questions=""), browse(sam)
    with at(NOON + timedelta(hours=2)):
        answer = post(client, interview, "prepare", {"questions": "  "})
    interview.refresh_from_db()
    assert answer.status_code == 422
    assert interview.stage == Stage.BOOKED
    assert "Write at least one question before you are ready." in answer.content.decode()


def test_too_late_questions_come_back_on_the_page(sam, mira, browse, at):
    interview, client = make_interview(sam, mira, stage=Stage.MET), browse(sam)
    with at(interview.ends_at + timedelta(hours=1)):
        answer = post(client, interview, "prepare", {"questions": "My late <question>?"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This conversation is over, so there is nothing left to prepare." in html
    assert "What you wrote is not lost." in html
    assert "My late &lt;question&gt;?</textarea>" in html


def test_notes_are_kept_by_the_button(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(NOON + timedelta(hours=2)):
        answer = post(client, interview, "notes", {"notes": "Start with the decision."})
    interview.refresh_from_db()
    assert answer.status_code == 302
    assert interview.notes == "Start with the decision."


def test_notes_are_kept_by_the_script_without_a_page(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(NOON + timedelta(hours=2)):
        answer = post(client, interview, "notes", {"notes": "Half a sen"}, **{"X-Autosave": "1"})
    interview.refresh_from_db()
    assert (answer.status_code, answer.content) == (204, b"")
    assert interview.notes == "Half a sen"


def test_notes_that_are_too_long_are_refused_and_stay_on_the_page(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    notes = "word " * 4_001
    with at(NOON + timedelta(hours=2)):
        answer = post(client, interview, "notes", {"notes": notes})
        by_script = post(client, interview, "notes", {"notes": notes}, **{"X-Autosave": "1"})
    interview.refresh_from_db()
    assert interview.notes == ""
    assert answer.status_code == by_script.status_code == 422
    assert "at most 20000 characters" in by_script.content.decode()
    assert answer.content.decode().count("word word word") > 0


def test_notes_of_an_unanswered_ask_are_refused_with_a_sentence(sam, mira, browse, at):
    interview, client = make_ask(sam, mira), browse(sam)
    with at(NOON):
        answer = post(client, interview, "notes", {"notes": "Too early"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Notes open once the conversation is booked." in html
    assert "Too early</textarea>" in html


def test_both_say_that_they_met(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(interview.ends_at + timedelta(minutes=1)):
        assert post(browse(sam), interview, "met").status_code == 302
        assert post(browse(mira), interview, "met").status_code == 302
    interview.refresh_from_db()
    assert (interview.stage, interview.held_evidence) == (Stage.MET, Evidence.BOTH)


def test_nobody_says_so_before_the_start(sam, mira, browse, at):
    interview, client = make_interview(sam, mira), browse(sam)
    with at(interview.starts_at - timedelta(minutes=1)):
        answer = client.post(f"/interviews/{interview.pk}/met/", follow=True)
    interview.refresh_from_db()
    assert interview.stage == Stage.BOOKED
    assert "has not begun yet" in answer.content.decode()


def test_a_report_waits_for_the_other_side_and_holds_the_letters(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(interview.ends_at + timedelta(minutes=1)):
        answer = browse(mira).post(f"/interviews/{interview.pk}/not-met/", follow=True)
        mine = browse(sam).get(f"/interviews/{interview.pk}/").content.decode()
    interview.refresh_from_db()
    assert interview.no_show_reported_by == mira
    assert "Sam has 48 hours to say otherwise." in answer.content.decode()
    assert "Mira said that it did not take place." in mine
    assert "Held back for now" in mine


def test_when_both_say_no_it_closes_without_blame(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    now = interview.ends_at + timedelta(minutes=1)
    meeting.report_no_show(interview, by=mira, now=now)
    with at(now):
        answer = browse(sam).post(f"/interviews/{interview.pk}/not-met/", follow=True)
    interview.refresh_from_db()
    assert interview.ending == Ending.NO_SHOW
    assert "This conversation did not take place. No thank-you goes out." in answer.content.decode()


def test_the_calendar_file_is_for_what_is_booked_only(sam, mira, browse, at):
    asked = make_ask(sam, mira)
    client = browse(sam)
    with at(NOON):
        assert client.get(f"/interviews/{asked.pk}/calendar.ics").status_code == 404
        answering.accept_ask(asked, by=mira, now=NOON)
        answer = client.get(f"/interviews/{asked.pk}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="conversation-{asked.pk}.ics"'
    assert b"SUMMARY:Conversation with Mira Holm" in answer.content
