"""Not this time with a reason and another name, other times, and a change of mind; by link and signed in."""

from datetime import timedelta

import pytest
from django.test import Client

from interviews.actions import arranging
from interviews.emails import links
from interviews.models import Ending, Interview, Side, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor


@pytest.fixture
def asked(sam, mira):
    """Sam asks Mira for Wednesday, 9:00 am in Los Angeles."""
    return make_ask(sam, mira)


@pytest.fixture
def by_mail(asked):
    return f"/alumni/answer/{links.sign(asked, asked.mentor, links.ANSWER)}/"


@pytest.fixture
def rafael(db):
    profile = {"title": "Flood modeller", "employer": "Halden Water"}
    return make_mentor("Rafael Quispe", profile=profile)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def others(mira, sam, *which):
    starts = openings_of(mira, booker=sam, now=NOON)
    return [starts[n] for n in which]


def test_a_quick_reason_and_own_words_reach_the_student_as_one(asked, by_mail, at):
    typed = {"answer": "no", "quick": "later", "reason": "I travel until May."}
    with at(NOON):
        Client().post(by_mail, typed)
    asked.refresh_from_db()
    assert asked.ending == Ending.DECLINED
    assert asked.reason == (
        "Please ask me again next term; I will gladly talk then. I travel until May."
    )


def test_somebody_else_is_found_by_name_or_employer_and_suggested(asked, by_mail, rafael, at):
    with at(NOON):
        page = text_of(Client().post(by_mail, {"answer": "find", "who": "halden", "reason": "Hm."}))
        assert "Rafael Quispe" in page
        assert "Flood modeller, Halden Water" in page
        assert "Hm.</textarea>" in page
        asked.refresh_from_db()
        assert asked.stage == Stage.ASKED
        typed = {"answer": "no", "who": "halden", "suggested": rafael.pk}
        page = text_of(Client().post(by_mail, typed, follow=True))
    asked.refresh_from_db()
    assert (asked.ending, asked.suggested) == (Ending.DECLINED, rafael)
    assert "The note suggests Rafael Quispe." in page


def test_who_is_not_in_the_directory_is_not_found_and_not_suggested(asked, by_mail, rafael, at):
    rafael.mentor.is_listed = False
    rafael.mentor.save()
    with at(NOON):
        page = text_of(Client().post(by_mail, {"answer": "find", "who": "Rafael"}))
        no = Client().post(by_mail, {"answer": "no", "suggested": rafael.pk, "reason": "Sorry."})
    asked.refresh_from_db()
    assert "Nobody in the directory fits “Rafael”." in page
    assert (no.status_code, asked.stage) == (422, Stage.ASKED)
    assert "Suggest another alum who is in the directory." in text_of(no)
    assert "Sorry.</textarea>" in no.content.decode()


@pytest.mark.parametrize("who", ["Mira Holm", "Sam Rivera", "x", ""])
def test_neither_of_the_two_is_suggested_nor_everybody_found(who, asked, by_mail, rafael, at):
    with at(NOON):
        page = text_of(Client().post(by_mail, {"answer": "find", "who": who}))
    assert 'name="suggested"' not in page


def test_for_a_moment_a_decline_can_be_taken_back(asked, by_mail, at):
    client = Client()
    with at(NOON):
        page = text_of(client.post(by_mail, {"answer": "no"}, follow=True))
    assert ">Undo</button>" in page
    assert 'data-undo="15" data-undo-last' in page
    with at(NOON + timedelta(seconds=10)):
        assert 'data-undo="5" data-undo-last' in text_of(client.get(by_mail))
        page = text_of(client.post(by_mail, {"answer": "undo"}, follow=True))
    asked.refresh_from_db()
    assert (asked.stage, asked.ending, asked.reason) == (Stage.ASKED, "", "")
    assert "Say yes to Wed 9:00 am" in page


def test_after_that_moment_it_says_that_the_student_knows(asked, by_mail, at):
    client = Client()
    with at(NOON):
        client.post(by_mail, {"answer": "no"})
    with at(NOON + timedelta(seconds=15)):
        page = text_of(client.get(by_mail))
        late = client.post(by_mail, {"answer": "undo"})
    assert ">Undo</button>" not in page
    assert "Sam got a kind note." in page
    assert late.status_code == 422
    assert "Sam has been told already, so this cannot be undone." in text_of(late)


def test_up_to_three_other_times_are_offered_from_the_own_hours(asked, by_mail, sam, mira, at):
    second, third = others(mira, sam, 1, 2)
    with at(NOON):
        page = text_of(Client().get(by_mail + "?do=offer"))
        assert f'value="{second.isoformat()}"' in page
        typed = {"answer": "offer", "starts": [second.isoformat(), third.isoformat()]}
        page = text_of(Client().post(by_mail, typed, follow=True))
    asked.refresh_from_db()
    assert (asked.stage, asked.waits_for, asked.starts_at) == (Stage.ASKED, Side.STUDENT, second)
    assert list(asked.proposals.values_list("starts_at", flat=True)) == [second, third]
    assert "You offered other times" in page
    assert "The first is held for you both. Sam can choose until" in page


def test_any_other_time_is_meant_in_the_alums_zone(asked, by_mail, at):
    typed = {"answer": "offer", "free_1": "2026-03-07T18:30", "reason": "At the weekend?"}
    with at(NOON):
        Client().post(by_mail, typed)
    asked.refresh_from_db()
    assert asked.starts_at.isoformat() == "2026-03-08T02:30:00+00:00"
    assert asked.move_reason == "At the weekend?"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose one to three times."),
        ({"free_1": "some day"}, "Write the day and the time, such as 2026-03-04 09:00."),
        (
            {
                "starts": [f"2026-03-1{n}T17:00:00+00:00" for n in range(3)],
                "free_1": "2026-03-17T10:00",
            },
            "Three times are enough. Take some away.",
        ),
        ({"free_1": "2026-03-02T09:30"}, "Every time must be at least two hours ahead"),
        ({"free_1": "2027-03-02T09:30"}, "Please propose times within the next six months."),
    ],
)
def test_times_that_cannot_be_offered_are_explained_and_kept(typed, sentence, asked, by_mail, at):
    with at(NOON):
        answer = Client().post(by_mail, {"answer": "offer", "reason": "Kept.", **typed})
    asked.refresh_from_db()
    assert (answer.status_code, asked.waits_for) == (422, Side.MENTOR)
    page = text_of(answer)
    assert sentence in page
    assert "Kept.</textarea>" in page
    for start in typed.get("starts", []):
        assert f'value="{start}"' not in page or "checked" in page


def test_what_a_student_proposes_is_taken_or_refused(sam, mira, at):
    booked = make_interview(sam, mira)
    link = f"/alumni/answer/{links.sign(booked, mira, links.ANSWER)}/"
    before, wish = booked.starts_at, others(mira, sam, 5)[0]
    later = NOON + timedelta(hours=2)
    arranging.propose_times(booked, by=sam, starts=[wish], reason="An exam.", now=later)
    with at(later):
        page = text_of(Client().get(link))
        assert "Sam would like another time" in page
        assert "An exam." in page
        none = Client().post(link, {"answer": "none"})
        booked.refresh_from_db()
        assert (none.status_code, booked.starts_at, booked.proposed_at) == (302, before, None)
        arranging.propose_times(booked, by=sam, starts=[wish], now=later)
        Client().post(link, {"answer": "take", "starts_at": wish.isoformat()})
    booked.refresh_from_db()
    assert (booked.starts_at, booked.is_upcoming) == (wish, True)


def test_a_time_that_nobody_proposed_is_not_taken(sam, mira, at):
    booked = make_interview(sam, mira)
    link = f"/alumni/answer/{links.sign(booked, mira, links.ANSWER)}/"
    wish, other = others(mira, sam, 5, 6)
    arranging.propose_times(booked, by=sam, starts=[wish], now=NOON + timedelta(hours=2))
    with at(NOON + timedelta(hours=2)):
        answer = Client().post(link, {"answer": "take", "starts_at": other.isoformat()})
        nothing = Client().post(link, {"answer": "take"})
    assert (answer.status_code, nothing.status_code) == (422, 422)
    assert "That time is not among the proposed ones." in text_of(answer)
    assert "Choose one of the times." in text_of(nothing)


def test_looking_and_searching_change_nothing(asked, by_mail, at):
    before = list(Interview.objects.values())
    with at(NOON):
        for query in (
            "",
            "?do=no",
            "?do=offer",
            "?answer=no",
            "?answer=offer&free_1=2026-03-07T18:30",
        ):
            assert Client().get(by_mail + query).status_code == 200
        Client().post(by_mail, {"answer": "find", "who": "Rafael"})
        Client().post(by_mail, {"answer": "nonsense"})
    assert list(Interview.objects.values()) == before


def test_signed_in_the_same_page_does_the_same(asked, mira, rafael, browse, at):
    page = f"/alumni/requests/{asked.pk}/"
    with at(NOON):
        assert "Say yes to Wed 9:00 am" in text_of(browse(mira).get(page))
        browse(mira).post(page, {"answer": "no", "suggested": rafael.pk})
    asked.refresh_from_db()
    assert (asked.ending, asked.suggested) == (Ending.DECLINED, rafael)


def test_nobody_else_opens_that_page(asked, sam, otto, carol, browse, at):
    page = f"/alumni/requests/{asked.pk}/"
    with at(NOON):
        assert browse().get(page).url == f"/accounts/login/?next={page}"
        for person in (sam, otto, carol):
            assert browse(person).get(page).status_code == 403
        stranger = browse(make_mentor("Another Alum"))
        assert stranger.get(page).status_code == 404
        assert stranger.post(page, {"answer": "yes"}).status_code == 404
    asked.refresh_from_db()
    assert asked.stage == Stage.ASKED
