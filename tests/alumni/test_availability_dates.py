"""Single dates and time off: set, seen on the month, removed, undone, and refused with a sentence."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from careerhub.office.models import Holiday
from interviews.actions.availability import MOST_DATES, schedule_of, set_exception
from interviews.models import HoursException, Schedule, TimeOff
from tests.factories.interviews import NOON, make_ask, make_interview

DATES = "/alumni/availability/dates/"
OFF = "/alumni/availability/time-off/"
UNDO = "/alumni/availability/undo/"
WEDNESDAY = date(2026, 3, 4)


def address(day=WEDNESDAY):
    return f"{DATES}{day.isoformat()}/"


def sent(kind, *blocks):
    data = {"kind": kind, "blocks-TOTAL_FORMS": len(blocks), "blocks-INITIAL_FORMS": 0, "save": "1"}
    for n, (opens, closes) in enumerate(blocks):
        data |= {f"blocks-{n}-opens": opens, f"blocks-{n}-closes": closes}
    return data


def stored(mentor):
    rows = HoursException.objects.filter(schedule__mentor=mentor)
    return list(rows.values_list("day", "opens_local", "closes_local"))


@pytest.fixture
def post(mira, browse, at):
    def send(where, data, *, now=NOON):
        with at(now):
            return browse(mira).post(where, data, follow=True)

    return send


@pytest.fixture
def get(mira, browse, at):
    def read(where, *, now=NOON):
        with at(now):
            return browse(mira).get(where).content.decode()

    return read


def test_a_date_is_closed(mira, post, get):
    answer = post(address(), sent("closed"))
    assert answer.redirect_chain == [(f"{DATES}?month=2026-03", 302)]
    assert stored(mira) == [(WEDNESDAY, None, None)]
    assert "Saved. Wednesday, March 4 is closed. What is booked stands." in answer.content.decode()
    assert 'aria-label="Wednesday, March 4: Closed"' in get(DATES)


def test_a_date_has_other_hours_in_several_blocks(mira, post, get):
    post(address(), sent("other", ("12:00", "13:00"), ("", ""), ("09:10", "10:00")))
    assert stored(mira) == [
        (WEDNESDAY, time(9, 10), time(10)),
        (WEDNESDAY, time(12), time(13)),
    ]
    html = get(DATES)
    assert "Open 9:10 to 10:00 am, 12:00 to 1:00 pm, just this once" in html
    assert 'value="09:10"' in get(address())


def test_a_date_is_set_back_to_the_usual_week(mira, post):
    post(address(), sent("closed"))
    assert "as in a usual week" in post(address(), sent("usual")).content.decode()
    assert stored(mira) == []


def test_removing_a_date_can_be_undone(mira, post):
    post(address(), sent("other", ("12:00", "13:00")))
    answer = post(f"{address()}remove/", {})
    assert "Removed. Wednesday, March 4 is as in a usual week again." in answer.content.decode()
    assert stored(mira) == []


def test_undo_brings_a_removed_date_back(mira, browse, at):
    browser = browse(mira)
    with at(NOON):
        browser.post(address(), sent("other", ("12:00", "13:00")))
        browser.post(f"{address()}remove/")
        answer = browser.post(UNDO, {"page": "dates"})
    assert answer["Location"] == DATES
    assert stored(mira) == [(WEDNESDAY, time(12), time(13))]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (sent("other"), "Write the hours, or choose that the date is closed."),
        (sent("other", ("13:00", "12:00")), "This is before the start. Choose a later time."),
        (
            sent("other", ("22:00", "02:00")),
            "write 10:00 pm to 12:00 am here, and 12:00 to 2:00 am on the date after it.",
        ),
        (sent("other", ("12:00", "")), "Write until when you are open."),
        (
            sent("other", ("12:00", "14:00"), ("13:00", "15:00")),
            "This overlaps your other hours. Change one of the two.",
        ),
        (sent("other", *[("12:00", "12:30")] * 13), "That is more than 12 blocks. Take some out."),
        (sent("whenever"), "Select a valid choice."),
    ],
)
def test_wrong_hours_are_refused_and_stay_typed(data, sentence, mira, post):
    answer = post(address(), data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert all(f'value="{data[key]}"' in html for key in data if "opens" in key)
    assert stored(mira) == []


def test_hours_do_not_count_where_the_date_is_closed(mira, post):
    post(address(), sent("closed", ("13:00", "12:00")))
    assert stored(mira) == [(WEDNESDAY, None, None)]


def test_another_block_keeps_what_is_typed(mira, post):
    data = sent("other", ("12:00", "one"))
    del data["save"]
    html = post(address(), {**data, "add": "1"}).content.decode()
    assert 'value="one"' in html
    assert html.partition("<template")[0].count("data-row>") == 2
    assert stored(mira) == []


def test_more_dates_than_anybody_plans_are_refused_with_a_sentence(mira, post):
    schedule = Schedule.objects.get(mentor=mira)
    days = [WEDNESDAY + timedelta(days=n) for n in range(MOST_DATES)]
    HoursException.objects.bulk_create(HoursException(schedule=schedule, day=day) for day in days)
    far = WEDNESDAY + timedelta(days=300)
    answer = post(address(far), sent("other", ("12:00", "13:00")))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "You have set 200 single dates ahead, which is the most." in html
    assert 'value="12:00"' in html
    assert post(address(), sent("other", ("12:00", "13:00"))).status_code == 200
    assert len(stored(mira)) == MOST_DATES


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 3, 1), "That date has passed."),
        (date(2036, 3, 1), "That is too far ahead."),
    ],
)
def test_a_date_in_the_past_or_far_ahead_is_no_page(day, sentence, post):
    answer = post(address(day), sent("closed"))
    assert answer.redirect_chain[-1] == (DATES, 302)
    assert sentence in answer.content.decode()


def test_addresses_that_name_no_date(mira, browse):
    assert browse(mira).get(f"{DATES}2026-02-30/").status_code == 404
    assert browse(mira).get(f"{DATES}soon/").status_code == 404


def test_holidays_stand_on_the_calendar_and_can_be_opened(get, post):
    Holiday.objects.create(day=WEDNESDAY, name="Founders’ Day")
    assert 'aria-label="Wednesday, March 4: Founders’ Day, closed unless you open it"' in get(DATES)
    assert "The office’s holiday, Founders’ Day: closed unless you open it here." in get(address())
    post(address(), sent("other", ("12:00", "13:00")))
    assert "Wednesday, March 4: Open 12:00 to 1:00 pm, just this once" in get(DATES)


def test_months_can_be_gone_through_but_not_into_the_past(get):
    now, later = get(DATES), get(f"{DATES}?month=2026-11")
    assert ">March 2026</h2>" in now
    assert "?month=2026-02" not in now
    assert ">November 2026</h2>" in later
    assert "?month=2026-10" in later
    assert "?month=2026-12" in later
    assert ">March 2026</h2>" in get(f"{DATES}?month=1999-01")
    assert ">March 2026</h2>" in get(f"{DATES}?month=nonsense")
    assert "as usual, 9:00 am to 5:00 pm" in now
    assert "Saturday, March 7: closed as usual" in now


def test_today_is_the_alums_today(get):
    # half past ten in the evening of March 1 in Los Angeles
    html = get(DATES, now=datetime(2026, 3, 2, 6, 30, tzinfo=UTC))
    assert "/dates/2026-03-01/" in html


def off(first, last):
    return {"first_day": first, "last_day": last}


def test_time_off_lists_what_it_touches_and_cancels_nothing(sam, otto, mira, post):
    booked = make_interview(sam, mira)  # Wednesday, March 4
    asked = make_ask(otto, mira)
    html = post(OFF, off("2026-03-04", "2026-03-11")).content.decode()
    booked.refresh_from_db()
    assert booked.is_upcoming
    assert "2 conversations fall into these days. They stand unless you move them:" in html
    assert f"/interviews/{booked.pk}/move/" in html
    assert f"/interviews/{asked.pk}/" in html
    assert "You are back by yourself on Thursday, March 12." in html
    assert "Saved. No times are offered Mar 4 to 11." in html


def test_time_off_ends_by_itself(mira, post, get):
    post(OFF, off("2026-03-04", "2026-03-11"))
    assert "Mar 4 to 11" in get(OFF, now=NOON + timedelta(days=9))
    assert "No time off is planned." in get(OFF, now=NOON + timedelta(days=10))


def test_removing_time_off_can_be_undone(mira, browse, at):
    browser = browse(mira)
    with at(NOON):
        browser.post(OFF, off("2026-03-04", "2026-03-11"))
        stretch = TimeOff.objects.get()
        html = browser.post(f"{OFF}{stretch.pk}/remove/", follow=True).content.decode()
        assert "Removed. Those days are as usual again." in html
        assert not TimeOff.objects.exists()
        browser.post(UNDO, {"page": "time_off"})
    assert TimeOff.objects.get().last_day == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-03-11", "2026-03-04", "The last day is before the first."),
        ("2026-01-01", "2026-02-01", "These days have passed. Choose a last day ahead."),
        ("2026-03-04", "2027-06-01", "Time off lasts a year at most."),
        ("2029-03-04", "2029-03-05", "That is too far ahead."),
        ("2026-03-04", "", "Choose the last day, so that it ends by itself."),
        ("soon", "2026-03-05", "Write a date, such as 2026-12-21."),
    ],
)
def test_wrong_time_off_is_refused_and_stays_typed(first, last, sentence, post):
    answer = post(OFF, off(first, last))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert f'value="{first}"' in html
    assert not TimeOff.objects.exists()


def test_somebody_elses_time_off_does_not_exist(mira, post, browse, at):
    from tests.factories.people import make_mentor

    post(OFF, off("2026-03-04", "2026-03-11"))
    stretch = TimeOff.objects.get()
    with at(NOON):
        answer = browse(make_mentor("Other Alum")).post(f"{OFF}{stretch.pk}/remove/")
    assert answer.status_code == 404
    assert TimeOff.objects.exists()


def test_the_week_page_lists_what_is_ahead(mira, post, get):
    post(OFF, off("2026-03-20", "2026-03-25"))
    set_exception(schedule_of(mira), by=mira, day=WEDNESDAY, blocks=[], now=NOON)
    html = get("/alumni/availability/").partition("Exceptions")[2]
    assert html.index("Wed, Mar 4") < html.index("Mar 20 to 25")
