from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interviews.slots.intervals import clip, merge, subtract

anything = st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30)), max_size=8)


def minutes(intervals):
    return {minute for low, high in intervals for minute in range(low, high)}


def test_merge_sorts_joins_what_touches_and_drops_what_is_empty():
    assert merge([(50, 60), (10, 20), (20, 30), (12, 15), (40, 40), (45, 44)]) == [
        (10, 30),
        (50, 60),
    ]


def test_merge_of_nothing_is_nothing():
    assert merge([]) == []


def test_subtract_cuts_the_edges_half_open():
    assert subtract([(10, 20)], [(5, 10)]) == [(10, 20)]
    assert subtract([(10, 20)], [(20, 30)]) == [(10, 20)]
    assert subtract([(10, 20)], [(19, 30)]) == [(10, 19)]


def test_one_hole_may_cover_several_intervals_and_one_interval_hold_several_holes():
    assert subtract([(0, 10), (20, 30), (40, 50)], [(2, 3), (5, 6), (8, 45)]) == [
        (0, 2),
        (3, 5),
        (6, 8),
        (45, 50),
    ]


def test_clip_keeps_what_is_inside_the_bounds():
    assert clip([(0, 10), (20, 30), (40, 50)], 5, 40) == [(5, 10), (20, 30)]


@given(anything)
def test_merged_intervals_hold_the_same_minutes_and_never_touch(intervals):
    tidy = merge(intervals)
    assert minutes(tidy) == minutes(intervals)
    assert all(low < high for low, high in tidy)
    assert all(one[1] < next_one[0] for one, next_one in pairwise(tidy))


@given(anything, anything)
def test_subtract_is_the_difference_of_the_minutes_and_stays_tidy(intervals, holes):
    kept = subtract(merge(intervals), merge(holes))
    assert minutes(kept) == minutes(intervals) - minutes(holes)
    assert kept == merge(kept)


@given(anything, st.integers(-30, 30), st.integers(-30, 30))
def test_clip_is_the_intersection_with_the_bounds(intervals, low, high):
    assert minutes(clip(intervals, low, high)) == minutes(intervals) & set(range(low, high))
