from datetime import timedelta

import pytest

from interviews.actions.arranging import put_proposals
from tests.interviews.emails.conversations import MONDAY, NOON, email_of, make_conversation, read


@pytest.fixture
def booked(sam, mira):
    mira.mentor.title, mira.mentor.employer = "Policy analyst", "Northwind"
    return make_conversation(sam, mira)


def test_the_request_carries_the_whole_message_the_questions_and_the_deadline(sam, mira):
    asked = make_conversation(sam, mira, stage="asked", message="First line.\n\nSecond & last.")
    sent = email_of(asked, "ask_made", "mentor")
    assert "Sam writes:\n\nFirst line.\n\nSecond & last.\n" in sent.text
    assert "1. What surprised you?\n2. Who else should I talk to?\n" in sent.text
    assert "Answer by: Thu, Mar 5, 7:00 am PST" in sent.text
    assert "the time is yours again" in sent.text
    assert "Answer Sam’s request:\nhttps://hub.example/alumni/answer/" in sent.text
    assert ">First line.</p>" in sent.html
    assert ">Second &amp; last.</p>" in sent.html


def test_a_request_by_a_counselor_names_both(sam, mira, carol):
    asked = make_conversation(sam, mira, stage="asked", message="Sam would like to learn.")
    asked.asked_by = carol
    asked.save()
    sent = email_of(asked, "ask_made", "mentor")
    assert "Asked by: Carol Adeyemi, Career Office, for Sam Rivera\nAnswer by:" in sent.text
    assert "Carol Adeyemi writes:\n\nSam would like to learn." in sent.text
    assert "Sam writes" not in sent.text
    assert "Career Office, for Sam Rivera" in sent.html
    assert "Carol Adeyemi writes" in sent.html


def test_the_reminder_of_a_request_names_the_counselor_too(sam, mira, carol):
    asked = make_conversation(sam, mira, stage="asked", asked_by=carol)
    sent = email_of(asked, "nudge", "mentor")
    assert "Asked by: Carol Adeyemi, Career Office, for Sam Rivera\nAnswer by:" in sent.text
    assert "Career Office, for Sam Rivera" in sent.html


@pytest.mark.parametrize("kind", ["ask_made", "nudge"])
def test_an_alum_without_hours_sees_every_time_to_choose_from(sam, mira, kind):
    asked = make_conversation(sam, mira, stage="asked")
    put_proposals(asked, [NOON, NOON + timedelta(days=1)], by=sam, now=MONDAY)
    sent = email_of(asked, kind, "mentor")
    assert "When, whichever suits you:\n- Thu, Mar 5, 9:00 am PST\n" in sent.text
    assert "- Fri, Mar 6, 9:00 am PST\n" in sent.text
    for said in ("When, whichever suits you", "Thu, Mar 5, 9:00 am PST", "Fri, Mar 6, 9:00 am PST"):
        assert said in read(sent.html)


def test_the_request_comes_in_the_students_name(sam, mira):
    sent = email_of(make_conversation(sam, mira, stage="asked"), "ask_made", "mentor")
    assert sent.from_name == "Sam Rivera via Career Office"
    assert sent.from_address == "careers@brightwater.example"
    assert sent.reply_to == "sam@brightwater.example"
    assert (sent.to, sent.to_name) == ("mira@alum.example", "Mira Holm")


def test_a_decline_is_kind_passes_the_reason_on_and_says_what_next(booked):
    booked.reason = "My team moved the release.\nI am sorry."
    sent = email_of(booked, "ask_declined", "student")
    assert "Mira adds:\n\nMy team moved the release.\nI am sorry.\n" in sent.text
    assert "It isn’t about you" in sent.text
    assert "See who has time:\nhttps://hub.example/students/mentors/" in sent.text
    assert "My team moved the release.<br>I am sorry." in sent.html


@pytest.mark.parametrize(
    ("proposal_round", "subject"),
    [
        (0, "The time with Mira Holm is no longer held for you"),
        (1, "The times that Mira Holm proposed have lapsed"),
    ],
)
def test_whoever_may_ask_again_is_led_to_that_alum(sam, mira, proposal_round, subject):
    lapsed = make_conversation(
        sam,
        mira,
        stage="closed",
        ending="expired",
        closed_at=MONDAY,
        waits_for="student",
        proposal_round=proposal_round,
    )
    sent = email_of(lapsed, "ask_expired", "student")
    assert sent.subject == subject
    page = f"https://hub.example/students/mentors/{mira.pk}/"
    assert f"See Mira’s page:\n{page}\n" in sent.text
    assert f'href="{page}"' in sent.html


def test_a_decline_without_a_reason_leaves_no_gap(booked):
    assert "adds" not in email_of(booked, "ask_declined", "student").text


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({}, "Sam Rivera no longer asks for Thu, Mar 5, 9:00 am PST"),
        (
            {"proposal_round": 2, "proposed_by": "sam"},
            "Sam Rivera no longer asks for Thu, Mar 5, 9:00 am PST",
        ),
        (
            {"proposal_round": 1, "proposed_by": "mira"},
            "None of your times suits Sam Rivera",
        ),
        (
            {"proposal_round": 1, "proposed_by": "mira", "ending": "expired"},
            "The times you proposed to Sam Rivera have lapsed",
        ),
    ],
)
def test_the_alum_hears_whose_times_came_to_nothing(sam, mira, fields, subject):
    by = {"sam": sam, "mira": mira}.get(fields.pop("proposed_by", ""))
    closed = make_conversation(
        sam,
        mira,
        stage="closed",
        closed_at=MONDAY,
        proposed_by=by,
        **{"ending": "withdrawn", **fields},
    )
    sent = email_of(closed, "ask_withdrawn", "mentor")
    assert sent.subject == subject
    assert ("The times are yours again." in sent.html) == (by == mira)


def test_where_no_next_choice_could_be_asked_the_student_is_not_told_that_the_alum_declined(booked):
    sent = email_of(booked, "ask_passed_on", "student")
    assert sent.subject == "Your request has moved on"
    assert "your request to Mira is closed" in sent.text
    assert "can’t" not in sent.text


@pytest.mark.parametrize(("times", "said"), [(1, "another time"), (2, "other times")])
def test_one_proposed_time_is_not_called_several(booked, mira, times, said):
    starts = [NOON + timedelta(days=n) for n in range(1, times + 1)]
    put_proposals(booked, starts, by=mira, now=MONDAY)
    sent = email_of(booked, "times_proposed", "student")
    assert sent.subject == f"Mira Holm proposes {said} for your conversation"
    assert f"Mira proposes {said}\n" in sent.text
    assert sent.text.count("\n- ") == times


def test_the_alums_link_is_given_to_nobody_who_has_not_taken_the_time(sam, mira):
    offered = make_conversation(sam, mira, stage="asked", waits_for="student")
    sent = email_of(offered, "place_offered", "student")
    assert (
        "Thursday, March 5, 12:00 to 12:30 pm EST\n      9:00 to 9:30 am PST for Mira" in sent.text
    )
    assert "With: Mira Holm" in sent.text
    for part in (sent.text, sent.html):
        assert "meet.example" not in part
        assert "How" not in part
        assert "your turn" not in part
