import logging
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from careerhub.outbox import kinds
from careerhub.outbox.dispatch import Report, send_due
from careerhub.outbox.kinds import Kind
from careerhub.outbox.models import Email, State
from careerhub.outbox.schedule import withdraw
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user
from tests.outbox.kinds_for_tests import write
from tests.outbox.smtp_server import DROP, HANG

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True, params=[True, False], ids=["in one go", "a command at a time"])
def in_one_go(request, mail_server):
    if not request.param:
        mail_server.extensions.clear()
    return request.param


def trail(email):
    return list(email.trail.values_list("state", "attempt", "note"))


def row(email):
    email.refresh_from_db()
    return email.state, email.attempts, email.refusals, email.reason


def test_a_due_email_goes_out_and_the_whole_way_is_kept(mail_server):
    mira = make_user("Mira Holm", email="mira@alum.example")
    email = make_email(reader=mira, about="interview:42")

    report = send_due(now=NOON)

    assert report == Report(decided=1, sent=1)
    assert mail_server.recipients == ["mira@alum.example"]
    email.refresh_from_db()
    assert (email.state, email.sent_at, email.dated_at) == (State.SENT, NOON, NOON)
    assert (email.to_address, email.subject) == ("mira@alum.example", "About interview:42")
    assert email.lease_until is None
    assert trail(email) == [("claimed", 1, ""), ("sending", 1, ""), ("sent", 1, "")]


def test_nothing_due_opens_no_connection(mail_server):
    make_email(send_at=NOON + timedelta(seconds=1))

    assert send_due(now=NOON) == Report()
    assert mail_server.connections == 0


def test_a_batch_shares_one_connection_and_goes_oldest_first(mail_server):
    readers = [make_user(email=f"r{n}@alum.example") for n in range(3)]
    for minutes, reader in zip((5, 15, 10), readers, strict=True):
        make_email(reader=reader, send_at=NOON - timedelta(minutes=minutes))

    assert send_due(now=NOON) == Report(decided=3, sent=3)
    assert mail_server.recipients == ["r1@alum.example", "r2@alum.example", "r0@alum.example"]
    assert mail_server.connections == 1


def test_an_unreachable_server_leaves_everything_as_it_was(settings, mail_server, caplog):
    mail_server.stop()
    emails = [make_email(), make_email()]
    caplog.set_level(logging.INFO)

    report = send_due(now=NOON)

    assert report == Report(reachable=False)
    assert not report.more_may_follow
    assert [row(email) for email in emails] == [(State.SCHEDULED, 0, 0, "")] * 2
    assert [trail(email) for email in emails] == [[], []]
    (line,) = [r for r in caplog.records if r.name.startswith("careerhub")]
    assert (line.levelname, line.exc_info) == ("WARNING", None)
    assert f"no mail server at 127.0.0.1:{mail_server.port}" in line.getMessage()


@pytest.mark.parametrize("stage", ["rcpt", "data", "content"])
def test_a_temporary_refusal_is_tried_again_later(mail_server, stage):
    mail_server.misbehave(stage, "451 greylisted", to="slow@alum.example", times=1)
    slow = make_email(reader=make_user(email="slow@alum.example"))
    other = make_email(reader=make_user(email="other@alum.example"))

    assert send_due(now=NOON) == Report(decided=2, sent=1, later=1)
    assert row(slow) == (State.SCHEDULED, 1, 1, "451 greylisted")
    assert row(other)[0] == State.SENT
    assert send_due(now=NOON) == Report(), "it waits before the next try"

    Email.objects.filter(pk=slow.pk).update(not_before=Now() - timedelta(seconds=1))
    assert send_due(now=NOON + timedelta(minutes=1)) == Report(decided=1, sent=1)
    assert row(slow) == (State.SENT, 2, 1, "")
    assert mail_server.recipients == ["other@alum.example", "slow@alum.example"]


def test_waits_grow_and_skipping_the_product_clock_does_not_shorten_them(mail_server):
    mail_server.misbehave("rcpt", "451 greylisted")
    email = make_email()
    waits = []
    for _ in range(3):
        Email.objects.filter(pk=email.pk).update(not_before=None)
        send_due(now=NOON)
        waits.append(Email.objects.values_list(Now(), "not_before").get(pk=email.pk))
    seconds = [(until - told).total_seconds() for told, until in waits]
    assert [
        low < s < high for s, low, high in zip(seconds, (22, 44, 88), (38, 76, 151), strict=True)
    ] == [True] * 3
    assert send_due(now=NOON + timedelta(days=3)) == Report()


@pytest.mark.parametrize("stage", ["rcpt", "data", "content"])
def test_a_refusal_for_good_fails_and_says_why(mail_server, stage):
    mail_server.misbehave(stage, "550 no such person", to="gone@alum.example")
    gone = make_email(reader=make_user(email="gone@alum.example"))
    make_email(reader=make_user(email="other@alum.example"))

    assert send_due(now=NOON) == Report(decided=2, sent=1, failed=1)
    assert row(gone) == (State.FAILED, 1, 0, "550 no such person")
    assert trail(gone)[-1] == ("failed", 1, "550 no such person")
    assert mail_server.recipients == ["other@alum.example"]


def test_a_server_that_wants_content_for_a_refused_reader_gets_none(mail_server, in_one_go):
    mail_server.misbehave("rcpt", "550 no such person", times=1)
    gone, other = make_email(), make_email()
    if in_one_go:
        mail_server.misbehave("data", "354 go on", times=1)

    report = send_due(now=NOON)

    assert report == Report(
        decided=2, failed=1, **({"given_back": 1} if in_one_go else {"sent": 1})
    )
    assert row(gone) == (State.FAILED, 1, 0, "550 no such person")
    send_due(now=NOON)
    assert mail_server.recipients == [other.reader.email]


def test_a_refused_sender_blames_no_reader(mail_server):
    mail_server.misbehave("mail", "550 who are you", times=1)
    email = make_email()

    assert send_due(now=NOON) == Report(decided=1, later=1)
    assert row(email) == (State.SCHEDULED, 1, 1, "550 who are you")


@pytest.mark.parametrize("stage", ["mail", "rcpt", "content"])
def test_a_server_that_closes_gets_the_rest_later(mail_server, stage):
    mail_server.misbehave(stage, "421 closing", times=1)
    first, second = make_email(), make_email()

    report = send_due(now=NOON)

    assert report == Report(decided=2, later=1, given_back=1)
    assert not report.more_may_follow
    assert row(first) == (State.SCHEDULED, 1, 1, "421 closing")
    assert row(second) == (
        State.SCHEDULED,
        1,
        0,
        "The connection to the mail server broke before its turn.",
    )
    assert send_due(now=NOON) == Report(decided=1, sent=1)
    assert row(second) == (State.SENT, 2, 0, "")


@pytest.mark.parametrize("fault", [DROP, HANG])
@pytest.mark.parametrize("stage", ["mail", "rcpt"])
def test_a_break_before_the_content_is_safe_to_try_again(mail_server, stage, fault):
    mail_server.misbehave(stage, fault, times=1)
    email = make_email("note")

    assert send_due(now=NOON) == Report(decided=1, later=1)
    assert row(email)[:3] == (State.SCHEDULED, 1, 1)
    assert row(email)[3].startswith("The connection to the mail server broke: ")


def test_a_break_between_data_and_the_content_is_safe_to_try_again(mail_server):
    mail_server.misbehave("data", DROP, times=1)
    email = make_email("note")

    assert send_due(now=NOON) == Report(decided=1, later=1)
    assert row(email)[:3] == (State.SCHEDULED, 1, 1)


@pytest.mark.parametrize("fault", [DROP, HANG])
@pytest.mark.parametrize("stage", ["content", "accepted"])
def test_a_break_after_the_content_leaves_a_note_to_a_person(mail_server, stage, fault):
    mail_server.misbehave(stage, fault, times=1)
    email, second = make_email("note"), make_email("note")

    report = send_due(now=NOON)

    assert report == Report(decided=2, uncertain=1, given_back=1)
    assert row(email)[:3] == (State.UNCERTAIN, 1, 0)
    assert send_due(now=NOON) == Report(decided=1, sent=1)
    assert row(second)[0] == State.SENT
    assert row(email)[0] == State.UNCERTAIN


def test_a_break_after_the_content_repeats_a_reminder_under_the_same_id_and_date(mail_server):
    mail_server.misbehave("accepted", DROP, times=1)
    email = make_email("reminder")

    assert send_due(now=NOON) == Report(decided=1, later=1)
    assert row(email)[:3] == (State.SCHEDULED, 1, 1)
    Email.objects.filter(pk=email.pk).update(not_before=None)
    assert send_due(now=NOON + timedelta(minutes=5)) == Report(decided=1, sent=1)

    (_, first), (_, second) = mail_server.accepted
    assert (second["Message-ID"], second["Date"]) == (first["Message-ID"], first["Date"])
    assert str(first["Date"]) == "Tue, 20 Oct 2026 16:00:00 +0000"
    assert email.trail.count() == 6


def test_an_email_withdrawn_between_claim_and_sending_does_not_go(mail_server):
    first, second = make_email(), make_email()

    def interrupt(step):
        if step == "claimed":
            told = withdraw([second.pk], reason="The meeting was cancelled.", now=NOON)
            assert (told.count, told.going_out) == (1, ())

    assert send_due(now=NOON, step=interrupt) == Report(decided=2, sent=1, overtaken=1)
    assert row(first)[0] == State.SENT
    assert row(second) == (State.WITHDRAWN, 1, 0, "The meeting was cancelled.")
    assert len(mail_server.accepted) == 1


def test_a_withdrawal_learns_what_is_going_out(mail_server):
    email = make_email()
    told = []

    def interrupt(step):
        if step == "content":
            told.append(withdraw(Email.objects.all(), reason="Cancelled.", now=NOON))

    assert send_due(now=NOON, step=interrupt) == Report(decided=1, sent=1)
    assert [(w.count, w.going_out) for w in told] == [(0, (email,))]


def test_a_worker_that_slept_cannot_overwrite_a_later_outcome(mail_server):
    email = make_email()

    def sleep(step):
        if step == "answered":
            Email.objects.filter(pk=email.pk).update(
                state=State.FAILED, reason="decided meanwhile", attempts=2, lease_until=None
            )

    send_due(now=NOON, step=sleep)
    assert row(email) == (State.FAILED, 2, 0, "decided meanwhile")


def test_what_follows_a_sending_is_part_of_it(mail_server):
    after = []
    kinds.register(
        Kind(
            name="letter",
            label="Letter",
            prepare=write,
            after_sent=lambda email, now: after.append((email.pk, email.state, email.sent_at)),
        )
    )
    mail_server.misbehave("rcpt", "550 no", to="gone@alum.example")
    sent = make_email("letter")
    make_email("letter", reader=make_user(email="gone@alum.example"))

    assert send_due(now=NOON) == Report(decided=2, sent=1, failed=1)
    assert after == [(sent.pk, "sent", NOON)]


def test_an_email_stays_sent_when_what_follows_fails(mail_server, caplog):
    def stumble(email, now):
        Email.objects.filter(pk=email.pk).update(reason="half done")
        raise RuntimeError("no room")

    kinds.register(Kind(name="letter", label="Letter", prepare=write, after_sent=stumble))
    email, other = make_email("letter"), make_email()

    assert send_due(now=NOON) == Report(decided=2, sent=2)
    assert row(email) == (State.SENT, 1, 0, "")
    assert trail(email)[-1] == (
        "sent",
        1,
        "It went out, but what should follow could not be done.",
    )
    assert row(other)[0] == State.SENT
    assert [r.levelname for r in caplog.records if r.name.startswith("careerhub")] == ["ERROR"]
