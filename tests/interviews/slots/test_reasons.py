from datetime import date

import pytest

from interviews.slots.openings import Code, Reason

from .cases import block, make_rules, reason, span, utc

NOW = "2026-05-04 08:00"  # a Monday
RULES = make_rules(
    block(0, "09:00", "12:00"),
    notice_minutes=90,
    buffer_after_minutes=10,
    week_cap=2,
    term_cap=3,
)


def test_an_opening_has_no_reason_against_it():
    assert reason(RULES, "2026-05-04 09:30", now=NOW) is None


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-05-04 07:59", Reason(Code.PAST)),
        ("2026-05-04 09:00", Reason(Code.NOTICE, 90)),
        ("2026-05-25 09:00", Reason(Code.BEYOND_WINDOW, 14)),
        ("2026-05-05 09:30", Reason(Code.OUTSIDE_HOURS)),
        ("2026-05-11 08:30", Reason(Code.OUTSIDE_HOURS)),
        ("2026-05-11 11:31", Reason(Code.OUTSIDE_HOURS)),
        ("2026-05-11 12:00", Reason(Code.OUTSIDE_HOURS)),
        ("2026-05-11 09:15", Reason(Code.OFF_GRID)),
        ("2026-05-11 09:30:01", Reason(Code.OFF_GRID)),
    ],
)
def test_the_rules_alone(start, expected):
    assert reason(RULES, start, now=NOW) == expected


def test_a_pause_says_when_it_ends():
    rules = make_rules(block(0, "09:00", "12:00"), paused_until=date(2026, 5, 12))
    assert reason(rules, "2026-05-11 09:00", now=NOW) == Reason(
        Code.PAUSED, until=date(2026, 5, 12)
    )


def test_a_promise_of_the_mentor_ten_minutes_after_is_in_the_way_of_the_buffer():
    busy = [span("2026-05-11 10:09/10:40")]
    assert reason(RULES, "2026-05-11 09:30", now=NOW, busy=busy) == Reason(Code.MENTOR_BUSY)


def test_the_bookers_own_promise_is_told_apart():
    promised = [span("2026-05-11 09:59/10:40")]
    answer = reason(RULES, "2026-05-11 09:30", now=NOW, booker_busy=promised)
    assert answer == Reason(Code.BOOKER_BUSY)


def test_a_full_week_and_a_full_term_name_their_cap():
    term = [(date(2026, 5, 1), date(2026, 5, 31))]
    taken = [utc("2026-05-12 09:00"), utc("2026-05-13 09:00"), utc("2026-05-20 09:00")]
    full_week = reason(RULES, "2026-05-11 09:00", now=NOW, taken=taken[:2], terms=term)
    full_term = reason(RULES, "2026-05-18 09:00", now=NOW, taken=taken, terms=term)
    assert full_week == Reason(Code.WEEK_CAP, 2)
    assert full_term == Reason(Code.TERM_CAP, 3)


def test_of_several_reasons_the_first_is_told():
    busy = [span("2026-05-11 09:00/12:00")]
    taken = [utc("2026-05-12 09:00")] * 2
    answer = reason(RULES, "2026-05-11 09:30", now=NOW, busy=busy, booker_busy=busy, taken=taken)
    assert answer == Reason(Code.MENTOR_BUSY)


def test_a_code_is_its_word():
    assert [str(code) for code in Code] == [
        "past",
        "notice",
        "beyond_window",
        "paused",
        "time_off",
        "closed_date",
        "holiday",
        "outside_hours",
        "off_grid",
        "too_early_for_booker",
        "mentor_busy",
        "outside_busy",
        "booker_busy",
        "booker_outside_busy",
        "day_cap",
        "week_cap",
        "term_cap",
    ]
