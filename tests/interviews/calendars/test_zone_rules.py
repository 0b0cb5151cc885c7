from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.calendars.zone_rules import zone_rules

JUNE = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def offset_by_rules(rules, instant):
    """What RFC 5545 makes of a VTIMEZONE: the observance with the latest onset that has come."""
    onsets = []
    for rule in rules.subcomponents:
        before = rule["tzoffsetfrom"].td
        onset = rule["dtstart"].dt.replace(tzinfo=UTC) - before
        onsets.append((onset, rule["tzoffsetto"].td))
    return max(found for found in onsets if found[0] <= instant)[1]


@pytest.mark.parametrize(
    "name",
    [
        "America/New_York",
        "America/Los_Angeles",
        "Europe/Berlin",
        "Europe/Dublin",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/Santiago",
    ],
)
def test_every_hour_of_two_years_has_the_offset_of_the_zone(name):
    rules, zone = zone_rules(name, around=JUNE), ZoneInfo(name)
    instant = JUNE - timedelta(days=369)
    wrong = []
    while instant < JUNE + timedelta(days=369):
        if offset_by_rules(rules, instant) != instant.astimezone(zone).utcoffset():
            wrong.append(instant)
        instant += timedelta(hours=1)
    assert wrong == []


def test_the_clocks_of_new_york_change_at_two_by_the_clock_before():
    text = zone_rules("America/New_York", around=JUNE).to_ical().decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\n" in text
    assert "BEGIN:STANDARD\r\nDTSTART:20261101T020000\r\n" in text


def test_a_zone_that_never_changes_needs_one_observance():
    rules = zone_rules("Asia/Kathmandu", around=JUNE)
    assert [rule.name for rule in rules.subcomponents] == ["STANDARD"]
    assert rules.subcomponents[0]["tzoffsetto"].td == timedelta(hours=5, minutes=45)
