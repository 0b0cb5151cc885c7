"""Other times: proposed, taken, refused, held meanwhile; and a time from the waitlist."""

from datetime import UTC, date, datetime, timedelta

import pytest

from careerhub.office.models import Term
from interviews.actions.answering import decline_ask
from interviews.actions.arranging import propose_times
from interviews.actions.changing import cancel_interview
from interviews.actions.waitlist import join_waitlist, offer_place
from interviews.models import Ending, Stage, Wait
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

SOON = NOON + timedelta(hours=2)
NINTH = datetime(2026, 3, 9, 16, tzinfo=UTC)  # noon in New York, 9 am in Los Angeles
TENTH = datetime(2026, 3, 10, 16, tzinfo=UTC)
WAYS = ("propose", "take-time", "none-suits", "take-offer", "let-go")


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def proposed(sam, mira):
    """Mira cannot on Wednesday and proposes two other days."""
    ask = make_ask(sam, mira)
    return propose_times(ask, by=mira, starts=[NINTH, TENTH], reason="I travel.", now=SOON)


def test_the_student_reads_the_proposals_and_what_is_held(proposed, sam, browse, at):
    with at(SOON):
        page = text(browse(sam).get(f"/interviews/{proposed.pk}/"))
    assert "Mira proposes" in page
    assert "“I travel.”" in page
    assert "Mon 12:00 pm is held for you both until" in page
    assert "Mon Mar 9, 12:00 pm EDT" in page
    assert "9:00 am PDT for Mira" in page
    assert "Please answer by" in page


def test_the_alum_reads_what_was_proposed_and_is_held(proposed, mira, browse, at):
    with at(SOON):
        page = text(browse(mira).get(f"/interviews/{proposed.pk}/"))
    assert "You proposed these times" in page
    assert "Mon 9:00 am is held for you both until" in page
    assert "Sam has been asked which suits." in page
    assert "take-time" not in page


def test_one_of_the_times_is_taken(proposed, sam, browse, at):
    client = browse(sam)
    with at(SOON):
        page = client.post(
            f"/interviews/{proposed.pk}/take-time/",
            {"starts_at": "2026-03-10T16:00Z"},
            follow=True,
        )
    proposed.refresh_from_db()
    assert (proposed.stage, proposed.starts_at) == (Stage.BOOKED, TENTH)
    assert "Agreed. You both get it in your calendar." in text(page)


@pytest.mark.parametrize("typed", ["", "soon", "2026-03-10"])
def test_no_time_chosen_is_said(proposed, sam, browse, at, typed):
    with at(SOON):
        answer = browse(sam).post(f"/interviews/{proposed.pk}/take-time/", {"starts_at": typed})
    assert answer.status_code == 422
    assert "Choose one of the times." in text(answer)


def test_a_time_that_was_not_proposed_is_refused(proposed, sam, browse, at):
    with at(SOON):
        answer = browse(sam).post(
            f"/interviews/{proposed.pk}/take-time/", {"starts_at": "2026-03-11T16:00Z"}
        )
    assert answer.status_code == 422
    assert "not among the proposed ones" in text(answer)
    proposed.refresh_from_db()
    assert proposed.stage == Stage.ASKED


def test_none_suits_ends_the_ask_with_a_sentence(proposed, sam, browse, at):
    with at(SOON):
        browse(sam).post(f"/interviews/{proposed.pk}/none-suits/", {"reason": "Exams."})
    proposed.refresh_from_db()
    assert (proposed.ending, proposed.reason) == (Ending.WITHDRAWN, "Exams.")


def test_none_suits_leaves_a_booking_alone(sam, mira, browse, at):
    booked = make_interview(sam, mira)
    propose_times(booked, by=mira, starts=[NINTH], now=SOON)
    with at(SOON):
        page = text(browse(sam).get(f"/interviews/{booked.pk}/"))
        browse(sam).post(f"/interviews/{booked.pk}/none-suits/", {"reason": ""})
    assert "Wed 12:00 pm stays booked until one of these is taken." in page
    booked.refresh_from_db()
    assert (booked.stage, booked.proposed_at) == (Stage.BOOKED, None)


def test_the_student_proposes_in_their_own_zone(proposed, sam, browse, at):
    client, address = browse(sam), f"/interviews/{proposed.pk}/propose/"
    with at(SOON):
        page = text(client.get(address))
        client.post(address, {"time_1": "2026-03-12T12:30", "reason": "After class."})
    assert "Days and times on your clock, New York (EST)" in page
    assert "Mira’s clock is 3 hours behind yours" in page
    proposed.refresh_from_db()
    assert proposed.starts_at == datetime(2026, 3, 12, 16, 30, tzinfo=UTC)
    assert (proposed.proposed_by, proposed.move_reason) == (sam, "After class.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Propose at least one day and time."),
        ({"time_1": "soon"}, "Write the day and the time, such as 2026-03-04 09:00."),
        ({"time_1": "2026-03-02T14:30"}, "at least two hours ahead"),
        ({"time_1": "2027-03-02T14:30"}, "within the next six months"),
    ],
)
def test_what_cannot_be_proposed_is_said_and_kept(proposed, sam, browse, at, typed, sentence):
    with at(SOON):
        answer = browse(sam).post(
            f"/interviews/{proposed.pk}/propose/", {**typed, "reason": "My words stay."}
        )
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "My words stay." in text(answer)


def test_who_may_not_propose_is_led_back(sam, mira, browse, at):
    ask = make_ask(sam, mira)
    with at(SOON):
        answer = browse(sam).get(f"/interviews/{ask.pk}/propose/", follow=True)
    assert "Other times can no longer be proposed here." in text(answer)


def test_a_suggestion_of_somebody_else_is_shown_with_a_way_to_ask(sam, mira, browse, at):
    ben, ask = make_mentor("Ben Ito"), make_ask(sam, mira)
    decline_ask(ask, by=mira, reason="", suggested=ben, now=SOON)
    with at(SOON + timedelta(minutes=5)):
        page = text(browse(sam).get(f"/interviews/{ask.pk}/"))
    assert "Mira suggests" in page
    assert f'href="/students/mentors/{ben.pk}/"' in page


@pytest.fixture
def offered(sam, mira):
    """Sam waited for Mira, whose term was full, and it is Sam’s turn."""
    Term.objects.create(name="Spring", starts_on=date(2026, 1, 12), ends_on=date(2026, 5, 8))
    mira.schedule.term_cap = 1
    mira.schedule.save()
    someone = make_student("Someone")
    taken = make_interview(someone, mira)
    join_waitlist(sam, mentor=mira, message="Dear Mira", questions="", now=NOON)
    cancel_interview(taken, by=someone, reason="Ill.", now=SOON)
    return offer_place(mira, now=SOON)


def test_an_offer_is_held_until_it_is_taken(offered, sam, mira, browse, at):
    client = browse(sam)
    with at(SOON):
        page = text(client.get(f"/interviews/{offered.pk}/"))
        assert browse(mira).get(f"/interviews/{offered.pk}/").status_code == 404
        client.post(f"/interviews/{offered.pk}/take-offer/")
    assert "with Mira is held for you" in page
    assert "Let it go" in page
    offered.refresh_from_db()
    assert offered.is_offer is False
    assert Wait.objects.get().left_at == SOON


def test_an_offer_is_let_go(offered, sam, mira, browse, at):
    with at(SOON):
        page = browse(sam).post(f"/interviews/{offered.pk}/let-go/", follow=True)
    offered.refresh_from_db()
    assert offered.ending == Ending.WITHDRAWN
    assert "you have left the line" in text(page)
    assert openings_of(mira, booker=sam, now=SOON)


@pytest.mark.parametrize("way", WAYS)
def test_the_doors_are_closed_to_others(proposed, otto, carol, browse, at, way):
    address = f"/interviews/{proposed.pk}/{way}/"
    with at(SOON):
        for person in (otto, carol):
            assert browse(person).post(address).status_code == 404
        assert "/accounts/login/" in browse().post(address)["Location"]
    proposed.refresh_from_db()
    assert (proposed.stage, proposed.ending) == (Stage.ASKED, "")
