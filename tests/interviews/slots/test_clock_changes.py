import pytest

from .cases import block, make_rules, shown

SATURDAY, SUNDAY = 5, 6


@pytest.mark.parametrize(
    ("zone", "hours", "step", "now", "starts"),
    [
        # spring: the hour from 2 to 3 is missing, its starts fall together on 3:00
        (
            "America/New_York",
            block(SUNDAY, "01:00", "04:00"),
            30,
            "2026-03-08 05:00",
            ["03-08 01:00 -0500", "03-08 01:30 -0500", "03-08 03:00 -0400", "03-08 03:30 -0400"],
        ),
        # a block that lies in the gap is no time at all
        ("America/New_York", block(SUNDAY, "02:00", "03:00"), 30, "2026-03-08 05:00", []),
        # a block that opens in the gap opens at its end
        (
            "America/New_York",
            block(SUNDAY, "02:15", "04:00"),
            30,
            "2026-03-08 05:00",
            ["03-08 03:00 -0400", "03-08 03:15 -0400"],
        ),
        # autumn: 1:00 and 1:30 are offered once, the first time
        (
            "America/New_York",
            block(SUNDAY, "00:30", "02:30"),
            30,
            "2026-11-01 04:00",
            ["11-01 00:30 -0400", "11-01 01:00 -0400", "11-01 01:30 -0400", "11-01 02:00 -0500"],
        ),
        # a block that ends in the hour that comes twice ends the first time
        (
            "America/New_York",
            block(SUNDAY, "01:00", "01:30"),
            30,
            "2026-11-01 04:00",
            ["11-01 01:00 -0400"],
        ),
        # the grid is counted on the wall: five hours pass between the first two
        (
            "America/New_York",
            block(SUNDAY, "00:00", "09:00"),
            240,
            "2026-11-01 04:00",
            ["11-01 00:00 -0400", "11-01 04:00 -0500", "11-01 08:00 -0500"],
        ),
        (
            "Europe/London",
            block(SUNDAY, "00:30", "02:30"),
            30,
            "2026-03-29 00:00",
            ["03-29 00:30 +0000", "03-29 02:00 +0100"],
        ),
        # no midnight in Cairo on the day that daylight time begins
        (
            "Africa/Cairo",
            block(4, "00:00", "02:00"),
            30,
            "2026-04-23 21:00",
            ["04-24 01:00 +0300", "04-24 01:30 +0300"],
        ),
        # the hour before midnight comes twice when it ends
        (
            "Africa/Cairo",
            block(3, "22:30", "00:00"),
            30,
            "2026-10-29 10:00",
            ["10-29 22:30 +0300", "10-29 23:00 +0300", "10-29 23:30 +0300"],
        ),
        # half an hour is skipped, and the wall's grid stays on the full hour
        (
            "Australia/Lord_Howe",
            block(SUNDAY, "01:00", "05:00"),
            60,
            "2026-10-03 13:30",
            ["10-04 01:00 +1030", "10-04 02:30 +1100", "10-04 03:00 +1100", "10-04 04:00 +1100"],
        ),
        (
            "Australia/Lord_Howe",
            block(SUNDAY, "01:00", "03:00"),
            30,
            "2026-04-04 13:00",
            ["04-05 01:00 +1100", "04-05 01:30 +1100", "04-05 02:00 +1030", "04-05 02:30 +1030"],
        ),
        (
            "Asia/Kathmandu",
            block(SATURDAY, "23:15", "00:00"),
            15,
            "2026-05-02 00:00",
            ["05-02 23:15 +0545", "05-02 23:30 +0545"],
        ),
        # the Friday that Samoa left out
        ("Pacific/Apia", block(4, "09:00", "12:00"), 30, "2011-12-30 00:00", []),
        (
            "Pacific/Apia",
            block(5, "00:00", "01:00"),
            30,
            "2011-12-30 00:00",
            ["12-31 00:00 +1400", "12-31 00:30 +1400"],
        ),
    ],
)
def test_a_night_when_the_clocks_change(zone, hours, step, now, starts):
    rules = make_rules(hours, zone=zone, step_minutes=step, window_days=2)
    assert shown(rules, now=now) == starts


def test_nine_o_clock_stays_nine_o_clock_across_the_change():
    rules = make_rules(block(SATURDAY, "09:00", "09:30"), zone="America/New_York", window_days=14)
    assert shown(rules, now="2026-03-02 00:00") == ["03-07 09:00 -0500", "03-14 09:00 -0400"]


def test_a_meeting_may_run_from_thursday_over_the_missing_friday_into_saturday():
    hours = block(3, "23:30", "00:00"), block(5, "00:00", "00:30")
    rules = make_rules(*hours, zone="Pacific/Apia", length_minutes=60, window_days=1)
    assert shown(rules, now="2011-12-29 10:00") == ["12-29 23:30 -1000"]
