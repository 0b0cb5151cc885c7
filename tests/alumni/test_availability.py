"""An alum's week as a list: saved as one, refused by field, and nothing typed is ever lost."""

from datetime import date, time, timedelta

import pytest

from interviews.models import Schedule, WeeklyHours
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor

ADDRESS = "/alumni/availability/"


def sent(*rows, **settings):
    """What the form sends: rows are (weekday, opens, closes) or those with "DELETE" at the end."""
    data = {"hours-TOTAL_FORMS": len(rows), "hours-INITIAL_FORMS": 0, "save": "1", **settings}
    for n, row in enumerate(rows):
        for name, value in zip(("weekday", "opens", "closes", "DELETE"), row, strict=False):
            data[f"hours-{n}-{name}"] = value
    return data


def stored(mentor):
    return [
        (hours.weekday, hours.opens_local, hours.closes_local)
        for hours in WeeklyHours.objects.filter(schedule__mentor=mentor)
    ]


def rows_shown(html):
    return html.partition("data-rows-list")[2].partition("<template")[0].count("data-row>")


@pytest.fixture
def new(db):
    return make_mentor("New Alum", hours=(), zone="America/Los_Angeles")


def test_the_page_shows_the_week_two_empty_rows_and_what_students_see(mira, browse, at):
    with at(NOON):
        html = browse(mira).get(ADDRESS).content.decode()
    assert rows_shown(html) == 7
    assert 'value="09:00"' in html
    assert "Los Angeles (PST)" in html
    seen = html.partition('id="preview"')[2]
    assert "<b>Wed, Mar 4</b>" in seen
    assert 'datetime="2026-03-04T12:00:00-05:00"' in seen
    assert "from 9:00 am PST" in seen


def test_a_first_week_is_saved_with_its_settings(new, browse, at):
    data = sent(("1", "09:30", "12:00"), ("3", "15:00", "16:00"), length_minutes="45", week_cap="1")
    with at(NOON):
        answer = browse(new).post(ADDRESS, data, follow=True)
    schedule = Schedule.objects.get(mentor=new)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert stored(new) == [(1, time(9, 30), time(12)), (3, time(15), time(16))]
    assert (schedule.length_minutes, schedule.week_cap, schedule.notice_hours) == (45, 1, None)


def test_the_page_says_how_many_openings_it_gives(new, browse, at):
    with at(NOON):
        answer = browse(new).post(ADDRESS, sent(("1", "09:00", "10:00")), follow=True)
    # Tuesdays March 10, 17, 24, 9:00 and 9:30; March 31 lies behind the window of 28 days
    assert "Saved. This gives 6 open times in the next 4 weeks, of which" in answer.content.decode()


def test_empty_rows_and_removed_rows_do_not_count(mira, browse, at):
    data = sent(("0", "09:00", "10:00"), ("", "", ""), ("1", "09:00", "10:00", "on"))
    with at(NOON):
        assert browse(mira).post(ADDRESS, data).status_code == 302
    assert stored(mira) == [(0, time(9), time(10))]


def test_midnight_is_the_end_of_the_day(new, browse, at):
    with at(NOON):
        assert browse(new).post(ADDRESS, sent(("4", "22:00", "00:00"))).status_code == 302
    assert stored(new) == [(4, time(22), time(0))]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("1", "12:00", "09:00")], "This is before the start. Choose a later time."),
        ([("1", "09:00", "09:00")], "This is before the start. Choose a later time."),
        ([("1", "09:00", "")], "Write until when you are open."),
        ([("1", "", "10:00")], "Write when you open."),
        ([("", "09:00", "10:00")], "Choose the day."),
        ([("1", "nine", "10:00")], "Enter a valid time."),
        ([("9", "09:00", "10:00")], "Select a valid choice."),
        (
            [("6", "22:00", "02:00")],
            (
                "This is before the start. If you mean the next morning, write two rows: "
                "Sunday 10:00 pm to 12:00 am, and Monday 12:00 to 2:00 am."
            ),
        ),
        (
            [("1", "09:00", "12:00"), ("1", "11:00", "13:00")],
            "This overlaps your other hours on Tuesday. Change one of the two.",
        ),
        (
            [("1", "20:00", "00:00"), ("1", "23:00", "23:30")],
            "This overlaps your other hours on Tuesday. Change one of the two.",
        ),
        (
            [("1", "11:00", "13:00"), ("1", "11:00", "13:00")],
            "This overlaps your other hours on Tuesday. Change one of the two.",
        ),
    ],
)
def test_a_wrong_row_is_refused_at_its_field_and_all_stays_typed(rows, sentence, mira, browse, at):
    before = stored(mira)
    with at(NOON):
        answer = browse(mira).post(ADDRESS, sent(("0", "08:15", "08:45"), *rows, term_cap="5"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "Not saved yet." in html
    assert 'value="08:15"' in html
    assert 'name="term_cap" value="5"' in html
    assert stored(mira) == before


def test_touching_blocks_do_not_overlap(new, browse, at):
    data = sent(("1", "09:00", "12:00"), ("1", "12:00", "13:00"))
    with at(NOON):
        assert browse(new).post(ADDRESS, data).status_code == 302


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"week_cap": "3"}, "The office allows 2 at most. Choose that or fewer."),
        ({"week_cap": "0"}, "Choose 1 or more, or set a day to rest until."),
        ({"week_cap": "two"}, "Write a whole number."),
        ({"week_cap": "2", "term_cap": "1"}, "A term holds several weeks. Choose 2 or more."),
        ({"paused_until": "2026-03-02"}, "Choose a day ahead, or leave it empty."),
        ({"length_minutes": "7"}, "Select a valid choice."),
        ({"day_cap": "21"}, "The office allows 20 at most. Choose that or fewer."),
        ({"window_until": "2036-01-01"}, "Choose a day in the next two years."),
        ({"window_until": "soon"}, "Enter a valid date."),
        ({"booker_not_before_local": "25:00"}, "Select a valid choice."),
    ],
)
def test_a_wrong_setting_is_refused(settings, sentence, mira, browse, at):
    with at(NOON):
        answer = browse(mira).post(ADDRESS, sent(("0", "09:00", "10:00"), **settings))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_another_row_keeps_everything_typed_and_saves_nothing(mira, browse, at):
    before = stored(mira)
    data = sent(("1", "09:00", "nine"), ("", "07:45", ""), ("2", "", "", "on"), notice_hours="24")
    del data["save"]
    with at(NOON):
        answer = browse(mira).post(ADDRESS, {**data, "add": "1"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert rows_shown(html) == 3  # two as typed, one new; the removed one stays away
    assert 'value="nine"' in html
    assert 'value="07:45"' in html
    assert '<option value="24" selected>' in answer.content.decode()
    assert stored(mira) == before


def test_a_forged_number_of_rows_is_no_way_in(mira, browse, at):
    before = stored(mira)
    with at(NOON):
        many = browse(mira).post(ADDRESS, {**sent(), "hours-TOTAL_FORMS": "100000"})
        none = browse(mira).post(ADDRESS, {"hours-TOTAL_FORMS": "x", "add": "1"})
    assert (many.status_code, none.status_code) == (422, 200)
    assert stored(mira) == before


def test_resting_hides_the_times_and_keeps_what_is_booked(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    data = sent(("0", "09:00", "17:00"), paused_until="2026-04-30")
    with at(NOON + timedelta(hours=2)):
        answer = browse(mira).post(ADDRESS, data, follow=True)
    interview.refresh_from_db()
    assert interview.is_upcoming
    assert Schedule.objects.get(mentor=mira).paused_until == date(2026, 4, 30)
    html = answer.content.decode()
    assert "You are resting until Thu, Apr 30, so nobody is shown a time." in html
    assert "You are resting until Thursday, April 30." in html
    assert "Resume now" in html


def test_a_rest_that_is_over_is_not_in_the_way(mira, browse, at):
    Schedule.objects.filter(mentor=mira).update(paused_until=date(2026, 2, 1))
    with at(NOON):
        html = browse(mira).get(ADDRESS).content.decode()
        assert browse(mira).post(ADDRESS, sent(("0", "09:00", "10:00"))).status_code == 302
    assert "2026-02-01" not in html


def test_without_hours_it_says_what_to_do(new, browse, at):
    with at(NOON):
        html = browse(new).get(ADDRESS).content.decode()
    assert "Add the hours of a usual week, and students can find a time with you." in html


def test_hours_that_fit_no_meeting_are_explained(new, browse, at):
    with at(NOON):
        answer = browse(new).post(ADDRESS, sent(("1", "09:00", "09:20")), follow=True)
    html = answer.content.decode()
    assert "A conversation takes 30 minutes, and none of your blocks is that long." in html
    assert "Shorter than a conversation of 30 minutes, so it gives no opening." in html


def test_every_new_rule_is_kept(new, browse, at):
    rules = {
        "day_cap": "2",
        "window_days": "14",
        "window_until": "2026-05-01",
        "booker_not_before_local": "08:30",
    }
    with at(NOON):
        assert browse(new).post(ADDRESS, sent(("1", "09:00", "10:00"), **rules)).status_code == 302
        html = browse(new).get(ADDRESS).content.decode()
    schedule = Schedule.objects.get(mentor=new)
    assert (schedule.day_cap, schedule.window_days) == (2, 14)
    assert schedule.window_until == date(2026, 5, 1)
    assert schedule.booker_not_before_local == time(8, 30)
    assert schedule.keeps_holidays is False  # its box was not ticked
    assert '<option value="08:30" selected>8:30 am</option>' in html
    assert "Office: 28 days" in html


def test_nobody_but_an_alum_comes_in(sam, browse):
    assert browse(sam).get(ADDRESS).status_code == 403
    assert browse().get(ADDRESS).status_code == 302
