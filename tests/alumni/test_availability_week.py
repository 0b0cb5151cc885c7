"""Rows of a week under presets, copies and clearing: what was not meant stays exactly as it was."""

from datetime import time

from django.http import QueryDict

from careerhub.alumni import week
from careerhub.alumni.grid import booked_cells, lines_of
from careerhub.alumni.tools import apply_tool
from careerhub.alumni.wall import say_hours
from interviews.models import Interview
from tests.factories.interviews import NOON

TUESDAY = {"weekday": "1", "opens": "09:10", "closes": "10:00"}
HALF_TYPED = {"weekday": "2", "opens": "", "closes": "nine"}


def blocks(rows):
    return sorted(week.blocks_of(rows))


def test_a_preset_leaves_odd_minutes_and_half_typed_rows_alone():
    rows = week.add_blocks([TUESDAY, HALF_TYPED, {}], [(1, 720, 780)])
    assert rows[0] is TUESDAY
    assert rows[-1] is HALF_TYPED
    assert blocks(rows) == [(1, 550, 600), (1, 720, 780)]


def test_a_preset_swallows_what_it_touches():
    rows = week.add_blocks([TUESDAY], [(1, 600, 660)])
    assert blocks(rows) == [(1, 550, 660)]


def test_copying_replaces_the_other_days():
    rows = [TUESDAY, {"weekday": "3", "opens": "08:00", "closes": "09:00"}]
    assert blocks(week.copy_day(rows, 1, [3, 4])) == [(1, 550, 600), (3, 550, 600), (4, 550, 600)]


def test_copying_an_empty_day_clears_the_others():
    assert blocks(week.copy_day([TUESDAY], 0, [1])) == []


def test_a_day_is_cleared_with_its_half_typed_rows():
    assert week.clear_day([TUESDAY, HALF_TYPED], 2) == [TUESDAY]


def test_the_end_of_the_day_is_midnight():
    row = {"weekday": "0", "opens": "23:00", "closes": "00:00"}
    assert week.block_of(row) == (0, 1380, 1440)


def test_what_cannot_be_read_is_no_block():
    assert week.block_of({"weekday": "7", "opens": "09:00", "closes": "10:00"}) is None
    assert week.block_of({"weekday": "1", "opens": "10:00", "closes": "09:00"}) is None
    assert week.block_of({"weekday": "1", "opens": "nine", "closes": "10:00"}) is None


def test_twenty_minutes_hold_no_conversation_of_thirty():
    assert week.is_too_short((1, 540, 560), [(1, 540, 560)], 30)
    assert not week.is_too_short((1, 540, 560), [(1, 540, 560)], 20)


def test_blocks_that_go_straight_on_count_as_one():
    ends, starts = (1, 540, 560), (1, 560, 580)
    assert not week.is_too_short(ends, [ends, starts], 30)
    assert not week.is_too_short(starts, [ends, starts], 30)


def test_sunday_night_goes_on_into_monday():
    night, morning = (6, 1420, 1440), (0, 0, 20)
    assert not week.is_too_short(night, [night, morning], 30)
    assert not week.is_too_short(morning, [night, morning], 30)
    assert week.is_too_short(morning, [morning], 30)


def test_a_tool_says_what_it_did():
    rows, said = apply_tool(QueryDict("tool=preset-saturday"), [TUESDAY])
    assert blocks(rows) == [(1, 550, 600), (5, 540, 720)]
    assert said == "Added: Saturday morning, 9 to 12. Not saved yet."
    rows, said = apply_tool(QueryDict("tool=copy&copy_from=1&copy_to=3&copy_to=4"), [TUESDAY])
    assert said == "Tuesday copied to Thursday, Friday. Not saved yet."
    rows, said = apply_tool(QueryDict("tool=clear&clear_day=1"), [TUESDAY])
    assert (rows, said) == ([], "Tuesday is clear. Not saved yet.")


def test_a_tool_without_a_day_changes_nothing():
    for sent in (
        "tool=copy&copy_from=1",
        "tool=copy&copy_from=1&copy_to=1",
        "tool=clear",
        "tool=x",
    ):
        assert apply_tool(QueryDict(sent), [TUESDAY])[0] == [TUESDAY]
    assert "at least one other day" in apply_tool(QueryDict("tool=copy&copy_from=1"), [])[1]


def test_hours_are_said_once_a_half_of_the_day():
    assert say_hours(time(15), time(15, 30), "12") == "3:00 to 3:30 pm"
    assert say_hours(time(11, 30), time(12), "12") == "11:30 am to 12:00 pm"
    assert say_hours(time(23, 30), time(0), "12") == "11:30 pm to 12:00 am"
    assert say_hours(time(15), time(15, 30), "24") == "15:00 to 15:30"


def test_a_conversation_shows_in_every_half_hour_that_it_touches(sam):
    # noon in New York is nine in Los Angeles, on a Monday
    interview = Interview(student=sam, starts_at=NOON, ends_at=NOON.replace(minute=40))
    cells = booked_cells([interview], "America/Los_Angeles")
    assert sorted(cells) == [(0, 540), (0, 570)]
    lines = lines_of([interview], [], zone="America/Los_Angeles", hour_cycle="12")
    booked = [cell for line in lines for cell in line.cells if cell.booked]
    assert [cell.said for cell in booked] == ["Monday 9:00 to 9:30 am", "Monday 9:30 to 10:00 am"]
    assert {cell.with_whom for cell in booked} == {"Sam Rivera"}


def test_the_grid_shows_the_day_and_more_where_hours_reach_further():
    def in_sight(*blocks):
        lines = lines_of([], blocks, zone="America/Los_Angeles", hour_cycle="12")
        shown = [line.at for line in lines if line.in_sight]
        return shown[0], shown[-1]

    assert in_sight() == (480, 1050)
    assert in_sight((0, 370, 400), (1, 1380, 1440)) == (360, 1410)
