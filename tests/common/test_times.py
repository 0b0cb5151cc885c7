from datetime import UTC, datetime, timedelta, timezone

import pytest

from careerhub.common import times


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "zone", "cycle", "said"),
    [
        ("2026-10-22T17:00", "America/New_York", "12", "Thu, Oct 22, 1:00 pm EDT"),
        ("2026-10-22T17:00", "America/New_York", "24", "Thu, Oct 22, 13:00 EDT"),
        ("2026-10-22T17:00", "America/Los_Angeles", "12", "Thu, Oct 22, 10:00 am PDT"),
        ("2026-10-22T17:00", "Europe/London", "12", "Thu, Oct 22, 6:00 pm BST"),
        ("2026-10-22T17:00", "Australia/Sydney", "12", "Fri, Oct 23, 4:00 am AEDT"),
        ("2026-10-22T17:00", "Asia/Kathmandu", "12", "Thu, Oct 22, 10:45 pm Kathmandu time"),
        ("2026-10-22T17:00", "Asia/Kolkata", "24", "Thu, Oct 22, 22:30 IST"),
        (
            "2026-10-22T17:00",
            "America/Argentina/Buenos_Aires",
            "12",
            "Thu, Oct 22, 2:00 pm Buenos Aires time",
        ),
        ("2026-10-22T17:00", "UTC", "12", "Thu, Oct 22, 5:00 pm UTC"),
        ("2026-10-22T04:00", "America/New_York", "12", "Thu, Oct 22, 12:00 am EDT"),
        ("2026-10-22T16:05", "America/New_York", "12", "Thu, Oct 22, 12:05 pm EDT"),
        ("2026-10-22T04:05", "America/New_York", "24", "Thu, Oct 22, 00:05 EDT"),
        # the hour that happens twice when daylight saving ends is told apart by its letters
        ("2026-11-01T05:30", "America/New_York", "12", "Sun, Nov 1, 1:30 am EDT"),
        ("2026-11-01T06:30", "America/New_York", "12", "Sun, Nov 1, 1:30 am EST"),
        # the hour that does not exist when it begins is skipped
        ("2027-03-14T06:59", "America/New_York", "12", "Sun, Mar 14, 1:59 am EST"),
        ("2027-03-14T07:00", "America/New_York", "12", "Sun, Mar 14, 3:00 am EDT"),
        # Lord Howe moves by half an hour, and has no letters
        ("2026-10-03T15:29", "Australia/Lord_Howe", "12", "Sun, Oct 4, 1:59 am Lord Howe time"),
        ("2026-10-03T15:30", "Australia/Lord_Howe", "12", "Sun, Oct 4, 2:30 am Lord Howe time"),
    ],
)
def test_a_moment_is_said_with_its_day_time_and_zone(instant, zone, cycle, said):
    assert times.say_moment(at(instant), zone, cycle) == said


@pytest.mark.parametrize(
    ("instant", "now", "zone", "said"),
    [
        ("2026-10-22T17:00", "2026-01-05T12:00", "America/New_York", "Thu, Oct 22"),
        ("2027-01-19T17:00", "2026-10-13T12:00", "America/New_York", "Tue, Jan 19, 2027"),
        ("2025-10-22T17:00", "2026-10-13T12:00", "America/New_York", "Wed, Oct 22, 2025"),
        # which year it is depends on the zone: New Year comes to Sydney first
        ("2027-01-01T02:00", "2026-12-31T20:00", "Australia/Sydney", "Fri, Jan 1"),
        ("2027-01-01T02:00", "2026-12-31T20:00", "America/New_York", "Thu, Dec 31"),
        ("2027-01-01T06:00", "2026-12-31T20:00", "America/New_York", "Fri, Jan 1, 2027"),
    ],
)
def test_the_year_is_said_when_it_is_another_one(instant, now, zone, said):
    assert times.say_day(at(instant), zone, now=at(now)) == said


def test_the_year_is_left_out_when_nobody_says_what_year_it_is():
    assert times.say_day(at("2031-05-02T12:00"), "UTC") == "Fri, May 2"


def test_a_day_can_be_written_out():
    assert times.say_day(at("2026-10-22T17:00"), "UTC", long=True) == "Thursday, October 22"


def test_a_zone_may_be_an_object():
    assert times.say_time(at("2026-10-22T17:00"), timezone(timedelta(hours=2))) == "7:00 pm"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", "New York (EST)"),
        ("Asia/Kathmandu", "Kathmandu time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("Europe/Paris", "Paris (CET)"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_the_bar_names_a_place_and_its_letters(zone, said):
    assert times.say_place(at("2026-12-01T12:00"), zone) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "less than a minute"),
        (0.9, "less than a minute"),
        (1, "1 minute"),
        (40, "40 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (20 * 60 + 40, "20 hours 40 minutes"),
        (24 * 60, "1 day"),
        (24 * 60 + 5, "1 day"),
        (45 * 60, "1 day 21 hours"),
        (71 * 60 + 59, "2 days 23 hours"),
        (72 * 60, "3 days"),
        (100 * 60, "4 days"),
        (4 * 1440 + 11 * 60 + 59, "4 days"),
        (4 * 1440 + 12 * 60, "5 days"),
        (5 * 1440 - 1, "5 days"),
        (-90, "1 hour 30 minutes"),
    ],
)
def test_a_span_is_said_in_the_units_that_matter(minutes, said):
    assert times.say_span(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Thu, Oct 22, 1:00 pm EDT", "Thu, Oct_22, 1:00_pm_EDT"),
        ("Thursday, October 22, 13:00 to 13:30 EDT", "Thursday, October_22, 13:00 to 13:30_EDT"),
        ("12:30 to 1:00 pm EDT for Mira", "12:30 to 1:00_pm_EDT for Mira"),
        ("10:45 pm Kathmandu time", "10:45_pm_Kathmandu time"),
        ("You may come in 30 minutes. I am Sam.", "You may come in 30 minutes. I am Sam."),
    ],
)
def test_a_line_ends_neither_inside_a_day_nor_inside_a_time(said, kept):
    assert times.unbroken(said) == kept.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("America/New_York", "America/Toronto", True),
        ("America/New_York", "America/Los_Angeles", False),
        ("America/Phoenix", "America/Los_Angeles", True),  # in summer only
        ("America/New_York", "America/New_York", True),
    ],
)
def test_clocks_agree_or_not_at_one_instant(one, other, same):
    assert times.same_offset(at("2026-07-01T12:00"), one, other) is same


def test_clocks_that_agreed_in_summer_part_in_winter():
    winter = at("2026-12-01T12:00")
    assert times.same_offset(winter, "America/Phoenix", "America/Los_Angeles") is False
