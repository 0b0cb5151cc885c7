"""The strongest reason is said, in words."""

from interviews.queries.reasons import Asker, Because, Candidate, reasons, say

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
