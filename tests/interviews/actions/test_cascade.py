from datetime import timedelta

import pytest

from careerhub.office.models import Holiday
from careerhub.outbox.models import Email, State
from interviews.actions.answering import decline_ask, expire_ask, undo_decline, withdraw_ask
from interviews.actions.cascade import Further
from interviews.actions.errors import NotAllowed
from interviews.actions.passing_on import pass_on
from interviews.models import Choice, Interview, Stage
from interviews.queries.due import asks_to_pass_on
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student

pytestmark = pytest.mark.django_db

ALWAYS = {"confirmation": "always"}


@pytest.fixture
def ada():
    return make_mentor("Ada Lin", schedule=ALWAYS)


@pytest.fixture
def ben():
    return make_mentor("Ben Ode", schedule=ALWAYS)


@pytest.fixture
def cleo():
    return make_mentor("Cleo Park", schedule=ALWAYS)


def ask(student, mentor, *further, **fields):
    choices = [Further(each, f"Dear {each.get_short_name()}, why?") for each in further]
    start = openings_of(mentor, booker=student, now=NOON)[-1]
    return make_ask(student, mentor, starts_at=start, choices=choices, **fields)


def kinds(interview):
    rows = Email.objects.filter(about=interview.about, state=State.SCHEDULED)
    return sorted(rows.values_list("kind", "reader__full_name"))


def test_silence_goes_on_after_three_working_days(sam, ada, ben):
    assert ask(sam, ada).expires_at == NOON + timedelta(days=5)
    waiting = ask(make_student(), ada, ben)
    assert waiting.expires_at == NOON + timedelta(days=3)  # Monday to Thursday
    Holiday.objects.create(day=NOON.date() + timedelta(days=1), name="Founders’ day")
    assert ask(make_student(), ben, ada).expires_at == NOON + timedelta(days=4)


def test_the_next_choice_is_asked_for_the_nearest_time_in_the_words_written_to_them(sam, ada, ben):
    first = ask(sam, ada, ben)
    expire_ask(first, now=first.expires_at)
    assert kinds(first) == []
    second = pass_on(first, now=first.expires_at)
    assert (second.mentor, second.stage, second.message) == (ben, Stage.ASKED, "Dear Ben, why?")
    assert second.starts_at == first.starts_at
    assert kinds(first) == [("ask_passed_on", "Sam Rivera"), ("ask_released", "Ada Lin")]
    assert kinds(second) == [("ask_made", "Ben Ode"), ("nudge", "Ben Ode")]
    assert pass_on(first, now=first.expires_at) is None


def test_a_decline_goes_on_when_it_can_no_longer_be_undone(sam, ada, ben):
    first = ask(sam, ada, ben)
    later = NOON + timedelta(hours=1)
    decline_ask(first, by=ada, reason="", now=later)
    assert pass_on(first, now=later + timedelta(seconds=14)) is None
    assert list(asks_to_pass_on(now=later + timedelta(seconds=14))) == []
    assert list(asks_to_pass_on(now=later + timedelta(seconds=15))) == [first]
    assert pass_on(first, now=later + timedelta(seconds=15)).mentor == ben


def test_an_undone_decline_asks_nobody_else(sam, ada, ben):
    first = ask(sam, ada, ben)
    decline_ask(first, by=ada, reason="", now=NOON)
    undo_decline(first, by=ada, now=NOON + timedelta(seconds=3))
    assert pass_on(first, now=NOON + timedelta(minutes=1)) is None
    first.refresh_from_db()
    assert (first.stage, first.choices_left) == (Stage.ASKED, 1)


def test_three_in_a_row(sam, ada, ben, cleo):
    first = ask(sam, ada, ben, cleo)
    expire_ask(first, now=first.expires_at)
    second = pass_on(first, now=first.expires_at)
    assert second.choices_left == 1
    expire_ask(second, now=second.expires_at)
    third = pass_on(second, now=second.expires_at)
    assert (third.mentor, third.choices_left) == (cleo, 0)
    expire_ask(third, now=third.expires_at)
    assert kinds(third) == [("ask_expired", "Sam Rivera")]


def test_whoever_has_no_time_is_passed_over_with_the_reason(sam, ada, cleo):
    resting = make_mentor("Ray Rest", hours=())
    first = ask(sam, ada, resting, cleo)
    expire_ask(first, now=first.expires_at)
    assert pass_on(first, now=first.expires_at).mentor == cleo
    over = Choice.objects.get(mentor=resting)
    assert (over.became, over.passed_over) == (
        None,
        "Ray had no time open when your ask went on.",
    )


def test_where_nobody_can_be_asked_the_student_is_told_of_the_end(sam, ada):
    first = ask(sam, ada, make_mentor(hours=()))
    expire_ask(first, now=first.expires_at)
    assert pass_on(first, now=first.expires_at) is None
    assert kinds(first) == [("ask_expired", "Sam Rivera")]
    assert Interview.objects.count() == 1


def test_what_the_student_takes_back_goes_to_nobody(sam, ada, ben):
    first = withdraw_ask(ask(sam, ada, ben), by=sam, now=NOON)
    assert pass_on(first, now=NOON + timedelta(days=1)) is None


def test_choices_are_checked_before_anything_is_sent(sam, mira, ada, ben, cleo, carol):
    def refused(words, *choices):
        with pytest.raises(NotAllowed, match=words):
            make_ask(sam, mira, choices=choices)

    refused("at most two", Further(ada, "a"), Further(ben, "b"), Further(cleo, "c"))
    refused("each person once", Further(mira, "again"))
    refused("cannot be asked", Further(carol, "hello"))
    refused("on why you ask", Further(ada, "  "))
    assert not Interview.objects.exists()
