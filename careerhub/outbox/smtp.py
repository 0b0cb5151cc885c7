"""What did the mail server answer, and can we know whether it took the email?"""

import logging
import smtplib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from .message import Envelope, clean

logger = logging.getLogger(__name__)

PATIENCE = 120.0  # seconds for the emails that go side by side, whatever hangs
A_MOMENT = 0.05
WORTH_A_LINE = 10  # emails; for fewer, another connection takes longer than they do


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


# One part of a conversation: it yields where it would wait for a reply, so that others can speak.
Talk = Generator[None, None, Answer]


class Line:
    """One SMTP connection. Once `dead`, nothing more can be sent over it.

    A reply may take `patience` seconds from when we spoke, and an email no longer than `until`.
    """

    def __init__(self, smtp: smtplib.SMTP, step: Callable[[str], None], patience: float) -> None:
        self.smtp = smtp
        self.step = step
        self.patience = patience
        self.dead = False
        self._may_have_it = False
        self._until = self._reply_by = 0.0

    def send(self, envelope: Envelope, *, until: float) -> Talk:
        self._may_have_it, self._until = False, until
        try:
            return (yield from self._converse(envelope))
        except (smtplib.SMTPException, OSError) as error:
            self.dead = True
            fate = Fate.UNKNOWN if self._may_have_it else Fate.LATER
            return Answer(fate, f"The connection to the mail server broke: {clean(str(error))}")

    def _converse(self, envelope: Envelope) -> Talk:
        if refusal := (yield from self._begin(envelope)):
            return refusal
        self._may_have_it = True
        self.step("content")
        self._say(envelope.payload.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        self.step("content sent")
        yield
        code, said = self._hear()
        if code // 100 == 2:
            return Answer(Fate.ACCEPTED, _sentence(code, said))
        if code // 100 in (4, 5):
            return (yield from self._refusal(code, said))
        self.dead = True
        return Answer(Fate.UNKNOWN, _sentence(code, said))

    def _begin(self, envelope: Envelope) -> Generator[None, None, Answer | None]:
        """Who writes to whom; None once the server waits for the content.

        In one go where the server can take that (RFC 2920): an email then costs two journeys to it
        and back instead of four.
        """
        commands = [f"MAIL FROM:<{envelope.sender}>", f"RCPT TO:<{envelope.to}>", "DATA"]
        gos = [commands] if self.smtp.has_extn("pipelining") else [[one] for one in commands]
        for go in gos:
            self._say("".join(f"{command}\r\n" for command in go).encode("ascii"))
            yield
            for number, command in enumerate(go):
                code, said = self._hear()
                if code // 100 == (3 if command == "DATA" else 2):
                    continue
                self._hear_out(len(go) - number - 1)
                # A refused MAIL speaks of our address or login, not of this reader: once the office
                # has put that right, every email should go by itself and not need a click each.
                for_good = command != commands[0]
                return (yield from self._refusal(code, said, for_good=for_good))
        return None

    def _hear_out(self, replies: int) -> None:
        """What the server says to the commands behind a refused one; the line ends if it cannot go on."""
        try:
            codes = [self._hear()[0] for _ in range(replies)]
        except (smtplib.SMTPException, OSError):
            self.dead = True
        else:
            # It waits for the content of an email to nobody. A closed line is the end that surely
            # sends nothing.
            self.dead = 354 in codes

    def _refusal(self, code: int, said: bytes, *, for_good: bool = True) -> Talk:
        self.dead = self.dead or code == 421  # the server is closing (RFC 5321, 3.8)
        if not self.dead:
            try:
                self._say(b"RSET\r\n")
                yield
                self._hear()
            except (smtplib.SMTPException, OSError):
                self.dead = True
        fate = Fate.REFUSED if for_good and code // 100 == 5 else Fate.LATER
        return Answer(fate, _sentence(code, said))

    def _say(self, words: bytes) -> None:
        self._reply_by = min(time.monotonic() + self.patience, self._until)
        self._wait()
        self.smtp.send(words)

    def _hear(self) -> tuple[int, bytes]:
        self._wait()
        return self.smtp.getreply()

    def _wait(self) -> None:
        """What has come while we listened to others is heard even if the time is up."""
        assert self.smtp.sock is not None  # for the type checker: a closed line is dead
        self.smtp.sock.settimeout(max(self._reply_by - time.monotonic(), A_MOMENT))


class Lines:
    """Connections to one server, used side by side by one worker: who waits for one serves another."""

    def __init__(self, open_one: Callable[[], Line]) -> None:
        self._open_one = open_one
        self._lines = [open_one()]

    @property
    def alive(self) -> list[Line]:
        return [line for line in self._lines if not line.dead]

    def widen(self, emails: int) -> None:
        """As many lines as so many emails are worth, and as the server lets us have."""
        wanted = min(settings.OUTBOX_LINES, emails // WORTH_A_LINE)
        try:
            while len(self._lines) < wanted:
                self._lines.append(self._open_one())
        except Unreachable as trouble:
            logger.info("no further line: %s", trouble)

    def send(self, envelopes: Sequence[Envelope]) -> list[Answer]:
        """One email on each line that is alive; the answers, in this order."""
        until = time.monotonic() + PATIENCE
        lines = zip(self.alive, envelopes, strict=False)
        talks = {n: line.send(envelope, until=until) for n, (line, envelope) in enumerate(lines)}
        answers: dict[int, Answer] = {}
        while talks:
            for number, talk in list(talks.items()):
                try:
                    next(talk)
                except StopIteration as end:
                    answers[number] = end.value
                    del talks[number]
        return [answers[number] for number in sorted(answers)]


@contextmanager
def open_lines(step: Callable[[str], None]) -> Iterator[Lines]:
    """A line to the configured server, and room for more. Raises Unreachable with a sentence."""
    with ExitStack() as stack:
        yield Lines(lambda: stack.enter_context(_open_line(step)))


@contextmanager
def _open_line(step: Callable[[str], None]) -> Iterator[Line]:
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
    line = Line(backend.connection, step, settings.EMAIL_TIMEOUT)
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
