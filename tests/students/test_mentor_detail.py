"""One alum: the times in the student’s zone, and if there are none, why not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from interviews.actions.changing import cancel_interview
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import ALL_DAY, make_mentor, make_student


def page_of(mentor, client, **query):
    return client.get(reverse("students:mentor_detail", args=[mentor.pk]), query)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_times_in_both_zones_by_day(as_sam, mira):
    page = text(page_of(mira, as_sam))
    assert "Wednesday, March 4" in page
    assert "12:00 pm EST" in page
    assert "9:00 am PST" in page
    assert 'aria-label="Wednesday, March 4, 16 openings" aria-pressed="true"' in page
    assert 'aria-label="Thursday, March 5, 16 openings" aria-pressed="false"' in page


def test_the_time_of_the_link_is_chosen_and_named(as_sam, mira):
    page = text(page_of(mira, as_sam, at="2026-03-12T18:00Z"))
    assert 'value="2026-03-12T18:00Z" data-short="Thu 2:00 pm" data-at-once checked' in page
    assert "Book Thu 2:00 pm" in page
    assert page.count(" checked") == 1
    assert "<legend> Thursday, March 12 </legend>" in page


def test_a_time_that_is_not_open_offers_the_nearest(as_sam, mira):
    page = text(page_of(mira, as_sam, at="2026-03-04T12:00Z"))
    assert "too soon: Mira needs 48 hours’ notice" in page
    assert "Wed Mar 4, 12:00 pm EST is still open" in page


@pytest.mark.parametrize("at", ["junk", "2026-03-12T18:00", "9999999", ""])
def test_a_time_that_is_none_is_ignored(as_sam, mira, at):
    answer = page_of(mira, as_sam, at=at)
    assert answer.status_code == 200
    assert answer.context["offer"].gone == ""


def test_the_way_back_keeps_what_was_found(as_sam, mira):
    page = page_of(mira, as_sam, q="flood", field="Energy").content.decode()
    assert 'href="/students/mentors/?q=flood&amp;field=Energy"' in page
    assert f'action="/students/mentors/{mira.pk}/ask/?q=flood&amp;field=Energy"' in page


@pytest.mark.parametrize(
    ("schedule", "hours", "sentence"),
    [
        ({}, (), "Nora has not published any hours yet."),
        ({"term_cap": 1}, ALL_DAY, "Nora gives 1 conversation a term, and this term is full."),
        ({"paused_until": "2026-09-01"}, ALL_DAY, "Nora is resting until Tuesday, September 1."),
        (
            {"window_until": "2026-03-01"},
            ALL_DAY,
            "Nora takes no conversations after Sunday, March 1.",
        ),
        (
            {"booker_not_before_local": "23:00"},
            ALL_DAY,
            "Every time just now would be too early in the day for you.",
        ),
    ],
)
def test_why_there_is_no_time(as_sam, otto, term, schedule, hours, sentence):
    nora = make_mentor("Nora", hours=ALL_DAY)
    make_interview(otto, nora)
    for name, value in schedule.items():
        setattr(nora.schedule, name, value)
    nora.schedule.save()
    if not hours:
        nora.schedule.hours.all().delete()
    assert sentence in text(page_of(nora, as_sam))


def test_an_ask_under_way_is_shown_in_place_of_the_form(as_sam, sam, mira):
    ask = make_ask(sam, mira)
    page = text(page_of(mira, as_sam))
    assert "You have asked Mira" in page
    assert reverse("interviews:interview_detail", args=[ask.pk]) in page
    assert "<textarea" not in page


def test_after_a_cancellation_one_may_ask_again(as_sam, sam, mira):
    cancel_interview(make_interview(sam, mira), by=sam, reason="Ill", now=NOON + timedelta(hours=2))
    assert "<textarea" in text(page_of(mira, as_sam))


def test_the_limit_of_open_asks_is_said_before_anything_is_typed(as_sam, sam, mira):
    for number in range(3):
        make_ask(sam, make_mentor(f"Alum {number}"))
    page = text(page_of(mira, as_sam))
    assert "You have 3 asks waiting for an answer" in page
    assert "<textarea" not in page


def test_an_alum_with_as_many_asks_as_one_can_answer(as_sam, mira):
    mira.schedule.confirmation = "always"
    mira.schedule.save()
    for number in range(4):
        make_ask(make_student(f"Student {number}"), mira)
    assert "Mira has as many open asks as one person can answer" in text(page_of(mira, as_sam))


@pytest.mark.parametrize(
    ("confirmation", "sentence"),
    [
        ("always", "Mira confirms each request."),
        ("never", "Mira’s calendar is open: this time is booked at once."),
        ("near", "Mira confirms times before"),
    ],
)
def test_whether_it_is_booked_at_once_is_said_before(as_sam, mira, confirmation, sentence):
    mira.schedule.confirmation = confirmation
    mira.schedule.save()
    page = text(page_of(mira, as_sam))
    assert sentence in page
    assert ("We hold the time for up to 5 days" in page) is (confirmation != "never")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"profile": {"is_listed": False}}])
def test_who_is_not_listed_is_not_there(as_sam, fields):
    assert page_of(make_mentor("Gone", **fields), as_sam).status_code == 404


def test_a_student_is_no_mentor(as_sam, otto):
    assert page_of(otto, as_sam).status_code == 404


def test_the_night_the_clocks_change_is_said_right(as_sam, mira):
    with clock.standing_at(NOON):
        page = text(page_of(mira, as_sam, at="2026-03-09T16:00Z"))
    assert "12:00 pm EDT" in page
    assert "9:00 am PDT" in page


def test_a_fixed_number_of_queries(as_sam, mira, django_assert_num_queries):
    make_mentor("One")
    with django_assert_num_queries(13):
        page_of(mira, as_sam)
    make_mentor("Two")
    make_interview(make_student("Someone"), mira)
    with django_assert_num_queries(13):
        page_of(mira, as_sam)


def test_an_old_link_to_a_time_says_nothing_of_it_once_an_ask_is_under_way(as_sam, sam, mira):
    make_ask(sam, mira)
    assert "too soon" not in text(page_of(mira, as_sam, at="2026-03-03T12:00Z"))
