import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerhub.outbox.message import message_id
from careerhub.outbox.models import Email
from careerhub.outbox.reports import MOST_BYTES, Fate, Report, Unreadable, read
from tests.factories.outbox import NOON
from tests.outbox.post import DOMAIN, complaint, crlf, delivery_report, out_of_office

SENT = Email(pk=42, key="interview:1:thank_you:mentor:1", created_at=NOON)
SAID = "550 5.1.1 <mira@alum.example>: Recipient address rejected: User unknown"


def test_a_delivery_report_says_whose_which_and_why():
    assert read(delivery_report(SENT)) == [
        Report(Fate.FAILED, "mira@alum.example", message_id(SENT, DOMAIN), "5.1.1", SAID)
    ]


def test_headers_alone_are_enough():
    (report,) = read(delivery_report(SENT, returned="text/rfc822-headers"))
    assert report.message_id == message_id(SENT, DOMAIN)


def test_the_original_recipient_counts_where_the_mail_was_forwarded():
    (report,) = read(delivery_report(SENT, recipient="m@new.example", original="mira@alum.example"))
    assert report.recipient == "mira@alum.example"


@pytest.mark.parametrize(
    ("action", "status", "said", "for_good"),
    [
        ("failed", "5.1.1", "smtp; 550 unknown", True),
        ("failed", "5.0.0", "smtp; 550 no", True),
        ("failed", "5.2.1", "smtp; 550 disabled", True),
        ("failed", "5.4.4", "smtp; host not found", True),
        ("failed", "", "smtp; 550 5.1.1 unknown", True),
        ("failed", "", "smtp; 550 unknown", True),
        ("failed", "5.2.2", "smtp; 552 mailbox full", False),
        ("failed", "5.3.4", "smtp; 552 too large", False),
        ("failed", "5.7.1", "smtp; 550 looks like spam", False),
        ("failed", "4.4.7", "smtp; expired", False),
        ("failed", "", "smtp; it did not work", False),
        ("delayed", "5.1.1", "smtp; 450 later", False),
        ("FAILED", "5.1.1", "", True),
    ],
)
def test_which_bounces_are_for_good(action, status, said, for_good):
    (report,) = read(delivery_report(SENT, action=action, status=status, said=said))
    assert report.is_for_good is for_good


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", ""])
def test_what_arrived_is_no_bounce(action):
    with pytest.raises(Unreadable, match="It reports nothing that came back"):
        read(delivery_report(SENT, action=action))


def test_a_complaint_names_the_email():
    assert read(complaint(SENT)) == [
        Report(Fate.COMPLAINT, "mira@alum.example", message_id(SENT, DOMAIN))
    ]
    with pytest.raises(Unreadable, match="nothing that came back"):
        read(complaint(SENT, feedback="not-spam"))


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "1"},
        {"Precedence": "auto_reply"},
        {"Precedence": "BULK"},
    ],
)
def test_an_automatic_reply_is_ignored(header):
    with pytest.raises(Unreadable, match="out-of-office"):
        read(out_of_office(**header))


def test_a_reply_of_a_person_is_left_to_people():
    with pytest.raises(Unreadable, match="no report that a program can read"):
        read(out_of_office(Auto_Submitted="no"))


NESTED = "".join(
    f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3000)
)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "It is no email."),
        (b"\0\xff\xfe" * 1000, "It is no email."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "It is no email."),
        (b"x" * (MOST_BYTES + 1), "It is larger than any report and was not opened."),
        (NESTED.encode(), "It cannot be read as an email."),
        (
            crlf("Content-Type: message/delivery-status\nSubject: x\n\n"),
            "It reports nothing that came back.",
        ),
    ],
    ids=["empty", "binary", "a picture", "huge", "nested", "no blocks"],
)
def test_what_is_no_report_ends_with_a_sentence(raw, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(raw)
    assert refusal.value.sentence == sentence


def test_what_the_server_said_is_one_clean_short_line():
    said = "smtp; 550 5.1.1 no\tsuch\x00 user " + "x" * 1000
    (report,) = read(delivery_report(SENT, said=said))
    assert report.said.startswith("550 5.1.1 no such")
    assert len(report.said) <= 300


def test_a_report_about_very_many_is_cut_off():
    block = b"\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    raw = delivery_report(SENT).replace(
        b"\r\nFinal-Recipient", block * 500 + b"\r\nFinal-Recipient"
    )
    assert len(read(raw)) == 20


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_report_is_read_or_refused_with_a_sentence(data):
    raw = bytearray(delivery_report(SENT))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        until = data.draw(st.integers(at, min(len(raw), at + 60)))
        raw[at:until] = data.draw(st.binary(max_size=40))
    assert all(isinstance(said, (Report, str)) for said in told(bytes(raw)))


def told(raw):
    try:
        return read(raw)
    except Unreadable as refusal:
        return [refusal.sentence]
