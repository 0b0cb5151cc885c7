"""Ticks of one facet widen it, facets narrow each other, and the way out of nothing is named."""

from interviews.queries.facets import (
    Candidate,
    Filters,
    Value,
    WayOut,
    count_facets,
    narrow,
    split_majors,
    way_out,
)

ANA = Candidate(1, "Ana", industry="Energy", majors=("Biology",), city="Boston")
BEN = Candidate(2, "Ben", industry="Energy", majors=("History", "Law"), city="Austin")
CYD = Candidate(
    3, "Cyd", industry="Media", majors=("Biology",), city="Boston", first_generation=True
)
ALL = [ANA, BEN, CYD]


def test_majors_are_split_at_commas_only():
    assert split_majors("Women and gender studies, Biology;  Law,") == (
        "Women and gender studies",
        "Biology",
        "Law",
    )


def test_no_filter_leaves_everybody():
    assert narrow(ALL, Filters()) == ALL


def test_ticks_of_one_facet_widen_it():
    assert narrow(ALL, Filters(field=("Energy", "Media"))) == ALL


def test_facets_narrow_each_other():
    assert narrow(ALL, Filters(field=("Energy",), where=("Boston",))) == [ANA]


def test_switches():
    assert narrow(ALL, Filters(first_generation=True)) == [CYD]
    assert narrow(ALL, Filters(my_major=True), my_majors=["biology"]) == [ANA, CYD]
    assert narrow(ALL, Filters(my_major=True)) == []


def test_a_facets_own_ticks_do_not_count_against_its_other_boxes():
    counted = count_facets(ALL, Filters(field=("Media",)))
    assert counted.lists["field"] == [Value("Media", 1, True), Value("Energy", 2, False)]
    assert counted.lists["where"] == [Value("Boston", 1, False)]
    assert counted.switches["first_generation"] == Value("first_generation", 1, False)


def test_a_ticked_box_that_leaves_nobody_is_still_there_to_untick():
    counted = count_facets([ANA], Filters(where=("Lima",)))
    assert counted.lists["where"] == [Value("Lima", 0, True), Value("Boston", 1, False)]


def test_the_way_out_is_the_tick_that_leaves_most():
    filters = Filters(field=("Media",), where=("Austin",), first_generation=True)
    assert way_out(ALL, filters) == WayOut("where", "Austin", 1)


def test_the_words_may_be_what_is_in_the_way():
    filters = Filters(words="glass", field=("Energy",))
    assert way_out([], filters, without_words=ALL) == WayOut("words", "glass", 2)


def test_no_single_way_out():
    assert way_out([ANA], Filters(field=("Media",), where=("Austin",))) is None
