import pytest

from interviews.emails import links
from tests.interviews.emails.conversations import make_conversation


@pytest.fixture
def booked(sam, mira):
    return make_conversation(sam, mira)


def token_of(url):
    return url.rstrip("/").rpartition("/")[2]


def test_the_answer_link_lets_the_alum_in(booked, mira):
    assert links.read(token_of(links.answer_url(booked)), links.ANSWER) == (booked, mira)


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_the_link_after_the_meeting_names_its_reader(booked, side):
    person = getattr(booked, side)
    assert links.read(token_of(links.held_url(booked, person)), links.HELD) == (booked, person)


def test_a_link_opens_nothing_but_its_own_purpose(booked, sam):
    assert links.read(token_of(links.held_url(booked, sam)), links.ANSWER) is None


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_what_was_never_signed_opens_nothing(db, token):
    assert links.read(token, links.ANSWER) is None


def test_a_changed_token_opens_nothing(booked):
    token = token_of(links.answer_url(booked))
    assert links.read(token[:-1] + ("A" if token[-1] != "A" else "B"), links.ANSWER) is None


def test_a_person_who_takes_no_part_is_not_let_in(booked, otto):
    assert links.read(links.sign(booked, otto, links.HELD), links.HELD) is None


def test_a_reader_who_has_left_is_not_let_in(booked, mira):
    mira.is_active = False
    mira.save()
    assert links.read(token_of(links.answer_url(booked)), links.ANSWER) is None


def test_an_interview_that_is_gone_opens_nothing(booked):
    token = token_of(links.answer_url(booked))
    booked.delete()
    assert links.read(token, links.ANSWER) is None
