"""What does a report from the post say: which email came back, whose it was, and whether for good?

Standard library only, and nothing is kept: bounces.py decides what follows. Delivery reports are
RFC 3464, complaints RFC 5965. Anybody may write to the mailbox, so everything here may be a lie.
"""

import email
import re
from dataclasses import dataclass
from email.message import Message
from enum import Enum

from django.utils.translation import gettext as _

from .message import clean

MOST_BYTES = 1_000_000  # a report holds one of our emails at most
MOST_RECIPIENTS = 20
MOST_CHARACTERS = 300
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
REPLY = re.compile(r"\b([45])\d\d\b")
# Permanent, but about this email or a full mailbox: the next one may be taken.
NOT_THE_ADDRESS = re.compile(r"5\.(2\.2|2\.3|3\.4|6\.\d+|7\.\d+)$")
HEADERS_ONLY = {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}
BY_A_MACHINE = {"auto_reply", "bulk", "junk", "list"}


class Fate(Enum):
    FAILED = "failed"
    DELAYED = "delayed"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Report:
    """One recipient's share of a report."""

    fate: Fate
    recipient: str
    message_id: str = ""
    status: str = ""
    said: str = ""

    @property
    def is_for_good(self) -> bool:
        """The address itself takes nothing (a hard bounce)."""
        permanent = self.fate is Fate.FAILED and self.status.startswith("5.")
        return permanent and not NOT_THE_ADDRESS.match(self.status)


class Unreadable(Exception):
    """Nothing is to be done; `sentence` says what it is instead of a report."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read(raw: bytes) -> list[Report]:
    """The reports in one email as it lies in the mailbox. Raises Unreadable with a sentence."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(_("It is larger than any report and was not opened."))
    try:
        parsed = email.message_from_bytes(raw)
        parts = list(parsed.walk())
        return _reports(parsed, parts)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Unreadable(_("It cannot be read as an email.")) from error


def _reports(parsed: Message, parts: list[Message]) -> list[Report]:
    kinds = {part.get_content_type(): part for part in reversed(parts)}
    if "message/delivery-status" in kinds:
        found = _deliveries(kinds["message/delivery-status"], _original(parts))
    elif "message/feedback-report" in kinds:
        found = _complaint(kinds["message/feedback-report"], _original(parts))
    elif _is_automatic(parsed):
        raise Unreadable(_("It is an automatic reply, such as an out-of-office note."))
    elif not parsed.keys():
        raise Unreadable(_("It is no email."))
    else:
        raise Unreadable(_("It is no report that a program can read."))
    if not found:
        raise Unreadable(_("It reports nothing that came back."))
    return found


def _is_automatic(parsed: Message) -> bool:
    submitted = _value(parsed, "Auto-Submitted").lower()
    machine = _value(parsed, "Precedence").lower() in BY_A_MACHINE
    marked = any(name in parsed for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response"))
    return machine or marked or submitted.split(";")[0].strip() not in ("", "no")


def _deliveries(part: Message, message_id: str) -> list[Report]:
    blocks = part.get_payload()
    if not isinstance(blocks, list):
        raise Unreadable(_("Its report is damaged."))
    found = []
    for block in [each for each in blocks if isinstance(each, Message)][: MOST_RECIPIENTS + 1]:
        action = _value(block, "Action").lower()
        if action not in ("failed", "delayed"):
            continue
        said = _after(_value(block, "Diagnostic-Code"))
        recipient = _after(_value(block, "Original-Recipient") or _value(block, "Final-Recipient"))
        status = status_in(_value(block, "Status"), said)
        found.append(Report(Fate(action), recipient, message_id, status, said or status))
    return found


def _complaint(part: Message, message_id: str) -> list[Report]:
    inner = part.get_payload()
    fields = inner[0] if isinstance(inner, list) and inner else part
    assert isinstance(fields, Message)  # for the type checker
    if _value(fields, "Feedback-Type").lower() not in ("abuse", "fraud", "opt-out"):
        return []
    recipient = _value(fields, "Original-Rcpt-To").strip("<>")
    return [Report(Fate.COMPLAINT, recipient, message_id)]


def _original(parts: list[Message]) -> str:
    """The Message-ID of the email that the report is about."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and isinstance(inner[0], Message):
                return _value(inner[0], "Message-ID")
        if part.get_content_type() in HEADERS_ONLY:
            inner = part.get_payload()
            if isinstance(inner, list):
                return _value(inner[0], "Message-ID") if isinstance(inner[0], Message) else ""
            text = part.get_payload(decode=True)
            head = email.message_from_bytes(text) if isinstance(text, bytes) else Message()
            return _value(head, "Message-ID")
    return ""


def status_in(*texts: str) -> str:
    """ "5.1.1" from a field or from the server's own words; of its reply code at worst."""
    for text in texts:
        if found := STATUS.search(text):
            return found[0]
    code = REPLY.search(texts[-1])
    return f"{code[1]}.0.0" if code else ""


def _value(block: Message, name: str) -> str:
    return clean(str(block.get(name, "")))[:MOST_CHARACTERS]


def _after(field: str) -> str:
    """ "rfc822; mira@alum.example" without its type."""
    return field.partition(";")[2].strip() if ";" in field else field
