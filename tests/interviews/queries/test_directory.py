"""Who is found by which words, who never is, and what each candidate brings along."""

from datetime import date, timedelta

import pytest

from interviews.queries import directory
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student


def names(words, reader):
    found = directory.find(words, reader=reader, now=NOON)
    return sorted(person.name for person in found.people), found.only_alike


@pytest.fixture
def alumni(db):
    make_mentor(
        "Rafael Quispe",
        profile={"title": "Grid data scientist", "employer": "Cascadia Power", "city": "Portland"},
    )
    make_mentor("Ingrid Solheim", profile={"bio": "I left the lab for policy.", "city": "Oslo"})
    make_mentor("Kofi Mensah-Boateng", profile={"topics": "Storm models\nMoving cities"})


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
    assert names(words, sam)[0] == found


def test_no_words_find_everybody(alumni, sam):
    everybody = ["Ingrid Solheim", "Kofi Mensah-Boateng", "Rafael Quispe"]
    assert names("  ", sam) == (everybody, False)


@pytest.mark.parametrize("typo", ["rafeal quispe", "cascdia", "solhiem"])
def test_a_typo_is_forgiven_and_said(alumni, sam, typo):
    found, only_alike = names(typo, sam)
    assert len(found) == 1
    assert only_alike is True


def test_nonsense_finds_nobody(alumni, sam):
    assert names("xqzv", sam) == ([], True)


@pytest.mark.parametrize("words", ["'", '"', "a & b", "!!", "(:*", "\\", "%", "x" * 500])
def test_odd_signs_break_nothing(alumni, sam, words):
    assert isinstance(names(words, sam)[0], list)


def test_the_unlisted_the_departed_and_the_reader_are_not_shown(db):
    make_mentor("Una Listed", profile={"is_listed": False})
    make_mentor("Lee Gone", is_active=False)
    both = make_mentor("Bo Both")
    make_student("Someone")
    assert names("", both) == ([], False)


def test_what_a_candidate_brings_along(sam, mira):
    mira.mentor.industry, mira.mentor.majors = "Insurance", "Law, Biology"
    mira.mentor.save()
    make_ask(sam, mira)
    (person,) = directory.find("", reader=sam, now=NOON).people
    assert (person.pk, person.industry, person.majors, person.given, person.is_closed) == (
        mira.pk,
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
    found = directory.find("", reader=sam, now=NOON).people
    assert {person.name: (person.is_closed, person.resting_until) for person in found} == {
        "Rae Resting": (True, date(2026, 3, 7)),
        "Nia Nohours": (True, None),
        "Awake": (False, None),
    }


def test_one_row_a_person_in_a_fixed_number_of_queries(sam, mira, django_assert_num_queries):
    with django_assert_num_queries(4):
        directory.find("mira", reader=sam, now=NOON)
    make_mentor("Mira Two")
    make_mentor("Mira Three")
    with django_assert_num_queries(4):
        assert len(directory.find("mira", reader=sam, now=NOON).people) == 3


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
