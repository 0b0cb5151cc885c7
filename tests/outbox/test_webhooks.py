import base64
import hashlib
import hmac
import json

import pytest
from django.test import Client

from careerhub.outbox import message, suppression
from careerhub.outbox.models import Email, State, Suppression
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user

SECRET = "careerhub:" + "s" * 24
KEY = "a-signing-key-of-mailgun"
MAILGUN, POSTMARK = "/mail/webhooks/mailgun/tracking/", "/mail/webhooks/postmark/tracking/"


@pytest.fixture
def sent(db):
    mira = make_user("Mira Holm", email="mira@alum.example")
    return make_email(reader=mira, state=State.SENT, sent_at=NOON, to_address=mira.email)


@pytest.fixture(autouse=True)
def listening(settings):
    settings.ROOT_URLCONF = "tests.outbox.webhook_urls"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


def call(path, payload, *, secret=SECRET):
    basic = base64.b64encode(secret.encode()).decode()
    return Client(enforce_csrf_checks=True).post(
        path,
        json.dumps(payload),
        content_type="application/json",
        headers={"Authorization": f"Basic {basic}"},
    )


def mailgun(email, *, key=KEY, event="failed", **data):
    """As Mailgun signs it: HMAC-SHA256 of timestamp and token."""
    token, stamp = "a" * 50, "1792512000"
    signed = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    message_id = message.message_id(email, "brightwater.example").strip("<>")
    return {
        "signature": {"timestamp": stamp, "token": token, "signature": signed},
        "event-data": {
            "event": event,
            "timestamp": 1792512000.5,
            "recipient": "mira@alum.example",
            "message": {"headers": {"message-id": message_id, "to": "mira@alum.example"}},
            **data,
        },
    }


PERMANENT = {
    "severity": "permanent",
    "reason": "bounce",
    "delivery-status": {"code": 550, "message": "5.1.1 No such user", "description": ""},
}


def postmark(**data):
    return {
        "RecordType": "Bounce",
        "ID": 4323372036854775807,
        "Type": "HardBounce",
        "TypeCode": 1,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Description": "The server was unable to deliver your message (ex: unknown user).",
        "Details": "smtp;550 5.1.1 The email account does not exist",
        "Email": "mira@alum.example",
        "BouncedAt": "2026-10-20T16:33:54.9070259Z",
        **data,
    }


def test_a_signed_hard_bounce_closes_the_address(sent):
    assert call(MAILGUN, mailgun(sent, **PERMANENT)).status_code == 200
    row = Suppression.objects.get()
    assert (row.address, row.reason, row.email) == (
        "mira@alum.example",
        "5.1.1 No such user",
        sent,
    )
    assert Email.objects.get(pk=sent.pk).bounced_at is not None


@pytest.mark.parametrize("key", ["another-key", ""])
def test_a_wrong_signature_is_refused(sent, key):
    assert call(MAILGUN, mailgun(sent, key=key, **PERMANENT)).status_code == 400
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("secret", ["careerhub:wrong", ":", "x"])
@pytest.mark.parametrize("path", [MAILGUN, POSTMARK])
def test_a_wrong_secret_is_refused(sent, path, secret):
    payload = mailgun(sent, **PERMANENT) if path == MAILGUN else postmark()
    assert call(path, payload, secret=secret).status_code == 400
    assert not Suppression.objects.exists()


def test_a_bounce_that_will_be_tried_again_is_a_line_in_the_trail(sent):
    said = {"code": 451, "message": "4.7.1 Greylisted", "description": ""}
    raw = mailgun(sent, severity="temporary", reason="generic", **{"delivery-status": said})
    assert call(MAILGUN, raw).status_code == 200
    assert not Suppression.objects.exists()
    assert sent.trail.get().note == "The reader’s mail server is still trying: 4.7.1 Greylisted"


def test_a_provider_that_has_its_own_numbers_is_understood_by_the_address(sent):
    for _ in range(2):
        assert call(POSTMARK, postmark()).status_code == 200
    row = Suppression.objects.get()
    assert (row.email, row.reason) == (sent, "smtp;550 5.1.1 The email account does not exist")


@pytest.mark.parametrize(
    "soft",
    [
        {"Type": "SoftBounce", "Details": "smtp;552 5.2.2 The mailbox is full"},
        {"Type": "SoftBounce", "Details": "", "Description": "Unable to temporarily deliver"},
        {"Type": "Blocked", "Details": "smtp;550 5.7.1 Blocked by policy"},
        {"Type": "DMARCPolicy", "Details": "550 5.1.1"},
    ],
)
def test_a_soft_bounce_of_a_provider_is_only_noted(sent, soft):
    assert call(POSTMARK, postmark(**soft)).status_code == 200
    assert Email.objects.get(pk=sent.pk).bounced_at is not None
    assert not Suppression.objects.exists()


def test_a_complaint_is_taken_as_no_to_everything_that_can_be_declined(sent, monkeypatch):
    from careerhub.outbox import kinds

    kinds.register(kinds.Kind(name="letter", label="L", prepare=None, group="letters"))
    raw = mailgun(sent, event="complained")
    assert call(MAILGUN, raw).status_code == 200
    assert suppression.declined_by(sent.reader) == {"letters"}


@pytest.mark.parametrize("event", ["delivered", "opened", "clicked", "accepted"])
def test_good_news_changes_nothing(sent, event):
    assert call(MAILGUN, mailgun(sent, event=event)).status_code == 200
    assert not sent.trail.exists()


def test_a_stranger_is_nobodys(sent):
    assert call(POSTMARK, postmark(Email="nobody@elsewhere.example")).status_code == 200
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("body", ["", "{}", "not json", "\x00"])
def test_what_is_no_call_is_refused(body, db):
    basic = base64.b64encode(SECRET.encode()).decode()
    answer = Client().post(
        MAILGUN, body, content_type="application/json", headers={"Authorization": f"Basic {basic}"}
    )
    assert answer.status_code == 400


def test_without_a_setting_nobody_listens(client, db, settings):
    settings.ROOT_URLCONF = "careerhub.urls"
    for path in (MAILGUN, POSTMARK):
        assert client.post(path, "{}", content_type="application/json").status_code == 404
