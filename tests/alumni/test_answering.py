"""Yes or not this time: signed in, or by the link from the email, where looking changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from careerhub.outbox.models import Email
from interviews.actions import answering, changing
from interviews.emails import links
from interviews.models import Ending, Interview, InterviewEvent, Stage
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor


@pytest.fixture
def asked(sam, mira):
    """Sam asks Mira for Wednesday, 9:00 am in Los Angeles."""
    return make_ask(sam, mira)


def link(interview, person=None, purpose=links.ANSWER):
    return f"/alumni/answer/{links.sign(interview, person or interview.mentor, purpose)}/"


def test_the_link_shows_the_request_in_the_alums_own_zone(asked, at):
    with at(NOON):
        html = Client().get(link(asked)).content.decode()
    assert "Wed, Mar 4, 9:00 am PST" in html
    assert "12:00 pm EST" in html
    assert "How did you find your way?" in html
    assert "What surprised you?" in html
    assert "Say yes to Wed 9:00 am" in html
    assert "Not this time" in html
    assert asked.student.email not in html


def test_a_scanner_that_opens_the_link_changes_nothing(asked, at):
    before = (list(Interview.objects.values()), list(Email.objects.values()))
    with at(NOON):
        for _time in range(20):
            assert Client().get(link(asked)).status_code == 200
            assert Client().head(link(asked)).status_code == 200
            assert Client().get(link(asked), {"answer": "yes"}).status_code == 200
    assert (list(Interview.objects.values()), list(Email.objects.values())) == before
    assert InterviewEvent.objects.count() == 1


def test_yes_books_and_says_how_to_go_on(asked, at):
    client = Client()
    with at(NOON):
        answer = client.post(link(asked), {"answer": "yes"}, follow=True)
        again = client.post(link(asked), {"answer": "yes"}, follow=True)
    asked.refresh_from_db()
    html = answer.content.decode()
    assert asked.stage == Stage.BOOKED
    assert "Booked. Thank you." in html
    assert "To sign in, have a code sent to this email address." in html
    assert "Say yes" not in html
    assert "Booked. Thank you." in again.content.decode()
    assert InterviewEvent.objects.filter(kind="booked").count() == 1


def test_not_this_time_passes_the_reason_on(asked, at):
    with at(NOON):
        data = {"answer": "no", "reason": "Fieldwork all term."}
        answer = Client().post(link(asked), data, follow=True)
    asked.refresh_from_db()
    assert (asked.ending, asked.reason) == (Ending.DECLINED, "Fieldwork all term.")
    assert "Sam gets a kind note in a moment." in answer.content.decode()


def test_a_reason_that_is_too_long_stays_in_its_field(asked, at):
    with at(NOON):
        answer = Client().post(link(asked), {"answer": "no", "reason": "so " * 200})
    asked.refresh_from_db()
    assert (answer.status_code, asked.stage) == (422, Stage.ASKED)
    assert "so so so so" in answer.content.decode()


def test_an_answer_that_is_neither_changes_nothing(asked, at):
    with at(NOON):
        Client().post(link(asked), {"answer": "perhaps"})
    asked.refresh_from_db()
    assert asked.stage == Stage.ASKED


def withdraw(asked, now):
    answering.withdraw_ask(asked, by=asked.student, now=now)


def cancel(asked, now):
    answering.accept_ask(asked, by=asked.mentor, now=now)
    changing.cancel_interview(asked, by=asked.student, reason="", now=now)


def decline(asked, now):
    answering.decline_ask(asked, by=asked.mentor, reason="", now=now)


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (withdraw, "Sam has withdrawn this request. Nothing is left to answer."),
        (cancel, "This conversation was cancelled. Nothing is left to answer."),
        (decline, "You said “not this time”. Sam gets a kind note in a moment."),
    ],
)
def test_what_is_settled_is_said_kindly(happens, sentence, asked, at):
    happens(asked, NOON)
    with at(NOON):
        html = Client().get(link(asked)).content.decode()
    assert sentence in html
    assert "Say yes" not in html


def test_a_late_yes_is_refused_and_a_typed_reason_is_not_lost(asked, at):
    with at(asked.expires_at):
        html = Client().get(link(asked)).content.decode()
        yes = Client().post(link(asked), {"answer": "yes"})
        no = Client().post(link(asked), {"answer": "no", "reason": "Too <late>, sorry."})
    asked.refresh_from_db()
    assert "The time for an answer has passed, and Sam has been told kindly." in html
    assert (yes.status_code, no.status_code, asked.stage) == (422, 422, Stage.ASKED)
    assert "This ask has expired" in yes.content.decode()
    assert "Too &lt;late&gt;, sorry.</textarea>" in no.content.decode()


def test_a_changed_link_or_one_of_another_purpose_does_not_exist(asked, sam, otto, at):
    good = link(asked)
    with at(NOON):
        for bad in (
            good[:-3] + "xx/",
            "/alumni/answer/nonsense/",
            link(asked, purpose=links.HELD),
            link(asked, person=sam),
            link(asked, person=otto),
        ):
            assert Client().get(bad).status_code == 404
            assert Client().post(bad, {"answer": "yes"}).status_code == 404
    asked.refresh_from_db()
    assert asked.stage == Stage.ASKED


def test_the_link_of_somebody_who_has_left_does_not_exist(asked, mira, at):
    mira.is_active = False
    mira.save()
    with at(NOON):
        assert Client().get(link(asked)).status_code == 404


def test_signed_in_the_alum_accepts(asked, mira, browse, at):
    with at(NOON):
        answer = browse(mira).post(f"/alumni/requests/{asked.pk}/accept/", follow=True)
    asked.refresh_from_db()
    assert asked.stage == Stage.BOOKED
    assert answer.redirect_chain == [(f"/interviews/{asked.pk}/", 302)]
    assert "You both get an invitation for the calendar." in answer.content.decode()


def test_signed_in_the_alum_declines_with_a_reason(asked, mira, browse, at):
    with at(NOON):
        address = f"/alumni/requests/{asked.pk}/decline/"
        answer = browse(mira).post(address, {"reason": "In autumn, gladly."}, follow=True)
    asked.refresh_from_db()
    assert (asked.ending, asked.reason) == (Ending.DECLINED, "In autumn, gladly.")
    assert "Sam gets a kind note" in answer.content.decode()


def test_a_decline_that_comes_too_late_keeps_the_reason(asked, mira, browse, at):
    withdraw(asked, NOON)
    with at(NOON):
        address = f"/alumni/requests/{asked.pk}/decline/"
        answer = browse(mira).post(address, {"reason": "In autumn, gladly."})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Sam has withdrawn this ask." in html
    assert "In autumn, gladly.</textarea>" in html


@pytest.mark.parametrize("what", ["accept", "decline"])
def test_nobody_else_answers(what, asked, sam, otto, browse, at):
    address = f"/alumni/requests/{asked.pk}/{what}/"
    with at(NOON):
        assert browse().post(address).url.startswith("/accounts/login/")
        assert browse(sam).post(address).status_code == 403
        assert browse(otto).post(address).status_code == 403
        assert browse(make_mentor("Another Alum")).post(address).status_code == 404
    asked.refresh_from_db()
    assert asked.stage == Stage.ASKED


def test_a_student_who_is_an_alum_too_does_not_answer_an_own_ask(sam, mira, browse, at):
    from careerhub.people.models import MentorProfile

    MentorProfile.objects.create(user=sam, name=sam.full_name)
    asked = make_ask(sam, mira)
    with at(NOON):
        assert browse(sam).post(f"/alumni/requests/{asked.pk}/accept/").status_code == 404
    asked.refresh_from_db()
    assert asked.stage == Stage.ASKED


def test_looking_at_the_signed_in_buttons_leads_to_the_page(asked, mira, browse, at):
    with at(NOON + timedelta(minutes=1)):
        answer = browse(mira).get(f"/alumni/requests/{asked.pk}/accept/")
    asked.refresh_from_db()
    assert (answer.status_code, asked.stage) == (302, Stage.ASKED)
