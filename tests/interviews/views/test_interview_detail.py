"""What does each of the two read on the page, stage by stage?"""

from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.actions import answering, changing, letters, meeting
from interviews.models import Stage
from tests.factories.interviews import NOON, make_ask, make_interview

SECRET = "Ask her about the flood map."


def page(client, interview):
    answer = client.get(f"/interviews/{interview.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def current(html):
    """The heading of the step where the conversation stands."""
    step = html.partition('aria-current="step"')[2]
    return step.partition("<h2>")[2].partition("</h2>")[0].strip()


def test_an_ask_waits_and_may_be_withdrawn(sam, mira, browse, at):
    interview = make_ask(sam, mira)
    with at(NOON):
        html = page(browse(sam), interview)
    assert current(html) == "Asked"
    assert "Wed, Mar 4, 12:00 pm EST" in html
    assert "9:00 am PST" in html
    assert "How did you find your way?" in html
    assert "Withdraw the request" in html
    assert "Say yes" not in html


def test_the_alum_reads_the_ask_with_its_questions_and_may_answer(sam, mira, browse, at):
    interview = make_ask(sam, mira)
    with at(NOON):
        html = page(browse(mira), interview)
    assert current(html) == "Asked"
    assert "Say yes to Wed 9:00 am" in html
    assert "Not this time" in html
    assert "What surprised you?" in html
    assert "Withdraw" not in html
    assert sam.email not in html  # contact only once it is booked


def test_once_booked_the_student_prepares_and_sees_where_to_meet(sam, mira, browse, at):
    mira.mentor.meeting_link = "https://meet.example/mira"
    mira.mentor.save()
    interview = make_interview(sam, mira)
    with at(NOON + timedelta(hours=2)):
        html = page(browse(sam), interview)
    assert current(html) == "Prepare"
    assert 'href="https://meet.example/mira"' in html
    assert f"/interviews/{interview.pk}/calendar.ics" in html
    assert f"/interviews/{interview.pk}/move/" in html
    assert "I’m ready" in html
    assert mira.email not in html


def test_the_alum_stands_at_the_meeting_and_may_write_to_the_student(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(NOON + timedelta(hours=2)):
        html = page(browse(mira), interview)
    assert current(html) == "Meet"
    assert f'href="mailto:{sam.email}"' in html
    assert "I’m ready" not in html


def test_the_students_notes_are_on_no_page_of_the_alum(sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    meeting.save_notes(interview, by=sam, notes=f"{SECRET}\n“Explaining it is the job.”")
    after = interview.ends_at + timedelta(minutes=5)
    with at(after):
        assert SECRET in page(browse(sam), interview)
        html = page(browse(mira), interview)
    assert SECRET not in html
    assert "Your notes" not in html
    assert "Explaining it is the job" not in html


def test_the_alum_sees_nothing_of_a_letter_before_it_has_gone_out(sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    now = interview.ends_at + timedelta(minutes=5)
    letters.edit_letter(interview, kind="thank_you", by=sam, letter="Dear Mira, a draft.", now=now)
    with at(now):
        html = page(browse(mira), interview)
        assert "Dear Mira, a draft." not in html
        assert "Goes out" not in html
        Email.objects.filter(about=interview.about, kind="thank_you").update(
            state=State.SENT, sent_at=now, text="Dear Mira, a draft."
        )
        assert "Dear Mira, a draft." in page(browse(mira), interview)


def test_after_the_end_both_are_asked_whether_they_met(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(interview.ends_at + timedelta(minutes=1)):
        for person, name in ((sam, "Mira"), (mira, "Sam")):
            html = page(browse(person), interview)
            assert current(html) == "Meet"
            assert f"Did you and {name} meet?" in html
            assert "Yes, we met" in html


def test_the_thank_you_says_when_it_goes_out_in_both_zones(sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    with at(interview.ends_at + timedelta(minutes=5)):
        html = " ".join(page(browse(sam), interview).split())
    assert current(html) == "Thank-you"
    assert "Thu, Mar 5, 9:00 am PST</time> for Mira" in html
    assert "Thu, Mar 5, 12:00 pm EST</time> for you" in html
    assert "It sends itself; change it any time before then." in html
    assert "No job ask" in html


def test_a_letter_that_asks_for_a_job_gets_a_hint_and_nothing_else(sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    now = interview.ends_at + timedelta(minutes=5)
    words = "Dear Mira, thank you. Are you hiring interns this summer?"
    letters.edit_letter(interview, kind="thank_you", by=sam, letter=words, now=now)
    with at(now):
        html = page(browse(sam), interview).partition('id="follow_up"')[0]
    assert "sounds like a job ask" in html
    assert "No job ask" not in html
    assert "Send now" in html


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.HELD, "Held back for now"),
        (State.CLAIMED, "Going out right now"),
        (State.SENDING, "Going out right now"),
        (State.UNCERTAIN, "We have not sent it again, so nobody gets it twice."),
        (State.FAILED, "This could not be delivered."),
        (State.EXPIRED, "This was not sent: its time had passed."),
        (State.WITHDRAWN, "This will not go out."),
        (State.SUPPRESSED, "This will not go out."),
    ],
)
def test_every_state_of_the_thank_you_is_said_as_it_is(state, sentence, sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    now = interview.ends_at + timedelta(minutes=5)
    leased = now + timedelta(minutes=1) if state in (State.CLAIMED, State.SENDING) else None
    Email.objects.filter(about=interview.about, kind="thank_you").update(
        state=state, lease_until=leased
    )
    with at(now):
        html = page(browse(sam), interview)
    assert sentence in html
    assert (
        "Edit the letter" in html.partition('id="thank_you"')[2].partition('id="follow_up"')[0]
    ) is (state == State.HELD)


def test_what_was_sent_stands_with_its_time(sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    sent_at = interview.ends_at + timedelta(hours=20)
    Email.objects.filter(about=interview.about, kind="thank_you").update(
        state=State.SENT, sent_at=sent_at, text="Dear Mira, thanks.", letter="Dear Mira, thanks."
    )
    letters.record_sent_letter(interview, kind="thank_you", sent_at=sent_at)
    with at(sent_at + timedelta(hours=1)):
        html = page(browse(sam), interview)
    assert current(html) == "Follow-up"
    assert "These are the words that Mira got." in html
    assert "Sent" in html


def test_a_decline_is_told_kindly_with_its_reason_and_a_way_on(sam, mira, browse, at):
    interview = make_ask(sam, mira)
    answering.decline_ask(interview, by=mira, reason="Fieldwork <all> term.", now=NOON)
    with at(NOON):
        html = page(browse(sam), interview)
        theirs = page(browse(mira), interview)
    assert current(html) == "Declined"
    assert "Mira can’t this time. It isn’t about you." in html
    assert "Fieldwork &lt;all&gt; term." in html
    assert "Find somebody else" in html
    assert "Sam got a kind note." in theirs
    assert "Find somebody else" not in theirs


@pytest.mark.parametrize("by_student", [True, False])
def test_a_cancellation_says_who_and_why(by_student, sam, mira, browse, at):
    interview = make_interview(sam, mira)
    now = NOON + timedelta(hours=2)
    by = sam if by_student else mira
    changing.cancel_interview(interview, by=by, reason="I fell ill.", now=now)
    with at(now):
        mine, theirs = (page(browse(one), interview) for one in (by, interview.other(by)))
    assert "You cancelled this conversation." in mine
    assert "had to cancel this conversation." in theirs
    assert "I fell ill." in theirs
    assert "Move" not in mine.partition("<main")[2]


def test_an_expired_ask_is_nobodys_fault(sam, mira, browse, at):
    interview = make_ask(sam, mira)
    answering.expire_ask(interview, now=interview.expires_at)
    with at(interview.expires_at):
        html = page(browse(sam), interview)
    assert "Mira did not get to answer in time. It isn’t about you." in html


def test_the_emails_beside_it_are_those_that_concern_the_reader(sam, mira, browse, at):
    interview = make_interview(sam, mira, stage=Stage.MET)
    with at(interview.ends_at + timedelta(minutes=5)):
        mine = page(browse(sam), interview).partition("Emails about this")[2]
        theirs = page(browse(mira), interview).partition("Emails about this")[2]
    assert mine.count("<li>") == 10
    assert "Thank-you" in mine
    assert theirs.count("<li>") == 5
    assert "Thank-you" not in theirs


@pytest.mark.parametrize(
    ("stage", "queries"), [(Stage.ASKED, 6), (Stage.BOOKED, 6), (Stage.MET, 6)]
)
def test_the_page_takes_as_many_queries_at_every_stage(
    stage, queries, sam, mira, browse, at, django_assert_num_queries
):
    interview = make_interview(sam, mira, stage=stage)
    client = browse(sam)
    with at(max(NOON, interview.asked_at) + timedelta(hours=3)), django_assert_num_queries(queries):
        answer = client.get(f"/interviews/{interview.pk}/")
    assert "Mira Holm" in answer.content.decode()
