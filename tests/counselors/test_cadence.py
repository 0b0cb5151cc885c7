from datetime import timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from careerhub.office import cadence
from careerhub.office.models import CadenceStep, PolicyChange
from careerhub.outbox.models import Email, State
from interviews.actions.cadence import change_step, follow_change
from interviews.emails.post import plan_emails
from interviews.models import Replanning
from tests.interviews.emails.conversations import MONDAY, NOON, make_conversation

NOW = MONDAY + timedelta(hours=2)
PAGE = "/counselors/cadence/"


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def booked(sam, mira):
    interview = make_conversation(sam, mira)
    plan_emails(interview, now=MONDAY + timedelta(hours=1))
    return interview


def step_page(kind, number=1):
    return reverse("counselors:cadence_step", args=[kind, number])


def text(response):
    return " ".join(response.content.decode().split())


REMINDER = {"is_on": "on", "amount": "48", "unit": "hours", "readers": "both"}


def see_and_save(client, kind, values, number=1):
    looked = client.post(step_page(kind, number), values)
    assert looked.status_code == 200, text(looked)
    shown = looked.context["shown"]
    return client.post(step_page(kind, number), {**values, "save": "yes", "shown": shown})


def test_the_page_lists_every_step_and_an_example_day_by_day(client, carol):
    client.force_login(carol)
    page = text(client.get(PAGE))
    assert (
        "1 day after the end, at 9:00 am where the reader is, and never later than 24 hours" in page
    )
    assert "48 hours before the start." in page
    assert "3 months after the two were last in touch, at 9:00 am where the reader is." in page
    assert page.count('<time datetime="2026-03-09">') == 1  # a week ahead
    assert "Follow-up 3" in page


def test_an_example_shows_quiet_hours_and_both_clocks(client, carol):
    client.force_login(carol)
    asked = {
        "day": "2026-03-05",
        "at": "19:45",
        "mentor_zone": "Asia/Kathmandu",
        "student_zone": "America/New_York",
    }
    days = client.get(PAGE, asked).context["days"]
    lines = {
        (line.label, line.to_mentor): (line.local.isoformat(), line.rests)
        for day in days
        for line in day.lines
    }
    assert lines["Did it happen?", True] == ("2026-03-06T08:00:00+05:45", True)
    assert lines["Did it happen?", False] == ("2026-03-05T09:30:00-05:00", False)
    assert lines["Thank-you", True] == ("2026-03-06T09:00:00+05:45", False)
    # 9 in the morning in Kathmandu whatever New York's clocks did meanwhile
    assert lines["Follow-up", True][0].endswith("T09:00:00+05:45")


def test_a_change_is_seen_before_it_is_saved(client, carol, booked):
    client.force_login(carol)
    looked = client.post(step_page("reminder_day"), REMINDER)
    effect = looked.context["effect"]
    assert (effect.moved, effect.withdrawn, effect.added) == (2, 0, 0)
    assert "2 scheduled emails move." in text(looked)
    assert not CadenceStep.objects.exists()


def test_what_is_saved_moves_what_waits(client, carol, booked):
    client.force_login(carol)
    assert see_and_save(client, "reminder_day", REMINDER).status_code == 302
    assert PolicyChange.objects.get().changed_by == carol
    assert follow_change(now=NOW, limit=10) == 1
    rows = Email.objects.filter(kind="reminder_day")
    assert {row.send_at for row in rows} == {NOON - timedelta(hours=48)}
    assert Replanning.objects.get().done_at == NOW
    assert follow_change(now=NOW, limit=10) == 0


def test_other_values_than_those_seen_are_shown_first(client, carol, booked):
    client.force_login(carol)
    looked = client.post(step_page("reminder_day"), REMINDER)
    other = {**REMINDER, "amount": "30", "save": "yes", "shown": looked.context["shown"]}
    again = client.post(step_page("reminder_day"), other)
    assert again.status_code == 200
    assert not CadenceStep.objects.exists()


def test_a_step_switched_off_takes_its_emails_back_and_on_again_brings_them(client, carol, booked):
    client.force_login(carol)
    off = {key: value for key, value in REMINDER.items() if key != "is_on"} | {"amount": "24"}
    effect = client.post(step_page("reminder_day"), off).context["effect"]
    assert (effect.moved, effect.withdrawn, effect.added) == (0, 2, 0)
    see_and_save(client, "reminder_day", off)
    follow_change(now=NOW, limit=10)
    assert {row.state for row in Email.objects.filter(kind="reminder_day")} == {State.WITHDRAWN}
    on = {**REMINDER, "amount": "24"}
    assert client.post(step_page("reminder_day"), on).context["effect"].added == 2
    see_and_save(client, "reminder_day", on)
    follow_change(now=NOW, limit=10)
    assert {row.state for row in Email.objects.filter(kind="reminder_day")} == {State.SCHEDULED}


def test_a_follow_up_is_added(client, carol, booked):
    client.force_login(carol)
    year = {
        "is_on": "on", "amount": "12", "unit": "months", "anchor": "contact",
        "local_time": "10:00", "untouched": "hold",
    }  # fmt: skip
    see_and_save(client, "follow_up", year, number=4)
    follow_change(now=NOW, limit=10)
    added = Email.objects.get(key=f"{booked.about}:follow_up:mentor:4")
    assert added.send_at.isoformat() == "2027-03-05T18:00:00+00:00"
    assert [step.number for step in cadence.steps() if step.kind == "follow_up"] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence"),
    [
        ("reminder_day", {**REMINDER, "amount": ""}, "Write a number."),
        ("reminder_day", {**REMINDER, "amount": "0"}, "Write 1 or more."),
        ("reminder_day", {**REMINDER, "amount": "400"}, "too far away. At most 14 days."),
        ("thank_you", {"amount": "1", "local_time": "", "untouched": "send"}, "Choose the time"),
        ("thank_you", {"amount": "1", "local_time": "25:00", "untouched": "send"}, "as 09:00."),
        ("thank_you", {"amount": "1", "local_time": "09:00", "untouched": "burn"}, "valid choice"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field_and_stays(client, carol, kind, wrong, sentence):
    client.force_login(carol)
    refused = client.post(step_page(kind), {**wrong, "save": "yes"})
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert not CadenceStep.objects.exists()


def test_unknown_steps_and_other_people_find_nothing(client, carol, sam):
    client.force_login(carol)
    assert client.get(step_page("booked")).status_code == 404
    assert client.get(step_page("follow_up", 9)).status_code == 404
    client.force_login(sam)
    assert client.get(PAGE).status_code in (302, 403, 404)


def test_a_change_of_many_is_followed_a_batch_at_a_time(carol, sam, otto, mira, booked):
    other = make_conversation(otto, mira, starts_at=NOON + timedelta(days=1))
    plan_emails(other, now=NOW)
    step = cadence.get("reminder_day")
    step.amount = -48

    assert change_step(step, by=carol, now=NOW)
    assert not change_step(cadence.get("reminder_day"), by=carol, now=NOW)
    assert [follow_change(now=NOW, limit=1) for _batch in range(4)] == [1, 1, 0, 0]
    waits = Email.objects.filter(kind="reminder_day", about=other.about)
    assert {row.send_at for row in waits} == {NOON - timedelta(hours=24)}
