"""“Did you two meet?” by the link from the email: it asks once, and looking changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from interviews.actions import changing
from interviews.emails import links
from interviews.models import Ending, Evidence, Interview, InterviewEvent, Stage
from tests.factories.interviews import NOON, make_interview


@pytest.fixture
def interview(sam, mira):
    return make_interview(sam, mira)


def link(interview, person, purpose=links.HELD):
    return f"/interviews/held/{links.sign(interview, person, purpose)}/"


def test_looking_twenty_times_changes_nothing(interview, sam, at):
    before = (list(Interview.objects.values()), InterviewEvent.objects.count())
    with at(interview.ends_at):
        for _time in range(20):
            assert Client().get(link(interview, sam)).status_code == 200
            assert Client().head(link(interview, sam)).status_code == 200
    assert (list(Interview.objects.values()), InterviewEvent.objects.count()) == before


def test_it_asks_once_and_takes_the_answer_without_signing_in(interview, mira, at):
    client = Client()
    with at(interview.ends_at):
        asked = client.get(link(interview, mira)).content.decode()
        answer = client.post(link(interview, mira), {"answer": "yes"}, follow=True)
    interview.refresh_from_db()
    assert "Did you and Sam meet?" in asked
    assert "Wed, Mar 4, 9:00 am PST" in asked  # the alum's own zone, though nobody is signed in
    assert (interview.stage, interview.held_evidence) == (Stage.MET, Evidence.MENTOR)
    assert "It is noted that you and Sam met." in answer.content.decode()
    assert "Yes, we met" not in answer.content.decode()


def test_no_is_a_report_that_the_other_may_answer(interview, sam, mira, at):
    with at(interview.ends_at):
        answer = Client().post(link(interview, mira), {"answer": "no"}, follow=True)
        theirs = Client().get(link(interview, sam)).content.decode()
        Client().post(link(interview, sam), {"answer": "yes"})
    interview.refresh_from_db()
    assert "You have said that it did not take place." in answer.content.decode()
    assert "Mira said that it did not take place." in theirs
    assert (interview.stage, interview.held_evidence) == (Stage.MET, Evidence.STUDENT)


def test_both_say_no(interview, sam, mira, at):
    with at(interview.ends_at):
        Client().post(link(interview, mira), {"answer": "no"})
        answer = Client().post(link(interview, sam), {"answer": "no"}, follow=True)
    interview.refresh_from_db()
    assert interview.ending == Ending.NO_SHOW
    assert "noted as one that did not take place" in answer.content.decode()


def test_an_answer_that_is_neither_changes_nothing(interview, sam, at):
    with at(interview.ends_at):
        Client().post(link(interview, sam), {"answer": "perhaps"})
    interview.refresh_from_db()
    assert interview.stage == Stage.BOOKED


def test_too_early_or_too_late_it_says_how_things_stand(interview, sam, mira, at):
    with at(NOON + timedelta(hours=2)):
        html = Client().get(link(interview, sam)).content.decode()
        assert "has not begun yet" in html
        assert "Yes, we met" not in html
        answer = Client().post(link(interview, sam), {"answer": "yes"}, follow=True)
        assert "has not begun yet" in answer.content.decode()
        changing.cancel_interview(interview, by=mira, reason="", now=NOON + timedelta(hours=2))
        html = Client().get(link(interview, sam)).content.decode()
    assert "This conversation was cancelled" in html


def test_a_changed_link_or_one_of_another_purpose_does_not_exist(interview, sam, mira, otto, at):
    good = link(interview, sam)
    with at(interview.ends_at):
        for bad in (
            good[:-3] + "xx/",
            "/interviews/held/nonsense/",
            link(interview, mira, links.ANSWER),
            link(interview, otto),
        ):
            assert Client().get(bad).status_code == 404
            assert Client().post(bad, {"answer": "yes"}).status_code == 404
    interview.refresh_from_db()
    assert interview.stage == Stage.BOOKED


def test_the_page_is_kept_in_no_cache_and_no_search_engine(interview, sam, at):
    with at(interview.ends_at):
        answer = Client().get(link(interview, sam))
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
