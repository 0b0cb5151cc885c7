"""“Free this week” and “free Tuesday 3 to 5, my time”: what is asked, found, shown and taken off."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from careerhub.common import clock
from careerhub.students.free import AskedTime, asked_time
from interviews.queries.facets import Filters
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor

MENTORS = "/students/mentors/"
NEW_YORK = ZoneInfo("America/New_York")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def asked(*, now=NOON, zone=NEW_YORK, **filters):
    return asked_time(Filters(**filters), zone=zone, hour_cycle="12", now=now, window_days=28)


def shown(answer):
    return sorted(card.person.full_name for card in answer.context["cards"])


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_date_and_times_are_one_stretch_on_the_readers_clock():
    assert asked(day="2026-03-04", since="15:00", until="17:00") == AskedTime(
        ((utc(2026, 3, 4, 20), utc(2026, 3, 4, 22)),), "Free Wed, Mar 4, 3:00 pm to 5:00 pm"
    )


def test_a_weekday_is_each_of_its_days_in_the_window_and_follows_the_clocks():
    """They go forward on March 8: from then on three o’clock comes an hour sooner."""
    told = asked(day="wed", since="15:00", until="17:00")
    assert told.label == "Free Wednesday, 3:00 pm to 5:00 pm"
    assert told.spans == (
        (utc(2026, 3, 4, 20), utc(2026, 3, 4, 22)),
        (utc(2026, 3, 11, 19), utc(2026, 3, 11, 21)),
        (utc(2026, 3, 18, 19), utc(2026, 3, 18, 21)),
        (utc(2026, 3, 25, 19), utc(2026, 3, 25, 21)),
    )


@pytest.mark.parametrize(
    ("since", "until", "low", "high", "label"),
    [
        ("", "", utc(2026, 3, 8, 5), utc(2026, 3, 9, 4), "Free Sun, Mar 8"),
        ("02:30", "", utc(2026, 3, 8, 7), utc(2026, 3, 9, 4), "Free Sun, Mar 8 from 2:30 am"),
        ("", "12:00", utc(2026, 3, 8, 5), utc(2026, 3, 8, 16), "Free Sun, Mar 8 until 12:00 pm"),
        ("20:00", "24:00", utc(2026, 3, 9, 0), utc(2026, 3, 9, 4), "Free Sun, Mar 8 from 8:00 pm"),
    ],
)
def test_a_day_on_which_the_clocks_change_ends_where_the_next_begins(
    since, until, low, high, label
):
    assert asked(day="2026-03-08", since=since, until=until) == AskedTime(((low, high),), label)


@pytest.mark.parametrize(
    ("filters", "trouble"),
    [
        ({"since": "15:00"}, "Choose a day, too."),
        ({"day": "tue", "since": "17:00", "until": "15:00"}, "The end comes before the start."),
        ({"day": "tue", "since": "17:00", "until": "17:00"}, "The end comes before the start."),
        ({}, ""),
    ],
)
def test_what_cannot_be_meant_is_said_and_narrows_nothing(filters, trouble):
    assert asked(**filters) == AskedTime(trouble=trouble)


@pytest.fixture
def alumni(db):
    """At 3 in New York on Wednesday, March 4: Ana’s noon, Ben’s evening, and nobody else."""
    make_mentor("Ana", zone="America/Los_Angeles", hours=[(2, time(12), time(14))])
    make_mentor("Ben", zone="Europe/London", hours=[(2, time(20), time(20, 30))])
    make_mentor("Cyd", hours=[(3, time(15), time(17))])
    make_mentor("Dee", hours=[(2, time(14, 45), time(15, 15))])
    make_mentor("Eve", hours=[(2, time(16, 45), time(17, 30))])
    make_mentor("Fay", hours=[(0, time(9), time(10))])


def test_who_has_a_whole_meeting_inside_the_stretch(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"day": "2026-03-04", "from": "15:00", "to": "17:00"})
    assert shown(answer) == ["Ana", "Ben"]
    page = text(answer)
    assert "Free Wed, Mar 4, 3:00 pm to 5:00 pm" in page
    assert '<option value="2026-03-04" selected>Wed, Mar 4</option>' in page
    (chip,) = answer.context["chips"]
    assert chip == {"label": "Free Wed, Mar 4, 3:00 pm to 5:00 pm", "url": "?"}


def test_the_cards_show_the_times_that_were_asked_for(as_sam, mira):
    answer = as_sam.get(MENTORS, {"day": "thu", "from": "15:30", "to": "16:30", "q": "mira"})
    (card,) = answer.context["cards"]
    assert [slot.local.isoformat() for slot in card.slots] == [
        "2026-03-05T15:30:00-05:00",
        "2026-03-05T16:00:00-05:00",
        "2026-03-12T15:30:00-04:00",
    ]
    assert "?q=mira&amp;day=thu&amp;from=15%3A30&amp;to=16%3A30&amp;at=2026-03-05T20:30Z" in text(
        answer
    )


def test_what_the_reader_has_promised_is_no_free_time(as_sam, sam, alumni, mira):
    make_ask(sam, mira, starts_at=utc(2026, 3, 4, 20))
    answer = as_sam.get(MENTORS, {"day": "2026-03-04", "from": "15:00", "to": "15:30"})
    assert shown(answer) == []
    answer = as_sam.get(MENTORS, {"day": "2026-03-04", "from": "15:00", "to": "16:00"})
    assert shown(answer) == ["Ana"]


def test_some_meet_nobody_before_a_time_on_the_readers_clock(as_sam, sam):
    make_mentor("Late", schedule={"booker_not_before_local": time(16)})
    day = {"day": "2026-03-04", "to": "17:00"}
    assert shown(as_sam.get(MENTORS, day | {"from": "15:00"})) == ["Late"]
    assert shown(as_sam.get(MENTORS, day | {"from": "15:00", "to": "16:00"})) == []
    sam.zone = "America/Los_Angeles"  # where 16:00 is after the alum’s hours
    sam.save()
    assert shown(as_sam.get(MENTORS, {"day": "2026-03-04"})) == []


def test_notice_is_kept(as_sam, mira):
    """Monday noon and 48 hours: nothing before Wednesday noon."""
    assert shown(as_sam.get(MENTORS, {"day": "tue", "to": "17:00", "from": "12:00"})) == [
        "Mira Holm"
    ]
    assert shown(as_sam.get(MENTORS, {"day": "2026-03-03"})) == []


def test_free_this_week_is_the_seven_days_ahead(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"free_this_week": "1"})
    assert shown(answer) == ["Ana", "Ben", "Cyd", "Dee", "Eve", "Fay"]
    make_mentor("Gus", schedule={"notice_hours": 7 * 24 + 1})
    assert "Gus" not in shown(as_sam.get(MENTORS, {"free_this_week": "1"}))
    switches = {name: value.count for name, _label, value in answer.context["switches"]}
    assert switches["free_this_week"] == 6
    assert answer.context["chips"] == [{"label": "Free this week", "url": "?"}]


def test_the_last_free_time_of_the_week_goes_by(as_sam):
    make_mentor("Wed", hours=[(2, time(12), time(12, 30))])
    assert shown(as_sam.get(MENTORS, {"free_this_week": "1"})) == ["Wed"]
    with clock.standing_at(NOON + timedelta(minutes=1)):  # inside notice, nothing refreshed
        assert shown(as_sam.get(MENTORS, {"free_this_week": "1"})) == []


def test_a_promise_at_the_only_time_of_the_week_counts(as_sam, sam, mira):
    make_mentor("Wed", hours=[(2, time(15), time(15, 30))])
    make_ask(sam, mira, starts_at=utc(2026, 3, 4, 20))
    assert shown(as_sam.get(MENTORS, {"free_this_week": "1"})) == ["Mira Holm"]


def test_nobody_then_but_without_the_time(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"day": "sat", "from": "07:00", "to": "08:00", "q": "ana"})
    page = text(answer)
    assert "Nobody matches all of that." in page
    assert "Take off “Free Saturday, 7:00 am to 8:00 am”" in page
    assert answer.context["way_out"]["url"] == "?q=ana"
    assert answer.context["only_alike"] is False


def test_what_was_chosen_stays_when_it_cannot_be_meant(as_sam, alumni):
    answer = as_sam.get(MENTORS, {"day": "wed", "from": "17:00", "to": "15:00"})
    page = text(answer)
    assert "The end comes before the start." in page
    assert '<option value="17:00" selected>5:00 pm</option>' in page
    assert len(shown(answer)) == 6


@pytest.mark.parametrize(
    "query", ["day=someday", "day=9999-99-99", "day=0001-01-01", "from=25:00&day=wed", "to=%00"]
)
def test_odd_times_ask_nothing(as_sam, alumni, query):
    answer = as_sam.get(f"{MENTORS}?{query}")
    assert answer.status_code == 200
    assert len(shown(answer)) > 0


def test_a_time_between_the_half_hours_stays_chosen(as_sam, alumni):
    page = text(as_sam.get(MENTORS, {"day": "wed", "from": "15:10"}))
    assert '<option value="15:10" selected>3:10 pm</option>' in page
