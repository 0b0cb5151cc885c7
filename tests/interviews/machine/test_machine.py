"""Whatever people do, in whatever order: nobody is promised twice, caps hold, refusals have a reason."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from interviews.actions.answering import accept_ask, decline_ask, undo_decline, withdraw_ask
from interviews.actions.arranging import accept_proposal, propose_times, refuse_proposals
from interviews.actions.asking import ask_for_interview
from interviews.actions.availability import set_exception, take_time_off
from interviews.actions.cascade import Further
from interviews.actions.changing import cancel_interview, move_interview
from interviews.actions.errors import LimitReached, TimeTaken
from interviews.actions.waitlist import join_waitlist, leave_waitlist, line_of, take_offer
from interviews.models import Stage, Wait
from tests.interviews.machine.world import OUTCOMES, World

numbers = st.integers(0, 10_000)
which = st.integers(0, 3)


def pick(things, number):
    return things[number % len(things)] if things else None


class University(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.world = World()
        for number, mentor in enumerate((2, 2, 1)):  # Tom is full from the start
            self.ask_for_an_opening(number, mentor, 0, further=number == 2)

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def ask(self, student, mentor, starts, *, choices=()):
        return ask_for_interview(
            student,
            mentor=self.world.fresh(mentor),
            starts_at=starts[0],
            more_times=starts[1:],
            message="How did you find your way?",
            questions="",
            key=self.world.key(),
            now=self.world.now,
            choices=choices,
        )

    @rule(student=which, mentor=which, number=numbers, further=st.booleans())
    def ask_for_an_opening(self, student, mentor, number, further):
        world = self.world
        student, mentor = pick(world.students, student), world.mentors[mentor]
        start = pick(world.openings(mentor, student), number)
        if start is None:
            return
        others = [each for each in world.mentors if each.pk != mentor.pk][:2] if further else []
        choices = [Further(world.fresh(each), "You next.") for each in others]
        asked = []
        refusal = world.refused(
            lambda: asked.append(self.ask(student, mentor, [start], choices=choices))
        )
        if refusal is None:
            world.check_cap(asked[0])
        else:  # the time is open, so only a limit or the line can be in the way
            assert isinstance(refusal, LimitReached), refusal.sentence

    @rule(student=which, mentor=which, hours=st.integers(-24, 24 * 40), minute=st.integers(0, 59))
    def ask_for_any_time(self, student, mentor, hours, minute):
        world = self.world
        student, mentor = pick(world.students, student), world.mentors[mentor]
        start = world.now + timedelta(hours=hours, minutes=minute)
        reason = world.calendars(mentor, student).why_closed(mentor.pk, start)
        refusal = world.refused(lambda: self.ask(student, mentor, [start]))
        publishes = mentor is not world.mentors[3]
        if isinstance(refusal, TimeTaken) and publishes:
            assert reason is not None, "refused without a reason: " + refusal.sentence
            assert refusal.openings == sorted(refusal.openings)
        if reason is not None and publishes:
            assert refusal is not None, f"{reason} did not close {start}"

    @rule(student=which, number=numbers)
    def propose_where_no_hours_are_published(self, student, number):
        world = self.world
        student, base = pick(world.students, student), world.now + timedelta(hours=50)
        base = base.replace(minute=number % 12 * 5, second=0)
        starts = [base + timedelta(hours=7 * n + number % 100) for n in range(3)]
        world.refused(lambda: self.ask(student, world.mentors[3], starts))

    @precondition(lambda self: self.world.has(stage=Stage.ASKED))
    @rule(number=numbers, yes=st.booleans())
    def answer(self, number, yes):
        asked = pick(self.world.interviews(stage=Stage.ASKED), number)
        if asked is None:
            return
        act = accept_ask if yes else decline_ask
        more = {} if yes else {"reason": ""}
        self.world.refused(lambda: act(asked, by=asked.mentor, now=self.world.now, **more))

    @precondition(lambda self: self.world.has(ending="declined"))
    @rule(number=numbers)
    def undo_a_decline(self, number):
        closed = pick(self.world.interviews(ending="declined"), number)
        if closed is not None:
            self.world.refused(lambda: undo_decline(closed, by=closed.mentor, now=self.world.now))

    @precondition(lambda self: self.world.has(stage=Stage.ASKED))
    @rule(number=numbers)
    def take_back(self, number):
        asked = pick(self.world.interviews(stage=Stage.ASKED), number)
        if asked is not None:
            self.world.refused(lambda: withdraw_ask(asked, by=asked.student, now=self.world.now))

    @precondition(lambda self: self.world.has(stage__in=["asked", "booked"]))
    @rule(number=numbers, by_mentor=st.booleans(), hours=st.lists(st.integers(3, 400), max_size=3))
    def propose(self, number, by_mentor, hours):
        held = pick(self.world.interviews(stage__in=["asked", "booked"]), number)
        if held is None:
            return
        by = held.mentor if by_mentor else held.student
        starts = [held.starts_at + timedelta(hours=n) for n in hours]
        self.world.refused(lambda: propose_times(held, by=by, starts=starts, now=self.world.now))

    @precondition(lambda self: self.world.has(proposed_at__isnull=False, ending=""))
    @rule(number=numbers, take=st.booleans())
    def answer_a_proposal(self, number, take):
        world = self.world
        held = pick(world.interviews(proposed_at__isnull=False, ending=""), number)
        if held is None:
            return
        by = held.other(held.proposed_by)
        start = pick(list(held.proposals.filter(settled_at=None)), number).starts_at
        if take:
            world.refused(lambda: accept_proposal(held, by=by, starts_at=start, now=world.now))
        else:
            world.refused(lambda: refuse_proposals(held, by=by, now=world.now))

    @precondition(lambda self: self.world.has(stage=Stage.BOOKED))
    @rule(number=numbers, by_mentor=st.booleans())
    def move(self, number, by_mentor):
        world = self.world
        booked = pick(world.interviews(stage=Stage.BOOKED), number)
        if booked is None:
            return
        by = booked.mentor if by_mentor else booked.student
        start = pick(world.openings(booked.mentor, booked.student), number)
        if start is not None:
            world.refused(lambda: move_interview(booked, by=by, starts_at=start, now=world.now))

    @precondition(lambda self: self.world.has(stage=Stage.BOOKED))
    @rule(number=numbers, by_mentor=st.booleans())
    def cancel(self, number, by_mentor):
        booked = pick(self.world.interviews(stage=Stage.BOOKED), number)
        if booked is None:
            return
        by = booked.mentor if by_mentor else booked.student
        self.world.refused(
            lambda: cancel_interview(booked, by=by, reason="An exam.", now=self.world.now)
        )

    @rule(student=which)
    def join_a_line(self, student):
        world = self.world
        student, mentor = pick(world.students, student), world.fresh(world.mentors[2])
        world.refused(
            lambda: join_waitlist(student, mentor=mentor, message="Hi", questions="", now=world.now)
        )

    @precondition(
        lambda self: self.world.has(stage=Stage.ASKED, waits_for="student", proposal_round=0)
    )
    @rule(number=numbers, take=st.booleans())
    def answer_an_offer(self, number, take):
        world = self.world
        offers = [each for each in world.interviews(stage=Stage.ASKED) if each.is_offer]
        if (offered := pick(offers, number)) is None:
            return
        act = take_offer if take else withdraw_ask
        world.refused(lambda: act(offered, by=offered.student, now=world.now))

    @precondition(lambda self: Wait.objects.filter(left_at=None).exists())
    @rule(number=numbers)
    def leave_a_line(self, number):
        wait = pick(list(Wait.objects.filter(left_at=None).order_by("pk")), number)
        if wait is not None:
            self.world.refused(lambda: leave_waitlist(wait, by=wait.student, now=self.world.now))

    @rule(mentor=st.integers(0, 2), days=st.integers(1, 20), length=st.integers(0, 5))
    def go_away(self, mentor, days, length):
        world, mentor = self.world, self.world.mentors[mentor]
        first = (world.now + timedelta(days=days)).date()
        last = first + timedelta(days=length)
        before = world.interviews(stage__in=["asked", "booked"])
        world.refused(
            lambda: take_time_off(
                world.schedule(mentor), by=mentor, first=first, last=last, now=world.now
            )
        )
        assert world.interviews(stage__in=["asked", "booked"]) == before  # nothing is cancelled

    @rule(mentor=st.integers(0, 2), days=st.integers(1, 20))
    def close_a_date(self, mentor, days):
        world, mentor = self.world, self.world.mentors[mentor]
        day = (world.now + timedelta(days=days)).date()
        world.refused(
            lambda: set_exception(
                world.schedule(mentor), by=mentor, day=day, blocks=[], now=world.now
            )
        )

    @rule(mentor=st.integers(0, 2), cap=st.integers(1, 3))
    def change_the_cap(self, mentor, cap):
        schedule = self.world.schedule(self.world.mentors[mentor])
        schedule.week_cap = cap
        schedule.save()

    @rule(minutes=st.sampled_from([0, 1, 20, 120, 1500, 4000]))
    def time_passes(self, minutes):
        self.world.wait(minutes=minutes)
        note(f"now {self.world.now}")

    @invariant()
    def everything_is_as_promised(self):
        self.world.check()
        for mentor in self.world.mentors:
            assert len(line_of(mentor)) <= len(self.world.students)


@pytest.mark.django_db
def test_no_order_of_events_breaks_a_promise():
    examples = max(10, settings.default.max_examples // 100)
    steps = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # A shorter story of a failure takes minutes to find; a thorough run may look for it.
        phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] * (examples > 10))],
    )
    OUTCOMES.clear()
    run_state_machine_as_test(University, settings=steps)
    for (name, outcome), count in sorted(OUTCOMES.items()):
        print(f"{name:40}{outcome:10}{count:6}")
    assert OUTCOMES["ask_for_an_opening", "done"], "the machine never got anywhere"
