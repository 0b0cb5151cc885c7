from datetime import UTC, date, time, timedelta, timezone

import pytest

from interviews.slots.openings import Block, find_openings

from .cases import NOTHING, block, make_rules, shown, span, utc

SUNDAY_BEFORE = "2026-05-03 00:00"  # 4 May 2026 is a Monday
MORNING = block(0, "09:00", "11:00")


def test_starts_fall_on_the_grid_and_the_whole_meeting_fits():
    rules = make_rules(MORNING, window_days=7)
    assert shown(rules, now=SUNDAY_BEFORE) == [
        "05-04 09:00 +0000",
        "05-04 09:30 +0000",
        "05-04 10:00 +0000",
        "05-04 10:30 +0000",
    ]


def test_openings_are_aware_instants_in_utc():
    (opening,) = find_openings(
        make_rules(block(0, "09:00", "09:30"), zone="Asia/Kathmandu", window_days=7),
        **NOTHING,
        now=utc(SUNDAY_BEFORE),
    )
    assert (opening, opening.tzinfo) == (utc("2026-05-04 03:15"), UTC)


def test_nobody_without_hours_is_open():
    assert shown(make_rules(), now=SUNDAY_BEFORE) == []


@pytest.mark.parametrize(
    ("opens", "closes", "length", "starts"),
    [
        ("09:10", "10:40", 30, ["09:10", "09:40", "10:10"]),
        ("09:10", "10:39", 30, ["09:10", "09:40"]),
        ("09:07", "09:37", 30, ["09:07"]),
        ("09:00", "09:29", 30, []),
        ("09:00", "10:30", 45, ["09:00", "09:30"]),
        ("22:30", "00:00", 60, ["22:30", "23:00"]),
    ],
)
def test_the_grid_is_counted_from_the_opening_of_the_block(opens, closes, length, starts):
    rules = make_rules(block(0, opens, closes), length_minutes=length, window_days=7)
    assert shown(rules, now=SUNDAY_BEFORE) == [f"05-04 {start} +0000" for start in starts]


def test_blocks_that_touch_or_overlap_are_one_block_with_one_grid():
    hours = block(0, "09:00", "09:50"), block(0, "09:50", "10:40"), block(0, "10:20", "10:50")
    rules = make_rules(*hours, length_minutes=45, step_minutes=45, window_days=7)
    assert shown(rules, now=SUNDAY_BEFORE) == ["05-04 09:00 +0000", "05-04 09:45 +0000"]


def test_a_meeting_may_run_over_midnight_into_the_hours_of_the_next_day():
    hours = block(0, "23:00", "00:00"), block(1, "00:00", "00:20")
    rules = make_rules(*hours, length_minutes=50, step_minutes=30, window_days=7)
    assert shown(rules, now=SUNDAY_BEFORE) == ["05-04 23:00 +0000", "05-04 23:30 +0000"]


def test_on_the_last_day_of_the_window_too():
    hours = block(0, "23:30", "00:00"), block(1, "00:00", "01:00")
    rules = make_rules(*hours, length_minutes=50, window_days=1)
    assert shown(rules, now=SUNDAY_BEFORE) == ["05-04 23:30 +0000"]


def test_a_start_taken_out_does_not_shift_the_others():
    starts = shown(
        make_rules(MORNING, window_days=7), now=SUNDAY_BEFORE, busy=[span("2026-05-04 09:10/09:40")]
    )
    assert starts == ["05-04 10:00 +0000", "05-04 10:30 +0000"]


@pytest.mark.parametrize(
    ("before", "after", "promised", "starts"),
    [
        # half-open: what ends at ten leaves ten free, what begins at ten leaves half past nine free
        (0, 0, "09:30/10:00", ["09:00", "10:00", "10:30"]),
        (0, 0, "09:30/10:01", ["09:00", "10:30"]),
        (0, 0, "09:29/10:00", ["10:00", "10:30"]),
        (0, 0, "09:40/09:40", ["09:00", "09:30", "10:00", "10:30"]),
        # the promise ends 10:10 with its own buffer of 10; another 20 before the next one is 10:30
        (20, 0, "09:30/10:10", ["09:00", "10:30"]),
        (21, 0, "09:30/10:10", ["09:00"]),
        # 9:00 to 9:30 and 10 minutes after it touch what begins at 9:40
        (0, 10, "09:40/10:00", ["09:00", "10:00", "10:30"]),
        (0, 11, "09:40/10:00", ["10:00", "10:30"]),
    ],
)
def test_buffers_stack_on_promises_and_touching_is_no_overlap(before, after, promised, starts):
    rules = make_rules(
        MORNING, buffer_before_minutes=before, buffer_after_minutes=after, window_days=7
    )
    found = shown(rules, now=SUNDAY_BEFORE, busy=[span(f"2026-05-04 {promised}")])
    assert found == [f"05-04 {start} +0000" for start in starts]


def test_buffers_may_reach_outside_the_hours():
    rules = make_rules(
        block(0, "09:00", "09:30"),
        buffer_before_minutes=60,
        buffer_after_minutes=60,
        window_days=7,
    )
    assert shown(rules, now=SUNDAY_BEFORE) == ["05-04 09:00 +0000"]


def test_the_bookers_promises_stay_clear_of_the_meeting_but_not_of_the_mentors_buffers():
    rules = make_rules(MORNING, buffer_before_minutes=30, buffer_after_minutes=30, window_days=7)
    found = shown(rules, now=SUNDAY_BEFORE, booker_busy=[span("2026-05-04 09:30/10:00")])
    assert found == ["05-04 09:00 +0000", "05-04 10:00 +0000", "05-04 10:30 +0000"]


def test_promises_in_any_zone_and_order_and_with_seconds():
    east = timezone(timedelta(hours=9))
    start, end = span("2026-05-04 09:00/09:30")
    busy = [
        (utc("2026-05-04 10:59:59"), utc("2026-05-04 11:30")),
        (start.astimezone(east), end.astimezone(east) + timedelta(seconds=1)),
    ]
    found = shown(make_rules(MORNING, window_days=7), now=SUNDAY_BEFORE, busy=busy)
    assert found == ["05-04 10:00 +0000"]


@pytest.mark.parametrize(
    ("now", "notice", "starts"),
    [
        ("2026-05-04 09:30", 0, ["09:30", "10:00", "10:30"]),
        ("2026-05-04 09:30:01", 0, ["10:00", "10:30"]),
        ("2026-05-04 08:00", 120, ["10:00", "10:30"]),
        ("2026-05-04 08:00:01", 120, ["10:30"]),
        ("2026-05-04 11:00", 0, []),
    ],
)
def test_notice_counts_from_this_very_moment(now, notice, starts):
    rules = make_rules(MORNING, notice_minutes=notice, window_days=6)
    assert shown(rules, now=now) == [f"05-04 {start} +0000" for start in starts]


def test_the_window_counts_days_on_the_mentors_calendar():
    rules = make_rules(block(0, "09:00", "09:30"), zone="America/Los_Angeles", window_days=7)
    assert shown(rules, now="2026-05-04 06:59") == ["05-04 09:00 -0700"]  # still Sunday there
    assert shown(rules, now="2026-05-04 07:00") == ["05-04 09:00 -0700", "05-11 09:00 -0700"]


def test_a_pause_ends_on_its_day():
    rules = make_rules(block(0, "09:00", "09:30"), paused_until=date(2026, 5, 11))
    assert shown(rules, now=SUNDAY_BEFORE) == ["05-11 09:00 +0000"]


def test_a_pause_beyond_the_window_leaves_nothing():
    rules = make_rules(MORNING, paused_until=date(2027, 5, 11))
    assert shown(rules, now=SUNDAY_BEFORE) == []


@pytest.mark.parametrize(
    ("weekday", "opens", "closes"), [(7, 9, 10), (-1, 9, 10), (0, 10, 9), (0, 9, 9)]
)
def test_a_block_that_makes_no_sense_is_refused(weekday, opens, closes):
    with pytest.raises(ValueError):
        Block(weekday, time(opens), time(closes))


@pytest.mark.parametrize(
    "field",
    [
        {"length_minutes": 0},
        {"length_minutes": 1441},
        {"step_minutes": 0},
        {"notice_minutes": -1},
        {"buffer_before_minutes": -1},
        {"buffer_after_minutes": -1},
    ],
)
def test_rules_that_make_no_sense_are_refused(field):
    with pytest.raises(ValueError):
        make_rules(MORNING, **field)
