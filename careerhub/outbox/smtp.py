"""What did the mail server answer, and can we know whether it took the email?"""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from .message import Envelope, clean


class Fate(Enum):
    ACCEPTED = "accepted"
    LATER = "later"  # surely not taken; worth another try
    REFUSED = "refused"  # surely not taken, and it never will be
    UNKNOWN = "unknown"  # nobody can know (RFC 1047)


@dataclass(frozen=True)
class Answer:
    fate: Fate
    said: str


class Unreachable(Exception):
    """No conversation with the mail server could begin."""


class Line:
    """One SMTP connection. Once `dead`, nothing more can be sent over it."""

    def __init__(self, smtp: smtplib.SMTP, step: Callable[[str], None]) -> None:
        self.smtp = smtp
        self.step = step
        self.dead = False
        self._may_have_it = False

    def send(self, envelope: Envelope) -> Answer:
        self._may_have_it = False
        try:
            return self._converse(envelope)
        except (smtplib.SMTPException, OSError) as error:
            self.dead = True
            fate = Fate.UNKNOWN if self._may_have_it else Fate.LATER
            return Answer(fate, f"The connection to the mail server broke: {clean(str(error))}")

    def _converse(self, envelope: Envelope) -> Answer:
        if refusal := self._begin(envelope):
            return refusal
        self._may_have_it = True
        self.step("content")
        self.smtp.send(envelope.payload.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        self.step("content sent")
        code, said = self.smtp.getreply()
        if code // 100 == 2:
            return Answer(Fate.ACCEPTED, _sentence(code, said))
        if code // 100 in (4, 5):
            return self._refusal(code, said)
        self.dead = True
        return Answer(Fate.UNKNOWN, _sentence(code, said))

    def _begin(self, envelope: Envelope) -> Answer | None:
        """Who writes to whom; None once the server waits for the content.

        In one go where the server can take that (RFC 2920): an email then costs two journeys to it
        and back instead of four. smtplib's mail(), rcpt() and data() cannot; the addresses are
        checked already, and data() cannot tell a break before the content from one after it.
        """
        commands = (f"MAIL FROM:<{envelope.sender}>", f"RCPT TO:<{envelope.to}>", "DATA")
        in_one_go = self.smtp.has_extn("pipelining")
        if in_one_go:
            self.smtp.send("".join(f"{command}\r\n" for command in commands))
        for number, command in enumerate(commands):
            code, said = self.smtp.getreply() if in_one_go else self.smtp.docmd(command)
            if code // 100 == (3 if command == "DATA" else 2):
                continue
            if in_one_go:
                self._hear_out(len(commands) - number - 1)
            # A refused MAIL speaks of our address or login, not of this reader: once the office has
            # put that right, every email should go by itself and not need a click each.
            return self._refusal(code, said, for_good=number > 0)
        return None

    def _hear_out(self, replies: int) -> None:
        """What the server says to the commands behind a refused one; the line ends if it cannot go on."""
        try:
            codes = [self.smtp.getreply()[0] for _ in range(replies)]
        except (smtplib.SMTPException, OSError):
            self.dead = True
        else:
            # It waits for the content of an email to nobody. A closed line is the end that surely
            # sends nothing.
            self.dead = 354 in codes

    def _refusal(self, code: int, said: bytes, *, for_good: bool = True) -> Answer:
        self.dead = self.dead or code == 421  # the server is closing (RFC 5321, 3.8)
        if not self.dead:
            try:
                self.smtp.rset()
            except (smtplib.SMTPException, OSError):
                self.dead = True
        fate = Fate.REFUSED if for_good and code // 100 == 5 else Fate.LATER
        return Answer(fate, _sentence(code, said))


@contextmanager
def open_line(step: Callable[[str], None]) -> Iterator[Line]:
    """A line to the configured server, closed afterwards. Raises Unreachable with a sentence."""
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        raise ImproperlyConfigured("The outbox speaks SMTP only: set EMAIL_URL to smtp://host:port")
    try:
        backend.open()
        assert backend.connection is not None  # for the type checker: open() raises otherwise
        backend.connection.ehlo_or_helo_if_needed()
    except OSError as error:  # every error of smtplib is one too
        with suppress(OSError):
            backend.close()
        where = f"{backend.host}:{backend.port}"
        raise Unreachable(f"no mail server at {where}: {clean(str(error))}") from error
    line = Line(backend.connection, step)
    try:
        yield line
    finally:
        # Everything is answered for by now; a server that cannot say goodbye changes nothing.
        if line.dead:
            line.smtp.close()
        else:
            with suppress(OSError):
                backend.close()


def _sentence(code: int, said: bytes) -> str:
    return clean(f"{code} {said.decode('utf-8', 'replace')}")
