"""Whatever the rules, the engine agrees with the slow answer and with its own reasons."""

from datetime import timedelta

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from interviews.slots.openings import Code, every_reason, find_openings, why_closed

from . import strategies
from .oracle import slow_openings

# Never fewer than 500, more when a profile asks for more.
often = settings(
    max_examples=max(500, settings.default.max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

ORDER = list(Code)
NOTHING_IN_THE_WAY = {
    "busy": [],
    "outside": [],
    "booker_busy": [],
    "booker_outside": [],
    "booker_zone": "",
    "taken": [],
}


@often
@given(strategies.questions)
def test_the_fast_answer_is_the_slow_answer(question):
    rules, facts = question
    openings = find_openings(rules, **facts)
    event("some" if openings else "none")
    assert openings == slow_openings(rules, **facts)


@often
@given(strategies.questions, st.data())
def test_a_start_is_open_exactly_when_there_is_no_reason_against_it(question, data):
    rules, facts = question
    openings = find_openings(rules, **facts)
    if data.draw(st.booleans()):
        start = facts["now"] + data.draw(strategies.since_now)
    else:
        likely = find_openings(rules, **{**facts, **NOTHING_IN_THE_WAY}) or [facts["now"]]
        start = data.draw(st.sampled_from(likely))
        start += timedelta(minutes=data.draw(st.sampled_from([0, 0, 0, 1, -1])))
    reason = why_closed(rules, start, **facts)
    event(reason.code if reason else "open")
    assert (reason is None) == (start in openings)
    every = list(every_reason(rules, start, **facts))
    assert every[:1] == ([reason] if reason else [])
    assert [each.code for each in every] == sorted({each.code for each in every}, key=ORDER.index)
