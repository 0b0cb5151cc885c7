"""The directory: words, ticks, chips, pages, cards; the address says it all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from interviews.models import Interview
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor

MENTORS = "/students/mentors/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def alumni(db):
    make_mentor(
        "Rafael Quispe",
        profile={
            "industry": "Energy",
            "majors": "Statistics",
            "city": "Portland",
            "class_of": 2018,
            "topics": "Power markets",
            "first_generation": True,
        },
    )
    make_mentor("Ingrid Solheim", profile={"industry": "Energy", "city": "Oslo"})
    make_mentor("Kofi Mensah", profile={"industry": "Insurance", "city": "Boston"})


def shown(answer):
    return sorted(card.person.full_name for card in answer.context["cards"])


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_card_says_who_why_and_when(as_sam, alumni):
    page = text(as_sam.get(MENTORS, {"q": "rafael"}))
    assert "Rafael Quispe ’18" in page
    assert "Power markets" in page
    assert "Plenty of room this term" in page
    assert "Rafael has plenty of room this term" in page
    assert "<span>Wed Mar 4</span> <b>12:00 pm</b>" in page
    assert "?q=rafael&amp;at=2026-03-04T17:00Z" in page


def test_times_are_the_students_and_the_difference_is_said(as_sam, mira):
    page = text(as_sam.get(MENTORS))
    assert "<b>12:00 pm</b>" in page
    assert "3 hours behind you, in PST" in page


def test_ticks_come_from_the_address(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"field": ["Energy"], "where": ["Oslo", "Boston"]})
    assert shown(answer) == ["Ingrid Solheim"]


def test_a_chip_takes_one_tick_off(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"q": "energy", "field": "Energy", "first_generation": "1"})
    assert answer.context["chips"] == [
        {"label": "Energy", "url": "?q=energy&first_generation=1"},
        {"label": "First in the family at college", "url": "?q=energy&field=Energy"},
    ]


def test_typos_are_forgiven_and_said(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"q": "ingird solhiem"})
    assert shown(answer) == ["Ingrid Solheim"]
    assert "Nobody’s profile says “ingird solhiem”." in text(answer)


def test_nobody_and_which_tick_is_in_the_way(as_sam, alumni):
    page = text(as_sam.get(MENTORS, {"field": "Insurance", "first_generation": "1"}))
    assert "Nobody matches all of that." in page
    assert "Take off “" in page
    assert "and there is 1." in page


def test_words_that_fit_nobody(as_sam, alumni):
    page = text(as_sam.get(MENTORS, {"q": "xqzv"}))
    assert "Nobody matches “xqzv”." in page
    assert "Take off “xqzv”" in page
    assert "and there are 3." in page


def test_an_office_without_alumni(as_sam):
    assert "has not invited any alumni yet" in text(as_sam.get(MENTORS))


def test_an_open_ask_is_marked(as_sam, sam, mira):
    make_ask(sam, mira)
    (card,) = as_sam.get(MENTORS).context["cards"]
    assert card.under_way == Interview.objects.get()


def test_a_resting_alum_says_until_when_and_comes_last(as_sam):
    until = NOON.date() + timedelta(days=200)
    make_mentor("Rae Resting", profile={"majors": "Biology"}, schedule={"paused_until": until})
    make_mentor("Zed Open")
    answer = as_sam.get(MENTORS)
    assert [card.person.full_name for card in answer.context["cards"]] == [
        "Zed Open",
        "Rae Resting",
    ]
    assert "Resting until Sep 18" in text(answer)


def test_contact_details_are_never_shown(as_sam, mira):
    mira.mentor.meeting_link, mira.mentor.phone = "https://meet.example/mira", "+1 555 0100"
    mira.mentor.save()
    for address in (MENTORS, reverse("students:mentor_detail", args=[mira.pk])):
        page = text(as_sam.get(address))
        assert "meet.example" not in page
        assert "555 0100" not in page
        assert mira.email not in page


def test_twenty_four_a_page(as_sam):
    for number in range(25):
        make_mentor(f"Alum {number}", profile={"industry": "Energy"})
    first = as_sam.get(MENTORS, {"field": "Energy"})
    assert len(first.context["cards"]) == 24
    assert "?field=Energy&amp;page=2" in first.content.decode()
    second = as_sam.get(MENTORS, {"field": "Energy", "page": "2"})
    assert len(second.context["cards"]) == 1
    assert len(as_sam.get(MENTORS, {"page": "junk"}).context["cards"]) == 24


def test_htmx_gets_the_part_and_a_clean_address(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"q": "", "field": "Energy"}, headers=HTMX)
    assert "<html" not in text(answer)
    assert 'hx-swap-oob="innerHTML"' in text(answer)
    assert answer["HX-Push-Url"] == "/students/mentors/?field=Energy"
    assert "HX-Request" in answer["Vary"]


def test_the_back_button_gets_the_whole_page(as_sam, alumni):
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert "<html" in text(as_sam.get(MENTORS, headers=headers))


@pytest.mark.parametrize("query", ["field=%00", "q=%00", "page=0", "where=&where=", "q=%25%27"])
def test_odd_addresses_break_nothing(as_sam, alumni, query):
    assert as_sam.get(f"{MENTORS}?{query}").status_code == 200


def test_a_fixed_number_of_queries(as_sam, mira, django_assert_num_queries):
    with django_assert_num_queries(10):
        as_sam.get(MENTORS)
    make_mentor("Two")
    make_mentor("Three")
    with django_assert_num_queries(10):
        as_sam.get(MENTORS)
