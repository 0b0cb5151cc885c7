from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import connection
from django.urls import reverse

from careerhub.common import clock
from careerhub.demo import loading, time_machine
from careerhub.demo.personas import PERSONAS
from interviews.models import Interview
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def caught(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "mail").mkdir()

    def write(name, *, to, subject, html="<html><head></head><body>Hello</body></html>"):
        message = EmailMessage()
        message["To"], message["Subject"], message["From"] = (
            to,
            subject,
            "careers@brightwater.example",
        )
        message.set_content("Hello")
        message.add_alternative(html, subtype="html")
        (tmp_path / "mail" / f"{name}.eml").write_bytes(message.as_bytes())

    return write


def test_one_click_makes_a_visitor_a_persona(client):
    make_student("Sam Rivera", email=PERSONAS[0].email)
    answer = client.post(reverse("demo:sign_in"), {"persona": PERSONAS[0].email})
    assert answer["Location"] == reverse("people:home")
    assert client.get(reverse("students:home")).status_code == 200


def test_nobody_else_can_be_signed_in_that_way(client, otto):
    assert client.post(reverse("demo:sign_in"), {"persona": otto.email}).status_code == 404
    assert client.post(reverse("demo:sign_in")).status_code == 404
    assert client.get(reverse("demo:sign_in")).status_code == 405


@pytest.mark.parametrize(
    ("leap", "ahead"),
    [("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("weeks", timedelta(weeks=2))],
)
def test_a_skip_moves_the_clock_for_everybody(client, leap, ahead):
    time_machine.forget()
    client.post(reverse("demo:skip"), {"leap": leap})
    assert time_machine.shift() == ahead
    time_machine.forget()


def test_the_next_meetings_end_is_where_the_skip_lands(client, sam, mira):
    interview = make_interview(sam, mira)
    with clock.standing_at(NOON):
        client.post(reverse("demo:skip"), {"leap": "meeting"})
    assert time_machine.shift() == interview.ends_at + timedelta(minutes=1) - NOON
    time_machine.forget()


def test_without_a_meeting_the_clock_stands_and_says_why(client, carol):
    client.force_login(carol)
    answer = client.post(reverse("demo:skip"), {"leap": "meeting"}, follow=True)
    assert "No meeting is ahead" in answer.content.decode()
    assert time_machine.shift() == timedelta()
    assert client.post(reverse("demo:skip"), {"leap": "back"}).status_code == 404


def test_the_mailbox_shows_the_newest_first_and_filters_by_recipient(client, caught):
    caught("1-1-1", to="sam@brightwater.example", subject="First")
    caught("2-1-2", to="mira@alum.example", subject="Second")
    page = client.get(reverse("demo:mailbox_list")).content.decode()
    assert page.index("Second") < page.index("First")
    only = client.get(reverse("demo:mailbox_list"), {"to": "MIRA"}).content.decode()
    assert ("Second" in only, "First" in only) == (True, False)
    nobody = client.get(reverse("demo:mailbox_list"), {"to": "zoe"}).content.decode()
    assert "No caught email is addressed to “zoe”" in nobody


def test_a_caught_emails_html_runs_and_loads_nothing(client, caught):
    caught("1-1-1", to="sam@brightwater.example", subject="First")
    assert "Hello" in client.get(reverse("demo:mailbox_message", args=["1-1-1"])).content.decode()
    html = client.get(reverse("demo:mailbox_html", args=["1-1-1"]))
    policy = html["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert '<head><base target="_top">' in html.content.decode()


def test_a_name_outside_the_mailbox_is_not_found(client, caught):
    caught("1-1-1", to="sam@brightwater.example", subject="First")
    for name in ("2-2-2", "..", "careerhub"):
        assert client.get(f"/demo/mailbox/{name}/").status_code == 404
        assert client.get(f"/demo/mailbox/{name}/html/").status_code == 404


def test_starting_over_forgets_what_visitors_did(client, sam, mira):
    make_interview(sam, mira, message="A visitor was here")
    time_machine.skip(timedelta(days=3))
    connection.check_constraints()  # a test's transaction holds checks back, and TRUNCATE minds
    assert client.post(reverse("demo:start_over"))["Location"] == reverse("account_login")
    assert time_machine.shift() == timedelta()
    assert not Interview.objects.filter(message="A visitor was here").exists()
    assert Interview.objects.count() == 144
    assert not loading.is_empty()
