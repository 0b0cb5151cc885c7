from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import unquote

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from careerhub.outbox.message import build, clean, message_id
from careerhub.outbox.models import Email
from careerhub.outbox.verdicts import Send

BORN = datetime(2026, 10, 1, 12, tzinfo=UTC)
DATED = datetime(2026, 10, 20, 16, 0, 5, tzinfo=UTC)
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Caf\xc3\xa9\r\nEND:VCALENDAR\r\n"


def an_email(key="interview:42:thank_you:mentor:1", created_at=BORN):
    return Email(key=key, created_at=created_at, dated_at=DATED)


def parsed(**fields):
    letter = {
        "to": "mira@alum.example",
        "to_name": "Mira Holm",
        "from_name": "Sam Rivera via Career Office",
        "from_address": "careers@brightwater.example",
        "subject": "Thank you for Tuesday",
        "text": "Dear Mira,\n\n.\n.hidden dot\nFrom me to you — Sam\n",
        "html": "<p>Dear Mira</p>",
        **fields,
    }
    envelope = build(an_email(), Send(**letter))
    return envelope, message_from_bytes(envelope.payload, policy=policy.default)


def words_of(part):
    return part.get_payload(decode=True).decode().replace("\r\n", "\n")


def test_the_headers_say_who_when_and_that_a_machine_sent_it():
    envelope, message = parsed(reply_to="sam@brightwater.example")

    assert (envelope.sender, envelope.to) == ("careers@brightwater.example", "mira@alum.example")
    assert envelope.payload.startswith(
        b'From: "Sam Rivera via Career Office" <careers@brightwater.example>\r\n'
        b'To: "Mira Holm" <mira@alum.example>\r\n'
    )
    assert message.defects == []
    assert dict(message.items()) == {
        "From": "Sam Rivera via Career Office <careers@brightwater.example>",
        "To": "Mira Holm <mira@alum.example>",
        "Subject": "Thank you for Tuesday",
        "Date": "Tue, 20 Oct 2026 16:00:05 +0000",
        "Message-ID": message_id(an_email(), "brightwater.example"),
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
        "MIME-Version": "1.0",
        "Reply-To": "sam@brightwater.example",
        "Content-Type": message["Content-Type"],
    }


def test_text_and_html_are_two_forms_of_one_thing():
    _, message = parsed(html="<p>Dear Mira — é</p>" + "long " * 300)

    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert words_of(plain) == "Dear Mira,\n\n.\n.hidden dot\nFrom me to you — Sam\n"
    assert words_of(html) == "<p>Dear Mira &#8212; &#233;</p>" + "long " * 300


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dear Mira,\n\n\tthank you.\n", "7bit"),
        ("", "7bit"),
        ("a" * 998 + "\n" + "b" * 998, "7bit"),
        ("a" * 999, "quoted-printable"),
        ("Dear Zoë,\n", "quoted-printable"),
        ("A bell \a rang.\n", "quoted-printable"),
        ("Dear Mira,\nFrom me to you.\n", "quoted-printable"),
        ("From me to you.\n", "quoted-printable"),
        ("Dear Mira,\n>From me to you.\n", "7bit"),
    ],
)
def test_text_goes_as_it_is_wherever_every_server_carries_it_unchanged(text, encoding):
    envelope, message = parsed(text=text)
    plain, _html = message.iter_parts()
    assert plain["Content-Transfer-Encoding"] == encoding
    assert words_of(plain) == text
    assert envelope.payload.isascii()
    assert b"\nFrom " not in envelope.payload.replace(b"\nFrom: ", b"")
    assert max(map(len, envelope.payload.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("field", ["text", "html"])
def test_half_a_letter_is_refused_before_the_database_has_to(field):
    with pytest.raises(UnicodeEncodeError):
        parsed(**{field: "Dear \ud83d"})


def test_who_writes_the_edge_into_a_letter_ends_no_part():
    edge = parsed()[1].get_boundary()
    text = f"Dear Mira,\n--{edge}--\nmore\n"
    _, message = parsed(text=text)
    plain, _html = message.iter_parts()
    assert words_of(plain) == text


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_way_to_end_a_line_becomes_the_one_of_mail(ending):
    envelope, message = parsed(text=f"one{ending}two{ending}")
    plain, _html = message.iter_parts()
    assert plain.get_payload(decode=True) == b"one\r\ntwo\r\n"
    assert envelope.payload.count(b"\r") == envelope.payload.count(b"\n")


def test_an_invitation_is_an_alternative_and_a_file():
    _, message = parsed(calendar=ICS, calendar_method="REQUEST")

    assert message.get_content_type() == "multipart/mixed"
    either, attached = message.iter_parts()
    _plain, _html, calendar = either.iter_parts()
    assert calendar["Content-Type"] == 'text/calendar; method="REQUEST"; charset="utf-8"'
    assert calendar.get_content() == ICS.decode()
    assert (attached.get_content_type(), attached.get_filename()) == (
        "application/ics",
        "invite.ics",
    )
    assert attached.get_content() == ICS


@pytest.mark.parametrize(
    "wrong",
    [
        {"calendar": ICS},
        {"calendar": ICS, "calendar_method": "PUBLISH"},
        {"to": "mira@@alum.example"},
        {"to": ""},
        {"reply_to": "sam@x.example\r\nBcc: all@x.example"},
        {"from_address": '"x"@brightwater.example'},
        {"unsubscribe": "https://x.example/ >\r\nBcc: all@x.example"},
        {"unsubscribe": "javascript:1"},
    ],
)
def test_what_cannot_be_an_email_is_refused(wrong):
    with pytest.raises((ValueError, ValidationError)):
        parsed(**wrong)


def test_one_click_unsubscribe_is_offered_where_there_is_one():
    _, message = parsed(unsubscribe="https://careers.example/mail/off/abc/")
    assert message["List-Unsubscribe"] == "<https://careers.example/mail/off/abc/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    _, message = parsed()
    assert message["List-Unsubscribe"] is None


def test_the_id_is_the_same_on_every_attempt_and_differs_between_installations():
    same = message_id(an_email(), "x.example")
    assert message_id(an_email(), "x.example") == same
    assert message_id(an_email(key="interview:43:thank_you:mentor:1"), "x.example") != same
    assert message_id(an_email(created_at=DATED), "x.example") != same
    assert same == "<" + same[1:33] + ".0@x.example>"


def test_a_domain_beyond_ascii_goes_out_in_its_ascii_form():
    envelope, _ = parsed(to="mira@bücher.example")
    assert envelope.to == "mira@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mira\r\nBcc: all@x.example", "Mira Bcc: all@x.example"),
        ("\u202emoc.knab\u202c Office", "moc.knab Office"),
        ("  Mira\t \x00Holm\u2028", "Mira Holm"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Zoë\u200b\ufeff", "Zoë"),
    ],
)
def test_names_lose_what_could_deceive(typed, shown):
    assert clean(typed) == shown


def test_somebody_unnamed_is_addressed_plainly():
    _, message = parsed(to_name="\u202e ")
    assert message["To"] == "mira@alum.example"


NAMES = st.text(st.characters(codec="utf-8"), max_size=130) | st.sampled_from(
    ['Evil" <evil@x.example>', "=?utf-8?q?Evil?= x", "a,b;c:d", "(c) \\", 'é, "ü" <x@y>', "x" * 130]
)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_no_name_and_no_subject_can_break_out_of_its_header(name, subject):
    envelope, message = parsed(from_name=name, to_name=name, subject=subject)

    head = envelope.payload.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) < 200
    assert [k for k, _ in message.items()] == [
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Language", "MIME-Version"),
        "Content-Type",
    ]
    (sender,) = message["From"].addresses
    (reader,) = message["To"].addresses
    assert (sender.addr_spec, reader.addr_spec) == (
        "careers@brightwater.example",
        "mira@alum.example",
    )
    assert name_shown(head, b"From: ") == clean(name)[:120].strip()
    assert message["Subject"] == clean(subject)


def name_shown(head, field):
    # the library's own address parser leaves a space between two encoded words (RFC 2047, 6.2)
    line = head.replace(b"\r\n ", b" ").partition(field)[2].partition(b"\r\n")[0].decode()
    name = line.rpartition("<")[0].strip()
    if name.startswith('"'):
        return unquote(name)
    return str(make_header(decode_header(name)))


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=300))
def test_the_words_arrive_as_they_were_written(text):
    envelope, message = parsed(text=text)
    plain = next(message.iter_parts())
    assert words_of(plain) == text
    assert b"\n" not in envelope.payload.replace(b"\r\n", b"")
    assert max(len(line) for line in envelope.payload.split(b"\r\n")) < 200
