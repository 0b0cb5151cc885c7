from datetime import date

import pytest

from .cases import block, make_rules, shown, utc

NOW = "2026-05-03 00:00"  # a Sunday
EACH_MONDAY = block(0, "09:00", "09:30")
FALL = date(2026, 4, 1), date(2026, 5, 11)
ALL_THREE = ["05-04 09:00 +0000", "05-11 09:00 +0000", "05-18 09:00 +0000"]


@pytest.mark.parametrize(
    ("cap", "taken", "starts"),
    [
        (None, ["2026-05-05 09:00"] * 9, ALL_THREE),
        (2, ["2026-05-05 09:00"], ALL_THREE),
        (2, ["2026-05-05 09:00", "2026-05-10 23:59"], ALL_THREE[1:]),
        (2, ["2026-05-05 09:00", "2026-05-11 00:00"], ALL_THREE),
        (1, ["2026-05-03 23:59"], ALL_THREE),
        (0, [], []),
    ],
)
def test_a_week_runs_from_monday_to_sunday(cap, taken, starts):
    rules = make_rules(EACH_MONDAY, week_cap=cap, window_days=20)
    assert shown(rules, now=NOW, taken=map(utc, taken)) == starts


def test_weeks_are_those_of_the_mentors_own_calendar():
    rules = make_rules(EACH_MONDAY, zone="Pacific/Auckland", week_cap=1, window_days=10)
    # Sunday at noon in UTC is already Monday in Auckland
    assert shown(rules, now=NOW, taken=[utc("2026-05-03 12:00")]) == ["05-11 09:00 +1200"]


@pytest.mark.parametrize(
    ("cap", "terms", "taken", "starts"),
    [
        (None, [FALL], ["2026-04-01 00:00"] * 9, ALL_THREE),
        (2, [FALL], ["2026-04-01 00:00"], ALL_THREE),
        # both days of the term are part of it, and outside every term this cap does not count
        (2, [FALL], ["2026-04-01 00:00", "2026-05-11 23:59"], ALL_THREE[2:]),
        (2, [FALL], ["2026-03-31 23:59", "2026-05-12 00:00"], ALL_THREE),
        (2, [], ["2026-05-05 09:00"] * 9, ALL_THREE),
        (0, [FALL], [], ALL_THREE[2:]),
        # of two terms that overlap the full one decides
        (1, [FALL, (date(2026, 5, 11), date(2026, 6, 1))], ["2026-05-20 09:00"], ALL_THREE[:1]),
    ],
)
def test_a_term_counts_what_lies_in_it(cap, terms, taken, starts):
    rules = make_rules(EACH_MONDAY, term_cap=cap, window_days=20)
    assert shown(rules, now=NOW, terms=terms, taken=map(utc, taken)) == starts


def test_the_strictest_cap_wins():
    taken = [utc("2026-05-05 09:00"), utc("2026-04-05 09:00")]
    rules = make_rules(EACH_MONDAY, week_cap=1, term_cap=2, window_days=20)
    assert shown(rules, now=NOW, terms=[FALL], taken=taken) == ALL_THREE[2:]
    rules = make_rules(EACH_MONDAY, week_cap=1, term_cap=3, window_days=20)
    assert shown(rules, now=NOW, terms=[FALL], taken=taken) == ALL_THREE[1:]
