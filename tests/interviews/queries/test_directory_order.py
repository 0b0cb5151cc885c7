"""Relevance orders, fairness weighs against it, the resting come last, equals differ by student."""

from datetime import timedelta

import pytest

from careerhub.common import clock
from interviews.models import DirectoryEntry
from interviews.queries import directory
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student
from tests.interviews.queries.directory_stage import find, look, names


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def sue(db):
    return make_student("Sue", majors="Chemistry")


def give(person, count):
    DirectoryEntry.objects.filter(mentor=person).update(given=count)


def test_who_fits_better_comes_first(sue):
    make_mentor("Weak", profile={"bio": "I know glass."})
    make_mentor("Strong", profile={"title": "Glass maker", "employer": "Glass"})
    assert names(find(sue, words="glass")) == ["Strong", "Weak"]


def test_who_gave_less_this_term_comes_first_among_equals(sue):
    give(make_mentor("Busy"), 3)
    make_mentor("Fresh")
    assert names(find(sue)) == ["Fresh", "Busy"]


def test_a_shared_major_outweighs_having_given_twice_but_not_four_times(sue):
    alike = make_mentor("Alike", profile={"majors": "chemistry"})
    make_mentor("Fresh")
    give(alike, 2)
    assert names(find(sue)) == ["Alike", "Fresh"]
    give(alike, 4)
    assert names(find(sue)) == ["Fresh", "Alike"]


def test_fairness_has_an_end(sue):
    alike = make_mentor("Alike", profile={"majors": "Chemistry"})
    give(make_mentor("Six"), 6)
    give(alike, 60)
    assert names(find(sue)) == ["Alike", "Six"]


def test_what_one_is_curious_about_brings_up(sue):
    sue.student.curious_about = "How power markets behave"
    sue.student.save()
    make_mentor("Other", profile={"topics": "Getting in"})
    make_mentor("Shared", profile={"topics": "First job\nA POWER market at night"})
    assert names(find(sue)) == ["Shared", "Other"]


def test_first_of_the_family_is_shared_only_by_both(sue):
    first = make_mentor("First", profile={"first_generation": True})
    give(first, 1)
    make_mentor("Other")
    assert names(find(sue)) == ["Other", "First"]
    sue.student.first_generation = True
    sue.student.save()
    assert names(find(sue)) == ["First", "Other"]


def test_a_field_asked_in_before_brings_up_others_of_it(sue):
    asked = make_mentor("Asked", profile={"industry": "Energy"})
    give(make_mentor("Same field", profile={"industry": "Energy"}), 1)
    make_mentor("Other")
    make_ask(sue, asked)
    give(asked, 0)
    assert names(find(sue))[0] == "Same field"


def test_the_resting_come_last_however_well_they_fit(sue):
    until = NOON.date() + timedelta(days=30)
    make_mentor("Rests", profile={"majors": "Chemistry"}, schedule={"paused_until": until})
    give(make_mentor("Stranger"), 9)
    assert names(find(sue)) == ["Stranger", "Rests"]


def test_equals_keep_an_order_of_their_own_for_each_student(sue, sam):
    for number in range(12):
        make_mentor(f"Same {number}")
    order = find(sue).ids
    assert find(sue).ids == order
    assert find(sam).ids != order
    assert sorted(find(sam).ids) == sorted(order)


def test_the_next_page_goes_on_where_the_first_ended(sue):
    for number in range(25):
        make_mentor(f"Same {number}")
    first, second = find(sue), find(sue, page=2)
    assert (len(first.ids), len(second.ids), first.count) == (24, 1, 25)
    assert set(first.ids) & set(second.ids) == set()


def test_the_best_to_ask_are_open_and_not_known_already(sue):
    known = make_mentor("Known", profile={"majors": "Chemistry"})
    make_mentor("Nohours", hours=())
    give(make_mentor("Busy"), 2)
    make_mentor("Fresh")
    wanted = look(sue)
    best = directory.best_for(wanted.asker, wanted.wish, known=[known.pk], count=5)
    assert [person.full_name for person in directory.load_people(best)] == ["Fresh", "Busy"]
