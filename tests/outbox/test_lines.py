"""One worker, several connections side by side: one that hangs, breaks or is refused holds up no other."""

from collections import Counter

import pytest

from careerhub.outbox import smtp
from careerhub.outbox.dispatch import STEPS, Report, send_due
from careerhub.outbox.models import Email, State
from careerhub.outbox.schedule import withdraw
from tests.factories.outbox import NOON, make_emails
from tests.outbox.crashes import ENDINGS, dispatch_and_die_at, how_it_ended, in_a_process, recover
from tests.outbox.smtp_server import DROP, HANG

pytestmark = pytest.mark.django_db(transaction=True)
LINES = 3


@pytest.fixture(autouse=True)
def several_lines(settings, monkeypatch):
    settings.OUTBOX_LINES = LINES
    monkeypatch.setattr(smtp, "WORTH_A_LINE", 1)


@pytest.fixture(params=[True, False], ids=["in one go", "a command at a time"])
def _either_way(request, mail_server):
    if not request.param:
        mail_server.extensions.clear()


def states():
    return list(Email.objects.order_by("pk").values_list("state", flat=True))


def reasons():
    return list(Email.objects.order_by("pk").values_list("reason", flat=True))


@pytest.mark.usefixtures("_either_way")
def test_as_many_go_out_at_the_same_time_as_there_are_lines(mail_server):
    mail_server.misbehave("accepted", HANG, times=LINES)
    mail_server.hang_seconds = 0.5
    make_emails(7)

    assert send_due(now=NOON) == Report(decided=7, sent=7)
    assert mail_server.most_hanging == LINES
    assert mail_server.connections == mail_server.most_connected == LINES
    assert Counter(mail_server.recipients) == {f"r{n}@alum.example": 1 for n in range(7)}


def test_a_few_emails_are_not_worth_a_further_line(mail_server, monkeypatch):
    monkeypatch.setattr(smtp, "WORTH_A_LINE", 10)
    make_emails(19)

    assert send_due(now=NOON) == Report(decided=19, sent=19)
    assert mail_server.connections == 1


def test_a_server_that_gives_no_further_line_is_served_over_the_first(mail_server, settings):
    make_emails(4)

    def close_the_door(step):
        if step == "claimed":
            settings.EMAIL_PORT = 1

    assert send_due(now=NOON, step=close_the_door) == Report(decided=4, sent=4)
    assert mail_server.connections == 1


@pytest.mark.usefixtures("_either_way")
@pytest.mark.parametrize(
    ("stage", "fault", "becomes"),
    [
        ("rcpt", HANG, State.SCHEDULED),
        ("rcpt", "421 closing", State.SCHEDULED),
        ("rcpt", "451 greylisted", State.SCHEDULED),
        ("rcpt", "550 no such person", State.FAILED),
        ("data", DROP, State.SCHEDULED),
        ("content", DROP, State.UNCERTAIN),
        ("accepted", HANG, State.UNCERTAIN),
    ],
)
def test_trouble_on_one_line_stays_there(mail_server, stage, fault, becomes):
    mail_server.misbehave(stage, fault, to="r1@alum.example")
    make_emails(8)

    assert send_due(now=NOON).sent == 7
    assert states() == [State.SENT, becomes, *[State.SENT] * 6]
    others = {f"r{n}@alum.example" for n in range(8)} - {"r1@alum.example"}
    assert {to: times for to, times in Counter(mail_server.recipients).items() if to in others} == (
        dict.fromkeys(others, 1)
    )


def test_what_had_no_turn_when_the_last_line_broke_is_given_back(mail_server):
    mail_server.misbehave("content", "421 closing", times=LINES)
    make_emails(5)

    assert send_due(now=NOON) == Report(decided=5, later=3, given_back=2)
    assert states() == [State.SCHEDULED] * 5
    assert reasons() == [
        *["421 closing"] * 3,
        *["The connection to the mail server broke before its turn."] * 2,
    ]
    assert mail_server.accepted == []


def test_the_rest_goes_over_the_lines_that_are_left(mail_server):
    mail_server.misbehave("content", "421 closing", times=LINES - 1)
    make_emails(9)

    assert send_due(now=NOON) == Report(decided=9, later=2, sent=7)
    assert mail_server.connections == LINES


def test_one_withdrawn_beside_others_that_go(mail_server):
    mine = make_emails(5)

    def interrupt(step):
        if step == "claimed":
            withdraw([mine[1].pk, mine[4].pk], reason="The meeting was cancelled.", now=NOON)

    assert send_due(now=NOON, step=interrupt) == Report(decided=5, sent=3, overtaken=2)
    assert [n for n, state in enumerate(states()) if state == State.WITHDRAWN] == [1, 4]
    assert sorted(mail_server.recipients) == [f"r{n}@alum.example" for n in (0, 2, 3)]


def test_whatever_hangs_the_emails_side_by_side_take_no_longer_than_the_patience(
    mail_server, monkeypatch, settings
):
    settings.EMAIL_TIMEOUT = 60
    monkeypatch.setattr(smtp, "PATIENCE", 0.5)
    mail_server.misbehave("rcpt", HANG)
    make_emails(LINES)

    assert send_due(now=NOON) == Report(decided=3, later=3)
    assert all("timed out" in reason for reason in reasons())


@pytest.mark.parametrize("kind", ["note", "reminder"])
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_worker_leaves_one_in_doubt_a_line_at_most(mail_server, step, kind):
    make_emails(8, kind)
    rounds_before = 1 if step in ("connected", "claimed", "recorded") else 2

    child = in_a_process(dispatch_and_die_at(step, time=rounds_before, how="signal"))
    assert how_it_ended(child) == ENDINGS["signal"]
    recover()

    took = Counter(mail_server.recipients)
    doubtful = [n for n, state in enumerate(states()) if state == State.UNCERTAIN]
    assert set(states()) <= {State.SENT, State.UNCERTAIN}
    twice = [to for to, times in took.items() if times > 1]
    if kind == "note":
        assert twice == []
        assert len(doubtful) <= LINES
        assert all(took[f"r{n}@alum.example"] == 1 for n in range(8) if n not in doubtful)
    else:
        assert doubtful == []
        assert len(twice) <= LINES
        assert len(took) == 8
    ids = {(to, message["Message-ID"], message["Date"]) for to, message in mail_server.accepted}
    assert len(ids) == len(took), "a second copy can be recognised"
