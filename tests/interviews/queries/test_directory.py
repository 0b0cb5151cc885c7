"""Who is found by which words, who never is, and what is counted on the way."""

from datetime import timedelta

import pytest

from careerhub.common import clock
from interviews.queries import directory
from interviews.queries.facets import Value, WayOut
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student
from tests.interviews.queries.directory_stage import find, look, names


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def alumni(db):
    make_mentor(
        "Rafael Quispe",
        profile={"title": "Grid data scientist", "employer": "Cascadia Power", "city": "Portland"},
    )
    make_mentor("Ingrid Solheim", profile={"bio": "I left the lab for policy.", "city": "Oslo"})
    make_mentor("Kofi Mensah-Boateng", profile={"topics": "Storm models\nMoving cities"})


@pytest.fixture
def three(db):
    make_mentor("Ana", profile={"industry": "Energy", "majors": "Biology", "city": "Boston"})
    make_mentor("Ben", profile={"industry": "Energy", "majors": "History, Law", "city": "Austin"})
    make_mentor(
        "Cyd",
        profile={
            "industry": "Media",
            "majors": "biology",
            "city": "Boston",
            "first_generation": True,
        },
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rafael", ["Rafael Quispe"]),
        ("cascadia power", ["Rafael Quispe"]),
        ("scientists", ["Rafael Quispe"]),
        ("policies", ["Ingrid Solheim"]),
        ("storm", ["Kofi Mensah-Boateng"]),
        ("mensah", ["Kofi Mensah-Boateng"]),
        ("ingr", ["Ingrid Solheim"]),
        ("storm or policy", ["Ingrid Solheim", "Kofi Mensah-Boateng"]),
        ("oslo -policy", []),
    ],
)
def test_words(alumni, sam, words, found):
    assert sorted(names(find(sam, words=words))) == found


def test_no_words_find_everybody(alumni, sam):
    found = find(sam, words="  ")
    assert (found.count, found.only_alike) == (3, False)


@pytest.mark.parametrize("typo", ["rafeal quispe", "cascdia", "solhiem"])
def test_a_typo_is_forgiven_and_said(alumni, sam, typo):
    found = find(sam, words=typo)
    assert (found.count, found.only_alike) == (1, True)


def test_nonsense_finds_nobody(alumni, sam):
    found = find(sam, words="xqzv")
    assert (found.ids, found.count, found.only_alike) == ([], 0, True)


@pytest.mark.parametrize("words", ["'", '"', "a & b", "!!", "(:*", "\\", "%", "x" * 500])
def test_odd_signs_break_nothing(alumni, sam, words):
    assert find(sam, words=words).count in (0, 1, 2, 3)


def test_the_unlisted_the_departed_and_the_reader_are_not_shown(db):
    make_mentor("Una Listed", profile={"is_listed": False})
    make_mentor("Lee Gone", is_active=False)
    both = make_mentor("Bo Both")
    make_student("Someone")
    both_as_student = type(both).objects.get(pk=both.pk)
    from careerhub.people.profiles import become_student

    become_student(both_as_student)
    assert find(both_as_student).count == 0


def test_listing_and_leaving_count_at_once(sam, mira):
    assert find(sam).count == 1
    mira.mentor.is_listed = False
    mira.mentor.save()
    assert find(sam).count == 0
    mira.mentor.is_listed = True
    mira.mentor.save()
    mira.is_active = False
    mira.save()
    assert find(sam).count == 0


def test_ticks_of_one_facet_widen_it_and_facets_narrow_each_other(three, sam):
    assert find(sam, field=("Energy", "Media")).count == 3
    assert names(find(sam, field=("Energy",), where=("Boston",))) == ["Ana"]
    assert names(find(sam, studied=("Law",))) == ["Ben"]


def test_switches(three, sam):
    assert names(find(sam, first_generation=True)) == ["Cyd"]
    assert sorted(names(find(sam, my_major=True))) == ["Ana", "Cyd"]
    undecided = make_student("Una Decided", majors="")
    assert find(undecided, my_major=True).count == 0


def test_a_box_counts_whom_the_other_facets_leave(three, sam):
    facets = find(sam, field=("Media",)).facets
    assert facets.lists["field"] == [Value("Media", 1, True), Value("Energy", 2, False)]
    assert facets.lists["where"] == [Value("Boston", 1, False)]
    assert facets.lists["studied"] == [Value("biology", 1, False)]
    assert facets.switches["first_generation"] == Value("first_generation", 1, False)


def test_the_way_out_is_what_leaves_most_when_taken_off(three, sam):
    ticks = {"field": ("Media",), "where": ("Austin",), "first_generation": True}
    assert directory.way_out(look(sam, **ticks)) == WayOut("where", "Austin", 1)


def test_the_words_may_be_what_is_in_the_way(three, sam):
    assert directory.way_out(look(sam, words="glass", field=("Energy",))) == WayOut(
        "words", "glass", 2
    )


def test_no_single_way_out(three, sam):
    ticks = {"field": ("Media",), "where": ("Oslo",)}
    assert directory.way_out(look(sam, studied=("Art",), **ticks)) is None


def test_what_a_candidate_brings_along(sam, mira):
    mira.mentor.industry, mira.mentor.majors = "Insurance", "Law, Biology"
    mira.mentor.save()
    make_ask(sam, mira)
    (person,) = directory.load_people(find(sam).ids)
    candidate = directory.candidate_of(person, now=NOON)
    assert (candidate.industry, candidate.majors, candidate.given, candidate.is_closed) == (
        "Insurance",
        ("Law", "Biology"),
        1,
        False,
    )


def test_the_resting_and_those_without_hours_are_closed(sam):
    until = NOON.date() + timedelta(days=5)
    make_mentor("Rae Resting", schedule={"paused_until": until})
    make_mentor("Nia Nohours", hours=())
    make_mentor("Awake", schedule={"paused_until": NOON.date()})
    found = find(sam)
    people = directory.load_people(found.ids)
    assert {p.full_name: directory.candidate_of(p, now=NOON).is_closed for p in people} == {
        "Rae Resting": True,
        "Nia Nohours": True,
        "Awake": False,
    }
    assert found.closed == 2


def test_a_page_costs_one_statement_however_many_there_are(sam, mira, django_assert_num_queries):
    wanted = look(sam, words="mira")
    with django_assert_num_queries(1):
        directory.find(wanted)
    make_mentor("Mira Two")
    make_mentor("Mira Three")
    with django_assert_num_queries(1):
        assert directory.find(wanted).count == 3


def test_what_is_known_of_the_asker(sam, mira):
    sam.student.majors, sam.student.first_generation = "Biology, Law", True
    sam.student.save()
    mira.mentor.industry = "Insurance"
    mira.mentor.save()
    make_ask(sam, mira)
    asker = directory.asker_of(sam)
    assert asker.majors == ("Biology", "Law")
    assert asker.first_generation is True
    assert asker.fields_met == {"Insurance": (mira.pk, "Mira Holm")}
