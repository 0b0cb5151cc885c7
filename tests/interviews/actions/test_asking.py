from datetime import timedelta

import pytest

from careerhub.office.models import Confirmation, Policies
from careerhub.outbox.models import Email
from interviews.actions.errors import Conflict, LimitReached, NotAllowed, TimeTaken
from interviews.models import Commitment, Interview, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student

pytestmark = pytest.mark.django_db


def waiting_kinds(interview):
    rows = Email.objects.filter(about=interview.about, state="scheduled")
    return sorted(rows.values_list("kind", "reader__full_name"))


def test_far_ahead_is_booked_at_once_and_both_are_told(sam, mira):
    start = next(
        o for o in openings_of(mira, booker=sam, now=NOON) if o > NOON + timedelta(hours=73)
    )
    interview = make_ask(sam, mira, starts_at=start)
    assert (interview.stage, interview.booked_at) == (Stage.BOOKED, NOON)
    assert waiting_kinds(interview) == [
        ("booked", "Mira Holm"),
        ("booked", "Sam Rivera"),
        ("did_it_happen", "Mira Holm"),
        ("did_it_happen", "Sam Rivera"),
        ("follow_up", "Mira Holm"),
        ("follow_up", "Mira Holm"),
        ("follow_up", "Mira Holm"),
        ("prepare", "Sam Rivera"),
        ("reflect", "Sam Rivera"),
        ("reminder_day", "Mira Holm"),
        ("reminder_day", "Sam Rivera"),
        ("reminder_hour", "Mira Holm"),
        ("reminder_hour", "Sam Rivera"),
        ("thank_you", "Mira Holm"),
    ]


def test_inside_72_hours_the_alum_is_asked_and_the_time_is_held(sam, mira):
    interview = make_ask(sam, mira)
    assert interview.stage == Stage.ASKED
    assert waiting_kinds(interview) == [("ask_made", "Mira Holm")]
    assert [e.kind for e in interview.events.all()] == ["asked"]
    held = Commitment.objects.filter(live=True).values_list("person__full_name", "during")
    assert {name: (d.lower, d.upper) for name, d in held} == {
        "Sam Rivera": (interview.starts_at, interview.ends_at),
        "Mira Holm": (interview.starts_at, interview.ends_at + timedelta(minutes=10)),
    }


@pytest.mark.parametrize(
    ("rule", "stage"), [(Confirmation.ALWAYS, Stage.ASKED), (Confirmation.NEVER, Stage.BOOKED)]
)
def test_the_alums_own_rule_wins(sam, rule, stage):
    mentor = make_mentor(schedule={"confirmation": rule})
    assert make_ask(sam, mentor).stage == stage


def test_an_ask_ends_after_five_days_and_always_before_its_time(sam):
    mentor = make_mentor(schedule={"confirmation": "always"})
    openings = openings_of(mentor, booker=sam, now=NOON)
    near = make_ask(sam, mentor, starts_at=openings[0])
    assert near.expires_at == openings[0] - timedelta(hours=2)
    far = make_ask(make_student(), mentor, starts_at=openings[-1])
    assert far.expires_at == NOON + timedelta(days=5)


def test_the_wall_time_that_the_alum_agreed_to_is_kept(sam, mira):
    interview = make_ask(sam, mira)
    assert interview.zone == "America/Los_Angeles"
    assert interview.wall_start() == interview.starts_at
    assert interview.starts_local.hour == interview.wall_start().hour


def test_a_double_click_asks_once(sam, mira):
    start = openings_of(mira, booker=sam, now=NOON)[0]
    first = make_ask(sam, mira, starts_at=start, key="k")
    again = make_ask(sam, mira, starts_at=start, key="k")
    assert (again.pk, Interview.objects.count(), Email.objects.count()) == (first.pk, 1, 1)


def test_the_same_key_with_other_words_is_refused(sam, mira):
    start = openings_of(mira, booker=sam, now=NOON)[0]
    make_ask(sam, mira, starts_at=start, key="k")
    with pytest.raises(Conflict, match="already sent once"):
        make_ask(sam, mira, starts_at=start, key="k", message="Something else?")


def test_a_time_just_taken_offers_the_three_nearest(sam, otto, mira):
    start = openings_of(mira, booker=sam, now=NOON)[0]
    make_ask(sam, mira, starts_at=start)
    with pytest.raises(TimeTaken) as refused:
        make_ask(otto, mira, starts_at=start)
    assert "Your words are safe" in refused.value.sentence
    assert refused.value.openings == openings_of(mira, booker=otto, now=NOON)[:3]
    assert Interview.objects.count() == 1


def test_a_student_cannot_promise_one_time_twice(sam, mira):
    other = make_mentor(zone="America/Los_Angeles")
    start = openings_of(mira, booker=sam, now=NOON)[0]
    make_ask(sam, mira, starts_at=start)
    with pytest.raises(TimeTaken, match="You have promised"):
        make_ask(sam, other, starts_at=start)


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (timedelta(days=-1), "already passed"),
        (timedelta(hours=2), "48 hours’ notice"),
        (timedelta(days=60), "28 days before"),
        (timedelta(days=3, hours=9), "is not open at"),
    ],
)
def test_a_closed_time_is_refused_with_the_reason(sam, mira, shift, words):
    with pytest.raises(TimeTaken, match=words):
        make_ask(sam, mira, starts_at=NOON + shift)


def test_a_fourth_open_ask_is_refused(sam):
    for number in range(3):
        make_ask(
            sam,
            mentor := make_mentor(schedule={"confirmation": "always"}),
            starts_at=openings_of(mentor, booker=sam, now=NOON)[number],
        )
    with pytest.raises(LimitReached, match="3 asks waiting"):
        make_ask(sam, make_mentor())


def test_an_alum_with_four_open_asks_is_left_in_peace():
    Policies.objects.create(pk=1, mentor_week_cap=5)
    mentor = make_mentor("Ada Busy", schedule={"confirmation": "always"})
    for _ in range(4):
        make_ask(make_student(), mentor)
    with pytest.raises(LimitReached, match="Ada has as many open asks"):
        make_ask(make_student(), mentor)


def test_two_a_week_is_the_cap_of_an_alum(mira):
    make_ask(make_student(), mira)
    make_ask(make_student(), mira)
    starts = {o.isocalendar().week for o in openings_of(mira, booker=None, now=NOON)}
    assert NOON.isocalendar().week not in starts
    with pytest.raises(LimitReached, match="2 conversations a week"):
        make_ask(make_student(), mira, starts_at=NOON + timedelta(days=3))


def test_one_open_conversation_a_pair(sam, mira):
    make_ask(sam, mira)
    with pytest.raises(LimitReached, match="already have a conversation with Mira"):
        make_ask(sam, mira)


def test_only_a_student_may_ask_and_nobody_themself(mira, carol, sam):
    for asker, mentor in ((carol, mira), (mira, mira), (sam, carol)):
        with pytest.raises(NotAllowed):
            make_ask(asker, mentor, starts_at=NOON + timedelta(days=3))


def test_an_alum_who_left_the_directory_is_not_asked(sam, mira):
    mira.mentor.is_listed = False
    mira.mentor.save()
    with pytest.raises(NotAllowed):
        make_ask(sam, mira)
    mira.mentor.is_listed, mira.is_active = True, False
    with pytest.raises(NotAllowed):
        make_ask(sam, mira)
