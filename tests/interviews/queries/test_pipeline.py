"""Each conversation stands in the column of its stage."""

from datetime import timedelta

from interviews.models import Interview, Stage
from interviews.queries.pipeline import columns, lines_of
from interviews.queries.upcoming import Action, Do
from tests.factories.interviews import NOON


def interview(pk, stage, days):
    starts_at = NOON + timedelta(days=days)
    return Interview(pk=pk, stage=stage, starts_at=starts_at, ends_at=starts_at)


def test_columns_in_the_order_of_the_stages():
    lines = lines_of(
        [
            interview(1, Stage.PREPARED, 2),
            interview(2, Stage.BOOKED, 1),
            interview(3, Stage.THANKED, -9),
            interview(4, Stage.THANKED, -3),
            interview(5, Stage.CLOSED, -30),
        ],
        {},
        [],
        now=NOON,
    )
    shown = [(each.stage, [line.interview.pk for line in each.lines]) for each in columns(lines)]
    assert shown == [
        ("asked", []),
        ("booked", [2, 1]),
        ("met", []),
        ("thanked", [4, 3]),
        ("following_up", []),
    ]
    assert [each.count for each in columns(lines, closed=True)] == [0, 2, 0, 2, 0, 1]


def test_a_column_is_marked_only_for_something_to_do():
    booked, asked = interview(1, Stage.BOOKED, 1), interview(2, Stage.ASKED, 1)
    actions = [Action(Do.PREPARE, booked), Action(Do.WAIT, asked)]
    found = columns(lines_of([booked, asked], {}, actions, now=NOON))
    assert [each.stage for each in found if each.is_hot] == ["booked"]


def test_a_long_column_is_cut_and_says_how_many_more():
    many = [interview(pk, Stage.FOLLOWING_UP, -pk) for pk in range(1, 9)]
    column = columns(lines_of(many, {}, [], now=NOON))[4]
    assert [line.interview.pk for line in column.shown] == [1, 2, 3, 4, 5]
    assert column.more == 3
