import io
import mailbox
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from careerhub.common import clock
from careerhub.outbox import bounces, kinds, suppression
from careerhub.outbox.models import Declined, Email, State, Suppression
from careerhub.outbox.reports import read
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user
from tests.outbox.kinds_for_tests import write
from tests.outbox.post import complaint, delivery_report, out_of_office

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


@pytest.fixture
def mira(db):
    return make_user("Mira Holm", email="mira@alum.example")


@pytest.fixture
def sent(mira):
    return make_email(
        reader=mira, state=State.SENT, sent_at=NOON, to_address="mira@alum.example", attempts=1
    )


def hand_in(raw, **more):
    (report,) = read(raw)
    return bounces.take(report, now=LATER, **more)


def test_a_hard_bounce_is_kept_with_the_email_and_closes_the_address(sent):
    said = hand_in(delivery_report(sent))
    reason = "550 5.1.1 <mira@alum.example>: Recipient address rejected: User unknown"
    assert said == f"mira@alum.example takes no emails, so none go there any more: {reason}"
    sent.refresh_from_db()
    assert (sent.state, sent.sent_at, sent.bounced_at) == (State.SENT, NOON, LATER)
    assert sent.bounce_reason == reason
    assert sent.trail.get().note == f"It came back: {reason}"
    row = Suppression.objects.get()
    assert (row.address, row.reason, row.email, row.at) == (
        "mira@alum.example",
        reason,
        sent,
        LATER,
    )


def test_the_same_report_again_changes_nothing_even_after_the_address_was_put_right(sent, mira):
    hand_in(delivery_report(sent))
    suppression.lift(Suppression.objects.get(), by=mira, now=LATER)
    assert hand_in(delivery_report(sent)).endswith("is known already.")
    assert suppression.why_suppressed("mira@alum.example") == ""
    assert sent.trail.count() == 1


def test_a_soft_bounce_is_only_noted(sent):
    raw = delivery_report(sent, status="4.4.7", said="smtp; 451 4.4.7 expired")
    assert hand_in(raw) == "The email to mira@alum.example came back: 451 4.4.7 expired"
    sent.refresh_from_db()
    assert (sent.state, sent.bounced_at) == (State.SENT, LATER)
    assert not Suppression.objects.exists()


def test_a_delay_is_a_line_in_the_trail_and_said_once(sent):
    raw = delivery_report(sent, action="delayed", status="4.4.1", said="smtp; 451 try later")
    for _ in range(2):
        assert hand_in(raw) == "The email to mira@alum.example is delayed: 451 try later"
    sent.refresh_from_db()
    assert sent.bounced_at is None
    assert sent.trail.get().note == "The reader’s mail server is still trying: 451 try later"


def test_without_our_message_id_it_is_noted_but_the_address_stays_open(sent):
    hand_in(delivery_report())
    sent.refresh_from_db()
    assert sent.bounced_at == LATER
    assert not Suppression.objects.exists()


def test_a_made_up_message_id_is_nobodys(sent):
    raw = delivery_report(sent, recipient="carol@brightwater.example")
    forged = raw.replace(b"Message-ID: <", b"Message-ID: <0", 1)
    start = forged.index(b"Message-ID: <", forged.index(b"Undelivered Message\r\n"))
    forged = forged[: start + 13] + b"f" * 32 + forged[start + 45 :]
    assert hand_in(forged) == "It is about none of our emails."
    assert not Suppression.objects.exists()


def test_a_trusted_report_needs_no_message_id(sent):
    hand_in(delivery_report(recipient="Mira@Alum.Example"), trusted=True)
    assert Suppression.objects.get().address == "mira@alum.example"


def test_a_complaint_declines_everything_that_can_be_declined(sent, mira):
    kinds.register(kinds.Kind(name="letter", label="Letter", prepare=write, group="letters"))
    kinds.register(kinds.Kind(name="look", label="Look", prepare=write, group="news"))
    said = "mira@alum.example called an email spam and gets only what must be known."
    assert hand_in(complaint(sent)) == said
    assert suppression.declined_by(mira) == {"letters", "news"}
    assert {each.how for each in mira.declined.all()} == {Declined.How.COMPLAINT}
    assert not Suppression.objects.exists()
    suppression.want(mira, ["letters"])
    assert hand_in(complaint(sent)).endswith("is known already.")
    assert suppression.declined_by(mira) == {"news"}


def test_a_bounce_closes_nothing_for_others(sent):
    other = make_email()
    hand_in(delivery_report(sent))
    assert Email.objects.get(pk=other.pk).bounced_at is None
    assert suppression.why_suppressed(other.reader.email) == ""


def read_bounces(where):
    out = io.StringIO()
    with clock.standing_at(LATER):
        call_command("read_bounces", str(where), stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("kind", [mailbox.Maildir, mailbox.mbox])
def test_a_mailbox_is_read_to_its_end_twice_without_harm(kind, sent, tmp_path):
    box = kind(tmp_path / "box")
    for raw in (delivery_report(sent), out_of_office(Auto_Submitted="auto-replied"), b"\0\1\2"):
        box.add(raw)
    box.close()
    first = read_bounces(tmp_path / "box")
    assert first[-1] == "3 read, 1 of them reports."
    assert any("takes no emails" in line for line in first)
    assert any("out-of-office" in line for line in first)
    assert any("is known already" in line for line in read_bounces(tmp_path / "box"))
    assert Suppression.objects.count() == 1


def test_one_email_in_a_file_is_read_too(sent, tmp_path):
    (tmp_path / "one.eml").write_bytes(delivery_report(sent))
    assert read_bounces(tmp_path / "one.eml")[-1] == "1 read, 1 of them reports."
    (tmp_path / "noise").write_bytes(b"\x7fELF" + bytes(range(256)) * 9000)
    assert read_bounces(tmp_path / "noise")[-1] == "1 read, 0 of them reports."
    (tmp_path / "empty").write_bytes(b"")
    assert read_bounces(tmp_path / "empty") == ["0 read, 0 of them reports."]


def test_standard_input_holds_one_email(sent, monkeypatch):
    given = io.TextIOWrapper(io.BytesIO(delivery_report(sent)))
    monkeypatch.setattr("sys.stdin", given)
    assert "takes no emails" in read_bounces("-")[0]


def test_what_is_no_mailbox_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no mailbox at"):
        read_bounces(tmp_path / "missing")
    with pytest.raises(CommandError, match="is no Maildir"):
        read_bounces(tmp_path)
