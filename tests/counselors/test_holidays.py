from datetime import date, timedelta

import pytest

from careerhub.common import clock
from careerhub.office import holidays
from careerhub.office.models import Holiday
from careerhub.people.models import CounselorProfile
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON

pytestmark = pytest.mark.django_db
LIST = "/counselors/holidays/"


@pytest.fixture
def office(client, carol):
    client.force_login(carol)
    with clock.standing_at(NOON):
        yield client


def post(client, path, **data):
    return client.post(LIST + path, data)


def days(year=2026):
    return [(each.day.isoformat(), each.name) for each in holidays.of_year(year)]


def test_a_country_brings_its_days_and_twice_brings_nothing_new(office):
    first = post(office, "load/", country="US", year="2026")
    assert (first.status_code, first["Location"]) == (302, LIST + "?year=2026")
    assert ("2026-11-26", "Thanksgiving Day") in days()
    before = days()
    again = office.post(LIST + "load/", {"country": "US", "year": "2026"}, follow=True)
    assert "Every one of these days was in the list." in again.content.decode()
    assert days() == before


def test_what_the_office_renamed_stays_when_a_country_is_loaded(office):
    Holiday.objects.create(day="2026-12-25", name="Winter break")
    holidays.load("US", 2026)
    assert [name for day, name in days() if day == "2026-12-25"] == ["Winter break"]


def test_every_country_of_the_list_can_be_loaded():
    codes = [code for code, name in holidays.countries()]
    known = {code: holidays.load(code, 2026)[0] for code in codes}
    assert len(codes) == len(set(codes)) > 100
    assert [known[code] > 4 for code in ("US", "DE", "IN", "NP", "BR")] == [True] * 5
    assert len([code for code, count in known.items() if not count]) < 10


def test_a_country_without_known_days_says_so(office):
    page = office.post(LIST + "load/", {"country": "BV", "year": "2026"}, follow=True)
    assert "No public holidays of that country are known" in page.content.decode()


def test_a_holiday_closes_the_day_and_its_removal_opens_it(office, sam, mira):
    day = (NOON + timedelta(days=7)).date()
    assert day in {start.date() for start in openings_of(mira, booker=sam, now=NOON)}
    post(office, "add/", day=day.isoformat(), name="Founders’ day")
    assert day not in {start.date() for start in openings_of(mira, booker=sam, now=NOON)}
    removed = office.post(f"{LIST}{Holiday.objects.get().pk}/remove/", follow=True)
    assert "Founders’ day is removed" in removed.content.decode()
    assert day in {start.date() for start in openings_of(mira, booker=sam, now=NOON)}


def test_a_removal_can_be_taken_back_once(office):
    holiday = Holiday.objects.create(day="2026-03-13", name="Spring break")
    page = office.post(f"{LIST}{holiday.pk}/remove/", follow=True)
    assert 'value="2026-03-13"' in page.content.decode()
    assert "is removed" not in office.get(LIST).content.decode()
    post(office, "add/", day="2026-03-13", name="Spring break")
    assert days() == [("2026-03-13", "Spring break")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"day": "", "name": "Break"}, "Choose the date."),
        ({"day": "soon", "name": "Break"}, "Write the date as 2026-11-26."),
        ({"day": "1999-01-01", "name": "Break"}, "Choose a date from 2020 to 2045."),
        ({"day": "2026-03-13", "name": ""}, "Say what the day is called."),
        ({"day": "2026-03-12", "name": "Again"}, "This date is in the list already: Day off."),
    ],
)
def test_bad_input_gets_a_sentence_and_stays_on_the_page(office, data, sentence):
    Holiday.objects.create(day="2026-03-12", name="Day off")
    page = post(office, "add/", **data)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert f'value="{data["name"]}"' in page.content.decode() or not data["name"]
    assert Holiday.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"country": "XX", "year": "2026"}, "Choose a country from the list."),
        ({"country": "US", "year": "next"}, "Write the year in four digits."),
        ({"country": "US", "year": ""}, "Write the year."),
    ],
)
def test_a_country_or_year_that_makes_no_sense(office, data, sentence):
    page = post(office, "load/", **data)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_day_can_be_renamed_and_moved(office):
    holiday = Holiday.objects.create(day="2026-03-13", name="Brake")
    answer = office.post(f"{LIST}{holiday.pk}/", {"day": "2026-03-16", "name": "Break"})
    assert answer.status_code == 302
    assert days() == [("2026-03-16", "Break")]


@pytest.mark.parametrize("year", ["", "1066", "99999999999999", "x", "²"])
def test_an_address_without_sense_shows_this_year(office, year):
    assert "Holidays in 2026" in office.get(LIST, {"year": year}).content.decode()


def test_only_administrators_change_the_calendar(client, carol):
    CounselorProfile.objects.update(is_administrator=False)
    client.force_login(carol)
    assert client.get(LIST).status_code == 403
    assert post(client, "add/", day=date(2026, 3, 13), name="Mine").status_code == 403
    assert not Holiday.objects.exists()
