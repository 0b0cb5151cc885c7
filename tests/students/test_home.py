"""The student's first page answers what is next, by when, and whom to ask."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from careerhub.students.views.home import part_of_day
from interviews.models import Stage
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor

HOME = "/students/"


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (3, "evening"),
        (4, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
        (23, "evening"),
    ],
)
def test_the_time_of_day(hour, said):
    assert part_of_day(datetime(2026, 3, 2, hour, tzinfo=UTC)) == said


def test_the_greeting_follows_the_students_own_clock(as_sam, sam):
    assert "Good afternoon, Sam" in as_sam.get(HOME).content.decode()
    sam.zone = "Asia/Tokyo"
    sam.save()
    page = as_sam.get(HOME).content.decode()
    assert "Good evening, Sam" in page
    assert "Tuesday, March 3" in page


def test_an_empty_home_is_kind_and_suggests_people(as_sam, mira):
    page = as_sam.get(HOME).content.decode()
    assert "No conversations yet. Most people start with someone who studied" in page
    assert reverse("students:mentor_detail", args=[mira.pk]) in page
    assert "Your next actions" not in page


def test_an_empty_home_without_anybody_still_shows_the_way(as_sam):
    page = as_sam.get(HOME).content.decode()
    assert "Find someone to ask" in page


def test_at_most_three_people_nobody_asked_before_each_with_a_time(as_sam, sam, mira):
    make_ask(sam, mira)
    make_mentor("Nia Nohours", hours=())
    for number in range(4):
        make_mentor(f"Alum {number}")
    suggested = [card.person.full_name for card in as_sam.get(HOME).context["suggestions"]]
    assert len(suggested) == 3
    assert set(suggested) <= {"Alum 0", "Alum 1", "Alum 2", "Alum 3"}


def test_three_reasons_rather_than_one_said_three_times(as_sam, sam):
    for number in range(3):
        make_mentor(f"Same {number}", profile={"majors": "Biology"})
    make_mentor("Other", profile={"topics": "Coral"})
    sam.student.curious_about = "Coral reefs"
    sam.student.save()
    cards = as_sam.get(HOME).context["suggestions"]
    assert "Other" in [card.person.full_name for card in cards]
    assert cards[0].because


def test_the_next_conversation_in_both_zones(as_sam, sam, mira):
    booked = make_interview(sam, mira)
    page = as_sam.get(HOME).content.decode()
    assert "Wed, Mar 4, 12:00 pm EST" in page
    assert "9:00 am PST" in page
    assert "1 of 5 chosen" in page
    assert "Choose your last 4 questions" in " ".join(page.split())
    assert reverse("interviews:interview_detail", args=[booked.pk]) in page


def test_what_to_do_with_both_send_times(as_sam, sam, mira):
    met = make_interview(sam, mira, stage=Stage.MET)
    with clock.standing_at(met.ends_at + timedelta(hours=3)):
        page = " ".join(as_sam.get(HOME).content.decode().split())
    assert "Check your thank-you to Mira" in page
    assert "Thu, Mar 5, 12:00 pm EST" in page
    assert "9:00 am PST" in page
    assert "One conversation down today" in page


def test_waiting_for_an_answer_is_said_where_nothing_is_booked(as_sam, sam, mira):
    make_ask(sam, mira)
    assert "One request is waiting for an answer" in as_sam.get(HOME).content.decode()


def test_nobody_elses_conversation_shows(as_sam, otto, mira):
    make_interview(otto, mira)
    assert "No conversations yet" in as_sam.get(HOME).content.decode()


def test_contact_details_stay_hidden(as_sam, sam, mira):
    mira.mentor.meeting_link, mira.mentor.phone = "https://meet.example/mira", "+1 555 0100"
    mira.mentor.save()
    make_ask(sam, mira)
    page = as_sam.get(HOME).content.decode()
    assert "meet.example" not in page
    assert "555 0100" not in page
    assert mira.email not in page


def test_a_fixed_number_of_queries(as_sam, sam, mira, django_assert_num_queries):
    make_interview(sam, mira)
    make_mentor("Alum 1")
    as_sam.get(HOME)
    with django_assert_num_queries(13):
        as_sam.get(HOME)
    for number in range(2, 4):
        make_interview(sam, make_mentor(f"Met {number}"), now=NOON)
        make_mentor(f"Alum {number}")
    with django_assert_num_queries(13):
        page = as_sam.get(HOME).content.decode()
    assert "Met 2" in page
