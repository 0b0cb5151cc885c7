"""The strongest reason is said; relevance orders, fairness weighs against it, the resting come last."""

from interviews.queries.facets import Candidate
from interviews.queries.reasons import Asker, Because, in_order, reasons, say

SAM = Asker(
    pk=1,
    majors=("Biology",),
    first_generation=True,
    curious_about="How power markets behave",
    fields_met={"Energy": (9, "Priya Raman")},
)


def test_every_reason_the_strongest_first():
    person = Candidate(
        2,
        "Ana",
        industry="Energy",
        majors=("biology",),
        first_generation=True,
        topics="First job\nA power market at night",
    )
    assert reasons(person, SAM) == [
        Because("major", "biology"),
        Because("topic", "A power market at night"),
        Because("first_generation"),
        Because("field", "Priya Raman"),
        Because("room"),
    ]


def test_short_words_are_no_shared_interest():
    person = Candidate(2, "Ana", topics="How to be", given=1)
    assert reasons(person, SAM) == []


def test_being_first_generation_is_shared_only_by_both():
    person = Candidate(2, "Ana", first_generation=True, given=1)
    assert reasons(person, Asker(pk=1)) == []


def test_nobody_is_like_themselves():
    assert reasons(Candidate(9, "Priya Raman", industry="Energy", given=1), SAM) == []


def test_reasons_in_words():
    said = [
        say(Because("major", "Biology"), name="Ana"),
        say(Because("field", "Priya Raman"), name="Ana", industry="Energy"),
        say(Because("room"), name="Ana"),
    ]
    assert said == [
        "Ana studied Biology, as you do",
        "Ana works in Energy too, like Priya Raman, whom you asked before",
        "Ana has plenty of room this term",
    ]


def test_who_fits_better_comes_first():
    weak, strong = Candidate(2, "A", relevance=0.2), Candidate(3, "B", relevance=0.9)
    assert in_order([weak, strong], SAM) == [strong, weak]


def test_who_gave_less_this_term_comes_first_among_equals():
    busy, fresh = Candidate(2, "A", given=3), Candidate(3, "B", given=0)
    assert in_order([busy, fresh], SAM) == [fresh, busy]


def test_a_much_better_fit_outweighs_having_given_more():
    fit, fresh = Candidate(2, "A", relevance=1, given=3), Candidate(3, "B", relevance=0.3)
    assert in_order([fresh, fit], SAM) == [fit, fresh]


def test_the_resting_come_last_however_well_they_fit():
    resting = Candidate(2, "A", majors=("Biology",), relevance=1, is_closed=True)
    stranger = Candidate(3, "B", given=9)
    assert in_order([resting, stranger], SAM) == [stranger, resting]


def test_equals_keep_their_order_for_one_student_whatever_order_they_come_in():
    equals = [Candidate(pk, "Same") for pk in range(2, 12)]
    order = [person.pk for person in in_order(equals, SAM)]
    assert [person.pk for person in in_order(reversed(equals), SAM)] == order
    assert [person.pk for person in in_order(equals, Asker(pk=99))] != order
