"""What goes over the wire for one email: which envelope, which bytes?

The bytes are joined here because the standard library's generators take 1 to 5 ms an email, most
of a worker's time; every encoding in them is still the standard library's.
"""

import base64
import binascii
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime, quote
from functools import lru_cache

from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .models import Email
from .verdicts import Send

NAME_LIMIT = 120  # a longer display name is an attack or a mistake, and mail apps cut it anyway
PLAIN_LIMIT = 70  # with the field's name this stays inside the 78 columns of RFC 5322
LINE_LIMIT = 998  # octets without their end (RFC 5322, 2.1.1)
PRINTABLE = bytes([*b"\t\n", *range(32, 127)])
CALENDAR_LIMIT = 200_000  # bytes; it goes in twice, and many servers take no more than 1 MB
# Marks that turn the direction of text or hide in it; joiners stay, Persian and emoji need them.
TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
FROM = re.compile(rb"^From ", re.MULTILINE)  # some mailboxes take it for the next email
OURS = re.compile(r"<?([0-9a-f]{32})\.([0-9]{1,18})@")


@dataclass(frozen=True)
class Envelope:
    sender: str
    to: str
    payload: bytes  # lines end in CRLF, the last one included

    @property
    def domain(self) -> str:
        return self.to.rpartition("@")[2].lower()


def clean(text: str) -> str:
    """One line, without control or direction-changing characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text)
    return " ".join(TURNING.sub("", "".join(kept)).split())


@lru_cache(maxsize=4096)
def address(text: str) -> str:
    """An address that any server understands: the domain in its ASCII form (RFC 5891).

    Raises ValueError or ValidationError for what is no address, or whose local part is not ASCII.
    """
    local, at, domain = text.strip().rpartition("@")
    plain = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    if not re.fullmatch(r"[!#-;=?-~]+", plain):
        raise ValueError("the address holds characters that mail servers do not take")
    validate_email(plain)
    return plain


def words(text: str) -> str:
    """A header's text, encoded where it is not plain ASCII or could be read as encoded (RFC 2047)."""
    if text.isascii() and "=?" not in text and len(text) <= PLAIN_LIMIT:
        return text
    # Nine characters are at most 48 in base64, so that a line with its field keeps to 76.
    parts = (text[i : i + 9].encode() for i in range(0, len(text), 9))
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(part).decode()}?=" for part in parts)


def mailbox(name: str, addr: str) -> str:
    """`"Sam Rivera via Career Office" <careers@…>`, or the bare address of somebody unnamed."""
    name = clean(name)[:NAME_LIMIT].strip()
    shown = words(name)
    if not name:
        return addr
    return f'"{quote(name)}" <{addr}>' if shown == name else f"{shown}\r\n <{addr}>"


def message_id(email: Email, domain: str) -> str:
    """The same on every attempt, so that a second copy can be recognised.

    The row's birth is part of it: two installations that count from 1 share keys, and a mailbox
    silently drops a message whose Message-ID it has seen. The row's number is there so that an email
    that comes back is found; who made it up does not know what the digest is made of.
    """
    return f"<{_digest(email)}.{email.pk or 0}@{domain}>"


def email_of(message_id: str) -> Email | None:
    """Which of our emails went out with this Message-ID?"""
    found = OURS.search(message_id)
    if found is None:
        return None
    email = Email.objects.select_related("reader").filter(pk=int(found[2])).first()
    return email if email is not None and _digest(email) == found[1] else None


def build(email: Email, send: Send) -> Envelope:
    """The email as bytes. The caller has set `email.dated_at`, the Date of every attempt."""
    assert email.dated_at is not None  # for the type checker: claim.py sets it just before
    sender, to = address(send.from_address), address(send.to)
    headers = [
        ("From", mailbox(send.from_name, sender)),
        ("To", mailbox(send.to_name, to)),
        ("Subject", words(clean(send.subject))),
        ("Date", format_datetime(email.dated_at.astimezone(UTC))),
        ("Message-ID", message_id(email, sender.rpartition("@")[2])),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", "en"),
        ("MIME-Version", "1.0"),
    ]
    if send.reply_to:
        headers.append(("Reply-To", address(send.reply_to)))
    if send.unsubscribe:
        headers.append(("List-Unsubscribe", f"<{_link(send.unsubscribe)}>"))
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")
    return Envelope(sender, to, head + _body(send, _digest(email)))


def _digest(email: Email) -> str:
    birth = f"{email.key} {email.created_at.timestamp()}"
    return hashlib.blake2b(birth.encode(), digest_size=16).hexdigest()


def _link(url: str) -> str:
    if not re.fullmatch(r"https?://[!-;=?-~]+", url):
        raise ValueError("the unsubscribe address is no plain web address")
    return url


def _body(send: Send, digest: str) -> bytes:
    parts = [_text("plain", send.text.encode(), digest)]
    if send.html:
        send.html.encode()  # a lone surrogate is no letter; the database could not keep it
        # Entities say every letter in ASCII, so that the page need not be encoded line by line.
        page = send.html.encode("ascii", "xmlcharrefreplace")
        parts.append(_text("html", page, digest))
    if not send.calendar:
        return _multipart("alternative", parts, edge=f"=_a{digest}")
    if send.calendar_method not in {"REQUEST", "CANCEL"}:
        raise ValueError("a calendar part needs the method REQUEST or CANCEL")
    if len(send.calendar) > CALENDAR_LIMIT:
        raise ValueError(_("the invitation is larger than an email may carry"))
    method = f"calendar; method={send.calendar_method}"
    parts.append(_text(method, send.calendar, digest))
    # As an alternative the invitation shows its buttons; as a file it can be saved everywhere.
    either = _multipart("alternative", parts, edge=f"=_a{digest}")
    return _multipart("mixed", [either, _ics(send.calendar)], edge=f"=_m{digest}")


def _text(subtype: str, text: bytes, digest: str) -> bytes:
    """A part of UTF-8 text: as it is where every server can carry it so, else quoted-printable."""
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    encoding = "7bit" if _is_plain(lines, digest) else "quoted-printable"
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\n"
    head += f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    body = lines if encoding == "7bit" else FROM.sub(b"=46rom ", binascii.b2a_qp(lines))
    return head.encode("ascii") + body.replace(b"\n", b"\r\n")


def _is_plain(lines: bytes, digest: str) -> bool:
    """Printable ASCII in lines of legal length; none begins like a mailbox's separator or ends a part."""
    return (
        not lines.translate(None, PRINTABLE)
        and not FROM.search(lines)
        and digest.encode() not in lines
        and max(map(len, lines.split(b"\n"))) <= LINE_LIMIT
    )


def _ics(calendar: bytes) -> bytes:
    head = (
        b"Content-Type: application/ics; name=invite.ics\r\nContent-Transfer-Encoding: base64\r\n"
    )
    head += b"Content-Disposition: attachment; filename=invite.ics\r\n\r\n"
    return head + base64.encodebytes(calendar).replace(b"\n", b"\r\n")


def _multipart(subtype: str, parts: list[bytes], *, edge: str) -> bytes:
    # "=_" cannot occur in quoted-printable or base64 text, and no other holds the digest: so no part
    # can hold the edge.
    head = f'Content-Type: multipart/{subtype}; boundary="{edge}"\r\n\r\n'.encode("ascii")
    line = f"--{edge}".encode("ascii")
    return head + b"".join(line + b"\r\n" + p + b"\r\n" for p in parts) + line + b"--\r\n"
