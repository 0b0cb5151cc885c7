"""Servers that drip, stutter, close and talk nonsense: no email suffers for another, none goes too late."""

import random
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from careerhub.outbox import claim, ledger, smtp
from careerhub.outbox.dispatch import Report, send_due
from careerhub.outbox.leases import settle_leases
from careerhub.outbox.message import Envelope
from careerhub.outbox.models import Email, State
from careerhub.outbox.schedule import withdraw
from careerhub.outbox.smtp import Fate
from tests.factories.outbox import NOON, make_emails
from tests.outbox.scripted_server import ScriptedServer

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND = "r0@alum.example", "r1@alum.example"


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.OUTBOX_LINES, settings.EMAIL_TIMEOUT = 2, 0.4
    monkeypatch.setattr(smtp, "WORTH_A_LINE", 1)
    monkeypatch.setattr(smtp, "PATIENCE", 0.4)
    server = ScriptedServer()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.close()


def found(email):
    email.refresh_from_db()
    return email.state, email.refusals, email.reason


def at(verb, act, *, to=FIRST, once=False):
    """A script that acts on one command about one reader."""
    done = []

    def script(talk):
        if talk.verb != verb or (to and talk.to != to) or (once and done):
            return False
        done.append(talk.number)
        act(talk)
        return True

    return script


def beside(work, *, after):
    """Do `work` in a thread of its own, after so many seconds."""

    def wait_and_work():
        time.sleep(after)
        work()
        connection.close()

    thread = threading.Thread(target=wait_and_work)
    thread.start()
    return thread


@pytest.mark.parametrize("kind", ["note", "reminder"])
def test_a_line_that_drips_leaves_its_neighbour_alone(server, monkeypatch, kind):
    """The neighbour's answer is kept long before its lease runs out, so nobody sends it again."""
    monkeypatch.setattr(ledger, "SENDING_LEASE", timedelta(seconds=1.5))
    server.script = at(b"BODY", lambda talk: talk.drip(b"250-wait", seconds=2.5))
    first, second = make_emails(2, kind)
    settling = beside(lambda: settle_leases(now=NOON), after=1.8)

    began = time.monotonic()
    report = send_due(now=NOON)
    assert time.monotonic() - began < 1.5
    settling.join()

    assert report.sent == 1
    assert server.accepted == [SECOND]
    assert found(second) == (State.SENT, 0, "")
    assert found(first)[0] == (State.UNCERTAIN if kind == "note" else State.SCHEDULED)


@pytest.mark.parametrize("verb", [b"", b"EHLO"])
def test_a_greeting_that_drips_holds_no_worker(server, verb):
    server.script = at(verb, lambda talk: talk.drip(b"250-wait", seconds=2.5), to="")
    (email,) = make_emails(1)

    began = time.monotonic()
    assert send_due(now=NOON) == Report(reachable=False)
    assert time.monotonic() - began < 1.5
    assert found(email) == (State.SCHEDULED, 0, "")


def test_further_lines_are_not_waited_for_until_the_claim_runs_out(server, settings, monkeypatch):
    """Every greeting takes nearly as long as we wait for one: four of them would be too long."""
    settings.OUTBOX_LINES, settings.EMAIL_TIMEOUT = 4, 0.6
    monkeypatch.setattr(smtp, "PATIENCE", 2)
    monkeypatch.setattr(claim, "CLAIM_LEASE", timedelta(seconds=1.2))

    def slowly(talk):
        if talk.verb == b"":
            time.sleep(0.45)
        return False

    server.script = slowly
    mine = make_emails(8)
    settling = beside(lambda: settle_leases(now=NOON), after=1.8)
    assert send_due(now=NOON) == Report(decided=8, sent=8)
    settling.join()
    assert {found(email)[0] for email in mine} == {State.SENT}
    assert server.conversations == 3, "the third took too long, and no fourth was tried"


@pytest.mark.parametrize("where", ["sending", "content"])
def test_a_worker_that_slept_past_its_lease_sends_no_content(server, monkeypatch, where):
    monkeypatch.setattr(ledger, "SENDING_LEASE", timedelta(seconds=0.8))
    (email,) = make_emails(1, "reminder")

    def sleep(step):
        if step == where:
            time.sleep(1)
            settle_leases(now=NOON)
            assert withdraw([email.pk], reason="Cancelled.", now=NOON).count == 1

    send_due(now=NOON, step=sleep)
    assert server.accepted == []
    assert found(email)[0] == State.WITHDRAWN


def test_content_that_waited_for_a_stalled_line_is_not_sent_too_late(server, monkeypatch):
    monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    server.script = at(b"RCPT", lambda talk: time.sleep(1))
    first, second = make_emails(2, "reminder")

    assert send_due(now=NOON) == Report(decided=2, later=2)
    assert server.accepted == []
    assert found(second)[0] == State.SCHEDULED
    assert "its time was up before the content" in found(second)[2]
    assert found(first)[0] == State.SCHEDULED


def test_a_server_that_closes_after_a_refusal_costs_the_next_one_nothing(server, settings):
    settings.OUTBOX_LINES = 1

    def script(talk):
        said = {b"RCPT": b"550 nobody", b"DATA": b"503 no", b"RSET": b"421 too many errors"}
        if talk.number or talk.to != FIRST or talk.verb not in said:
            return False
        talk.say(said[talk.verb])
        if talk.verb == b"RSET":
            talk.hang_up()
        return True

    server.script = script
    first, second = make_emails(2)
    assert send_due(now=NOON) == Report(decided=2, failed=1, given_back=1)
    assert found(first)[:2] == (State.FAILED, 0)
    assert found(second)[:2] == (State.SCHEDULED, 0)
    assert send_due(now=NOON).sent == 1


def test_a_reply_that_makes_no_sense_ends_the_line(server, settings):
    """One reply too many, and each later one would be taken for the answer to something else."""
    settings.OUTBOX_LINES = 1
    broken = at(b"MAIL", lambda talk: talk.say(b"250-a\r\nbroken\r\n250 b"), to="", once=True)
    server.script = broken
    first, second = make_emails(2)

    assert send_due(now=NOON) == Report(decided=2, later=1, given_back=1)
    assert found(first)[:2] == (State.SCHEDULED, 1)
    assert found(second)[:2] == (State.SCHEDULED, 0)
    assert server.accepted == []


OK = {b"DATA": b"354"}
ODD = (
    *("451 later", "550 no", "421 closing", "hang up", "what?", "150 hm", "half", "long", "hang"),
    *("many lines", "byte by byte", "binary"),
)


def odd_script(chance, took, *, in_one_go):
    """Half of all replies are odd; `took` learns what a server would deliver."""

    def script(talk):
        if talk.verb == b"EHLO" and not in_one_go:
            talk.say(b"250 scripted")
            return True
        if talk.verb in (b"", b"EHLO", b"QUIT"):
            return False
        odd = chance.choice(ODD) if chance.random() < 0.45 else ""
        refused = odd.startswith(("451", "550", "421"))
        if talk.verb == b"DATA" and odd in ("many lines", "byte by byte"):
            return False  # the content is heard by the server itself
        if talk.verb == b"BODY":
            if not odd or odd in ("many lines", "byte by byte"):
                took.append(talk.to)
            elif not refused and chance.random() < 0.5:
                took.append(talk.to)  # taken, and then it misbehaved
        return bool(odd) and say_oddly(talk, odd)

    return script


def say_oddly(talk, odd):
    code = OK.get(talk.verb, b"250")
    if odd == "hang up":
        talk.hang_up()
    elif odd == "half":
        talk.connection.sendall(code[:2])
        talk.hang_up()
    elif odd == "hang":
        time.sleep(0.3)
        talk.say(b"451 late")
    elif odd == "long":
        talk.say(code + b" " + b"x" * 9000)
    elif odd == "many lines":
        talk.say(code + b"-a\r\n" + code + b"-b\r\n" + code + b" c")
    elif odd == "byte by byte":
        for byte in code + b" fine\r\n":
            talk.connection.sendall(bytes([byte]))
    elif odd == "binary":
        talk.say(b"\xff\xfe\x00\xb2")
    else:
        talk.say(odd.encode())
        if odd.startswith("421"):
            talk.hang_up()
    return True


@pytest.mark.parametrize("in_one_go", [True, False], ids=["in one go", "a command at a time"])
def test_whatever_a_server_says_we_know_what_we_can_know(server, settings, monkeypatch, in_one_go):
    """Accepted only what it took, refused or later only what it did not take, and each at most once."""
    settings.EMAIL_TIMEOUT, settings.OUTBOX_LINES = 0.2, 3
    monkeypatch.setattr(smtp, "PATIENCE", 1)
    fates = {}
    took = []
    for seed in range(25):
        server.script = odd_script(random.Random(seed), took, in_one_go=in_one_go)
        fates |= converse(seed)
    for to, fate in fates.items():
        copies = took.count(to)
        assert copies <= 1, to
        assert fate is not Fate.ACCEPTED or copies == 1, to
        assert fate not in (Fate.LATER, Fate.REFUSED) or copies == 0, to
    assert set(fates.values()) == set(Fate)


def converse(seed):
    content = b"From: x\r\n\r\n.\r\nhi\r\n..\r\n" + b".y\r\n" * 300
    waiting = [Envelope("careers@b.example", f"s{seed}r{n}@a.example", content) for n in range(9)]
    fates = {}
    with smtp.room_for_lines(lambda step: None) as lines:
        lines.renew()
        lines.widen(30)
        while waiting and (alive := lines.alive):
            going = [waiting.pop(0) for _ in alive[: len(waiting)]]
            answers = lines.send(going, until=time.monotonic() + smtp.PATIENCE)
            fates |= {e.to: a.fate for e, a in zip(going, answers, strict=True)}
    return fates


def test_nothing_that_goes_wrong_on_one_line_takes_the_others_with_it(server, monkeypatch, caplog):
    begin = smtp.Line._begin

    def stumble(line, envelope):
        if envelope.to == FIRST:
            raise KeyError("nobody thought of this")
        return (yield from begin(line, envelope))

    monkeypatch.setattr(smtp.Line, "_begin", stumble)
    first, second = make_emails(2)
    assert send_due(now=NOON) == Report(decided=2, sent=1, later=1)
    assert found(second)[0] == State.SENT
    assert found(first)[:2] == (State.SCHEDULED, 1)
    assert [r.levelname for r in caplog.records if r.name.startswith("careerhub")] == ["ERROR"]
    assert Email.objects.filter(lease_until__isnull=False).count() == 0
