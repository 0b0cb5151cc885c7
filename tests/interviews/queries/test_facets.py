"""What the address's ticks mean, and how counts become boxes."""

from interviews.queries.facets import Filters, Value, boxes, passes, shared_major, split_majors


def test_majors_are_split_at_commas_only():
    assert split_majors("Women and gender studies, Biology;  Law,") == (
        "Women and gender studies",
        "Biology",
        "Law",
    )


def test_a_shared_major_is_said_as_they_write_it():
    assert shared_major(("History", "biology"), ["Biology"]) == "biology"
    assert shared_major(("History",), ["Biology"]) == ""


def test_no_tick_asks_nothing():
    assert passes(Filters(words="glass", day="tue")) == "TRUE"


def test_a_facets_own_ticks_do_not_count_against_its_other_boxes():
    filters = Filters(field=("Media",), my_major=True)
    assert passes(filters) == "is_field AND is_my_major"
    assert passes(filters, apart_from="field") == "is_my_major"


def test_boxes_come_ticked_first_then_by_count_then_by_name():
    counts = [("Energy", 2), ("Media", 1), ("Arts", 2), ("", 7)]
    assert boxes("field", counts, Filters(field=("Media",))) == [
        Value("Media", 1, True),
        Value("Arts", 2, False),
        Value("Energy", 2, False),
    ]


def test_each_major_of_several_counts():
    assert boxes("studied", [("History, Law", 1), ("Law", 2)], Filters()) == [
        Value("Law", 3, False),
        Value("History", 1, False),
    ]


def test_a_ticked_box_that_leaves_nobody_is_still_there_to_untick():
    assert boxes("where", [("Boston", 1)], Filters(where=("Lima",))) == [
        Value("Lima", 0, True),
        Value("Boston", 1, False),
    ]


def test_one_thing_is_taken_off_at_a_time():
    filters = Filters(
        words="glass", field=("Media", "Law"), free_this_week=True, day="tue", since="15:00"
    )
    assert filters.without("words").words == ""
    assert filters.without("field", "Law").field == ("Media",)
    assert filters.without("free_this_week").free_this_week is False
    assert filters.without("time") == Filters(
        words="glass", field=("Media", "Law"), free_this_week=True
    )
