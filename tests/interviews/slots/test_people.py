"""What else the two have to do, how early the booker's day begins, and how much fits into a day."""

from datetime import time

import pytest

from interviews.slots.openings import Code, Reason, every_reason

from .cases import NOTHING, block, make_rules, reason, shown, span, utc

NOW = "2026-05-03 00:00"  # a Sunday
MORNING = block(0, "09:00", "11:00")
MONDAY = "2026-05-04 "


def mondays(starts):
    return [f"05-04 {start} +0000" for start in starts]


@pytest.mark.parametrize(
    ("elsewhere", "starts"),
    [
        ("09:30/10:00", ["10:30"]),
        ("09:40/09:55", ["10:30"]),
        ("08:00/08:50", ["09:00", "09:30", "10:00", "10:30"]),
        ("08:00/08:51", ["09:30", "10:00", "10:30"]),
        ("10:20/10:20", ["09:00", "09:30", "10:00", "10:30"]),
    ],
)
def test_buffers_stay_clear_of_what_the_mentor_does_elsewhere(elsewhere, starts):
    rules = make_rules(MORNING, buffer_before_minutes=10, buffer_after_minutes=15, window_days=7)
    found = shown(rules, now=NOW, outside=[span(MONDAY + elsewhere)])
    assert found == mondays(starts)


def test_buffers_do_not_stay_clear_of_what_the_booker_does_elsewhere():
    rules = make_rules(MORNING, buffer_before_minutes=10, buffer_after_minutes=15, window_days=7)
    found = shown(rules, now=NOW, booker_outside=[span(MONDAY + "09:30/10:00")])
    assert found == mondays(["09:00", "10:00", "10:30"])


def test_the_four_ways_to_be_busy_are_told_apart():
    rules = make_rules(MORNING)
    spans = [span(MONDAY + "09:00/09:30")]
    told = [
        reason(rules, MONDAY + "09:00", now=NOW, **{kind: spans})
        for kind in ("busy", "outside", "booker_busy", "booker_outside")
    ]
    assert told == [
        Reason(Code.MENTOR_BUSY),
        Reason(Code.OUTSIDE_BUSY),
        Reason(Code.BOOKER_BUSY),
        Reason(Code.BOOKER_OUTSIDE_BUSY),
    ]


@pytest.mark.parametrize(
    ("zone", "not_before", "starts"),
    [
        ("", time(10), ["09:00", "09:30", "10:00", "10:30"]),
        ("UTC", None, ["09:00", "09:30", "10:00", "10:30"]),
        ("UTC", time(10), ["10:00", "10:30"]),
        ("UTC", time(10, 1), ["10:30"]),
        ("UTC", time(0), ["09:00", "09:30", "10:00", "10:30"]),
        # 9:00 in UTC is 5:00 in New York, and 2:30 pm in Kolkata
        ("America/New_York", time(6), ["10:00", "10:30"]),
        ("Asia/Kolkata", time(14, 45), ["09:30", "10:00", "10:30"]),
        # the evening is early enough, the small hours after it are not
        ("Pacific/Kiritimati", time(8), ["09:00", "09:30"]),
        ("Pacific/Pago_Pago", time(8), ["09:00", "09:30", "10:00", "10:30"]),
        ("Asia/Tokyo", time(8), ["09:00", "09:30", "10:00", "10:30"]),
    ],
)
def test_no_booker_is_asked_to_get_up_early(zone, not_before, starts):
    rules = make_rules(MORNING, booker_not_before=not_before, window_days=7)
    assert shown(rules, now=NOW, booker_zone=zone) == mondays(starts)


def test_the_reason_names_the_hour():
    rules = make_rules(MORNING, booker_not_before=time(8, 30))
    told = reason(rules, MONDAY + "09:00", now=NOW, booker_zone="America/New_York")
    assert told == Reason(Code.TOO_EARLY_FOR_BOOKER, 510)


def test_on_a_night_of_change_the_bookers_morning_begins_when_a_clock_first_shows_it():
    nights = block(6, "05:00", "08:00")
    spring = make_rules(nights, booker_not_before=time(2, 30), window_days=7)
    found = shown(spring, now="2026-03-07 12:00", booker_zone="America/New_York")
    # 2:30 does not exist, so 3:00 daylight time, 7:00 in UTC, is the first that will do
    assert found == ["03-08 07:00 +0000", "03-08 07:30 +0000"]
    autumn = make_rules(nights, booker_not_before=time(1, 30), window_days=7)
    found = shown(autumn, now="2026-10-31 12:00", booker_zone="America/New_York")
    assert found == [
        f"11-01 {start} +0000" for start in ("05:30", "06:00", "06:30", "07:00", "07:30")
    ]


@pytest.mark.parametrize(
    ("cap", "taken", "days"),
    [
        (None, ["2026-05-04 09:00"] * 9, ["05-04", "05-05"]),
        (1, ["2026-05-04 23:59"], ["05-05"]),
        (2, ["2026-05-04 23:59"], ["05-04", "05-05"]),
        (2, ["2026-05-04 00:00", "2026-05-04 12:00", "2026-05-05 00:00"], ["05-05"]),
        (0, [], []),
    ],
)
def test_a_day_holds_so_many(cap, taken, days):
    rules = make_rules(
        block(0, "09:00", "09:30"), block(1, "09:00", "09:30"), day_cap=cap, window_days=7
    )
    found = shown(rules, now=NOW, taken=map(utc, taken))
    assert found == [f"{day} 09:00 +0000" for day in days]


def test_the_day_is_the_mentors_own_and_its_cap_is_named():
    rules = make_rules(MORNING, zone="Asia/Tokyo", day_cap=1)
    # Sunday evening in UTC is Monday morning in Tokyo
    taken = [utc("2026-05-03 16:00")]
    assert reason(rules, MONDAY + "00:00", now=NOW, taken=taken) == Reason(Code.DAY_CAP, 1)


def test_every_reason_is_told_to_whoever_asks_for_all():
    rules = make_rules(MORNING, day_cap=1, week_cap=1, notice_minutes=60 * 24 * 7)
    facts = {
        **NOTHING,
        "now": utc(NOW),
        "taken": [utc(MONDAY + "10:00")],
        "busy": [span(MONDAY + "09:00/09:30")],
    }
    told = [each.code for each in every_reason(rules, utc(MONDAY + "09:15"), **facts)]
    assert told == ["notice", "off_grid", "mentor_busy", "day_cap", "week_cap"]
