"""What cannot be sent is said in a sentence, and takes nothing else with it."""

from datetime import timedelta

import pytest

from careerhub.outbox import kinds
from careerhub.outbox.dispatch import send_due
from careerhub.outbox.kinds import Kind
from careerhub.outbox.message import CALENDAR_LIMIT
from careerhub.outbox.models import State
from careerhub.outbox.verdicts import Hold, Postpone, Send, Suppress, Withdraw
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def write_as(**changed):
    def prepare(email, now):
        words = {
            "to": email.reader.email,
            "to_name": email.reader.full_name,
            "from_name": "Career Office",
            "from_address": "careers@brightwater.example",
            "subject": "A word",
            "text": "Hello.\n",
            "html": "<p>Hello.</p>",
        }
        return Send(**{**words, **changed})

    return Kind(name="odd", label="Odd", prepare=prepare)


def put(kind, **more):
    kinds.register(kind)
    return make_email(kind="odd", **more)


def others_arrive(server):
    """An ordinary email that was due in the same batch has gone out."""
    return "well@alum.example" in server.recipients


@pytest.fixture
def beside(mail_server):
    return make_email(reader=make_user(email="well@alum.example"))


def test_an_invitation_over_the_limit_fails_whole_with_a_sentence(mail_server, beside):
    email = put(write_as(calendar=b"X" * (CALENDAR_LIMIT + 1), calendar_method="REQUEST"))
    send_due(now=NOON)
    email.refresh_from_db()
    assert email.state == State.FAILED
    assert "the invitation is larger than an email may carry" in email.reason
    assert others_arrive(mail_server)
    assert len(mail_server.accepted) == 1


def test_an_invitation_at_the_limit_goes(mail_server):
    email = put(write_as(calendar=b"X" * CALENDAR_LIMIT, calendar_method="REQUEST"))
    send_due(now=NOON)
    email.refresh_from_db()
    assert email.state == State.SENT


@pytest.mark.parametrize(
    ("subject", "arrives"),
    [
        ("Hello\r\nBcc: all@evil.example", "Hello Bcc: all@evil.example"),
        ("Hello \u202edlrow", "Hello dlrow"),
        ("Hello\x00\x07 there", "Hello there"),
    ],
)
def test_a_subject_with_what_does_not_belong_goes_out_without_it(mail_server, subject, arrives):
    put(write_as(subject=subject))
    send_due(now=NOON)
    ((_to, message),) = mail_server.accepted
    assert message["Subject"] == arrives
    assert "Bcc" not in message


def test_a_name_that_turns_its_direction_is_set_straight(mail_server):
    reader = make_user("Mira\u202e\x1b Holm", email="mira@alum.example")
    put(write_as(), reader=reader)
    send_due(now=NOON)
    ((_to, message),) = mail_server.accepted
    assert message["To"].addresses[0].display_name == "Mira Holm"


def test_an_address_that_the_server_refuses_fails_alone(mail_server, beside):
    mail_server.misbehave("rcpt", "553 no such mailbox", to="odd@alum.example")
    email = put(write_as(), reader=make_user(email="odd@alum.example"))
    send_due(now=NOON)
    email.refresh_from_db()
    assert (email.state, email.reason) == (State.FAILED, "553 no such mailbox")
    assert others_arrive(mail_server)


def test_an_address_that_is_none_fails_with_a_sentence(mail_server, beside):
    email = put(write_as(to="nobody at all"))
    send_due(now=NOON)
    email.refresh_from_db()
    assert email.state == State.FAILED
    assert email.reason.startswith("It could not be written")
    assert others_arrive(mail_server)


@pytest.mark.parametrize("field", ["to", "to_name", "subject", "text", "html", "unsubscribe"])
@pytest.mark.parametrize("odd", ["\ud83d", "\0"], ids=["half a letter", "NUL"])
def test_what_no_database_keeps_stops_nobody_else(mail_server, beside, field, odd):
    email = put(write_as(**{field: f"odd{odd}@alum.example"}))
    send_due(now=NOON)
    email.refresh_from_db()
    assert email.state in (State.SENT, State.FAILED)
    assert others_arrive(mail_server)


@pytest.mark.parametrize(
    "verdict", [Hold, Withdraw, Suppress, lambda why: Postpone(NOON + timedelta(hours=1), why)]
)
@pytest.mark.parametrize("odd", ["\ud83d", "\0"], ids=["half a letter", "NUL"])
def test_a_reason_that_no_database_keeps_stops_nobody_else(mail_server, beside, verdict, odd):
    kind = Kind(name="odd", label="Odd", prepare=lambda email, now: verdict(f"Gone{odd} away"))
    email = put(kind)
    send_due(now=NOON)
    email.refresh_from_db()
    assert email.reason == "Gone away"
    assert others_arrive(mail_server)
