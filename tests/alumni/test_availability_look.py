"""What students would see: counted from what is typed, explained where it is nothing, saved by nobody."""

from datetime import date, time, timedelta

import pytest

from careerhub.office.models import Holiday, Policies
from interviews.actions.availability import save_schedule, schedule_of, set_exception, take_time_off
from interviews.models import Schedule, WeeklyHours
from tests.alumni.test_availability import ADDRESS, rows_shown, sent, stored
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor

WHAT_IF = f"{ADDRESS}what-if/"
UNDO = f"{ADDRESS}undo/"
TUESDAYS = ("1", "09:00", "10:00")


@pytest.fixture
def new(db):
    return make_mentor("New Alum", hours=(), zone="America/Los_Angeles")


@pytest.fixture
def look(browse, at):
    def ask(person, *rows, **settings):
        with at(NOON):
            answer = browse(person).post(WHAT_IF, sent(*rows, **settings))
        return answer.content.decode()

    return ask


def test_typed_hours_are_counted_and_nothing_is_saved(new, look):
    # Tuesdays March 10, 17, 24: 9:00 and 9:30 in Los Angeles, which is noon and 12:30 in New York
    html = look(new, TUESDAYS, keeps_holidays="on")
    assert (
        "This gives 6 open times in the next 4 weeks, of which at most 2 a week are booked." in html
    )
    assert 'datetime="2026-03-10T12:00:00-04:00"' in html
    assert not WeeklyHours.objects.filter(schedule__mentor=new).exists()


def test_another_zone_may_be_chosen(new, look):
    html = look(new, TUESDAYS, look_zone="Asia/Kolkata")
    assert "9:30 pm" in html
    assert "from 9:00 am PDT" in html


def test_an_unknown_zone_is_refused_at_its_field(new, browse, at):
    with at(NOON):
        answer = browse(new).post(WHAT_IF, sent(TUESDAYS, look_zone="Mars/Olympus"))
    assert answer.status_code == 422
    assert "“Mars/Olympus” is not a time zone we know." in answer.content.decode()


def test_rules_as_typed_count_and_wrong_ones_do_not(new, look):
    assert "gives 3 open times" in look(new, TUESDAYS, length_minutes="60")
    assert "gives 6 open times" in look(new, TUESDAYS, length_minutes="7")
    assert "gives 2 open times in the next 8 days," in look(
        new, TUESDAYS, window_until="2026-03-10"
    )


@pytest.mark.parametrize(
    ("caps", "said"),
    [
        ({"week_cap": "5", "day_cap": "1"}, "of which at most 1 a day and 2 a week are booked."),
        ({"week_cap": "1", "day_cap": "1"}, "of which at most 1 a week are booked."),
        ({"week_cap": "1"}, "of which at most 1 a week are booked."),
    ],
)
def test_the_count_never_promises_more_than_the_caps(new, look, caps, said):
    assert said in look(new, TUESDAYS, **caps)


def test_a_row_in_work_is_left_out(new, look):
    assert "gives 6 open times" in look(new, TUESDAYS, ("2", "09:00", ""), ("3", "10:00", "09:00"))


def test_a_short_row_is_told_so_at_itself(new, look):
    html = look(new, TUESDAYS, ("2", "09:00", "09:20"))
    first, second = (
        html.partition(f'data-note-for="hours-{n}-short"')[2].partition("</template>")[0]
        for n in (0, 1)
    )
    assert "gives no opening" not in first
    assert "Shorter than a conversation of 30 minutes, so it gives no opening." in second


@pytest.mark.parametrize(
    ("rows", "settings", "sentence"),
    [
        ((), {}, "Add the hours of a usual week, and students can find a time with you."),
        ((TUESDAYS,), {"paused_until": "2026-06-01"}, "You are resting until Mon, Jun 1"),
        ((TUESDAYS,), {"window_until": "2026-03-03"}, "“no times after” is in the way"),
        (
            (("1", "04:00", "04:30"),),
            {"booker_not_before_local": "09:00"},
            "All your hours lie before 9:00 am on the student’s clock",
        ),
        ((("1", "09:00", "09:20"),), {}, "none of your blocks is that long"),
        ((TUESDAYS,), {"notice_hours": "168", "window_days": "7"}, "your notice of 168 hours"),
    ],
)
def test_no_opening_is_explained_by_the_strongest_reason(rows, settings, sentence, new, look):
    html = look(new, *rows, **settings)
    assert "This gives 0 open times" in html
    assert sentence in html


def test_time_off_holidays_and_closed_dates_explain_themselves(new, look):
    schedule = schedule_of(new)
    off = take_time_off(schedule, by=new, first=date(2026, 3, 2), last=date(2026, 4, 30), now=NOON)
    assert "Your time off, until Fri, May 1, covers every time" in look(new, TUESDAYS)
    off.delete()
    for day in (10, 17, 24):
        Holiday.objects.create(day=date(2026, 3, day), name="Rest")
    assert "The office’s holidays cover every date" in look(new, TUESDAYS, keeps_holidays="on")
    assert "gives 6 open times" in look(new, TUESDAYS)  # without the box, holidays are as usual
    for day in (10, 17, 24):
        set_exception(schedule, by=new, day=date(2026, 3, day), blocks=[], now=NOON)
    assert "You have closed every date on which you would be open." in look(new, TUESDAYS)


def test_full_weeks_explain_themselves(sam, new, look):
    Policies.objects.update_or_create(pk=1, defaults={"mentor_week_cap": 1, "window_days": 8})
    save_schedule(schedule_of(new), by=new, hours=[(1, time(9), time(11))], now=NOON)
    make_interview(sam, new)
    assert "Your weeks are full" in look(new, ("1", "09:00", "11:00"))


def test_tools_work_without_scripts_and_save_nothing(mira, browse, at):
    before = stored(mira)
    data = {**sent(TUESDAYS, ("2", "nine", "")), "tool": "preset-saturday"}
    del data["save"]
    with at(NOON):
        answer = browse(mira).post(ADDRESS, data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert rows_shown(html) == 3
    assert 'value="nine"' in html
    assert "Added: Saturday morning, 9 to 12. Not saved yet." in html
    assert "This gives 30 open times" in html  # 2 on 3 Tuesdays and 6 on 4 Saturdays, as typed
    assert stored(mira) == before


def test_undo_brings_the_previous_week_back(mira, browse, at):
    browser, before = browse(mira), stored(mira)
    with at(NOON):
        html = browser.post(ADDRESS, sent(TUESDAYS, week_cap="1"), follow=True).content.decode()
        assert "data-undo" in html
        assert "data-undo" not in browser.get(ADDRESS).content.decode()  # it is offered once
    with at(NOON + timedelta(minutes=9)):
        html = browser.post(UNDO, {"page": "week"}, follow=True).content.decode()
    assert "Brought back. Your availability is as it was before." in html
    assert stored(mira) == before
    assert Schedule.objects.get(mentor=mira).week_cap is None


def test_undo_is_refused_when_late_or_overtaken(mira, browse, at):
    browser = browse(mira)
    with at(NOON):
        browser.post(ADDRESS, sent(TUESDAYS))
    with at(NOON + timedelta(minutes=11)):
        late = browser.post(UNDO, follow=True).content.decode()
    assert "There is nothing left to undo." in late
    with at(NOON):
        browser.post(ADDRESS, sent(("4", "09:00", "10:00")))
        browse(mira).post(ADDRESS, sent(("5", "09:00", "10:00")))
        overtaken = browser.post(UNDO, follow=True).content.decode()
    assert "Your availability has changed since, so nothing was brought back." in overtaken
    assert stored(mira) == [(5, time(9), time(10))]


def test_resume_ends_the_rest_and_can_be_undone(mira, browse, at):
    browser = browse(mira)
    Schedule.objects.filter(mentor=mira).update(paused_until=date(2026, 4, 1))
    with at(NOON):
        html = browser.post(f"{ADDRESS}resume/", follow=True).content.decode()
        assert "You are back. Students see your times again." in html
        assert Schedule.objects.get(mentor=mira).paused_until is None
        browser.post(UNDO)
    assert Schedule.objects.get(mentor=mira).paused_until == date(2026, 4, 1)


def test_nobody_else_comes_in(sam, browse):
    for address in (WHAT_IF, UNDO, f"{ADDRESS}resume/"):
        assert browse(sam).post(address).status_code == 403
        assert browse(sam).get(address).status_code in (403, 405)
