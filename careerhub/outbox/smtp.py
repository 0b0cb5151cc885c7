"""What did the mail server answer, and can we know whether it took the email?"""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum

from django.conf import settings

from .connecting import InTime, Unreachable, connect
from .message import Envelope, clean

logger = logging.getLogger(__name__)

PATIENCE = 120.0  # seconds for the emails that go side by side, whatever hangs
A_MOMENT = 0.05
ENOUGH = 100  # emails over one line; many servers close after a hundred or so
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


# One part of a conversation: it yields where it would wait for a reply, so that others can speak.
Talk = Generator[None, None, Answer]


class Line:
    """One SMTP connection. Once `dead`, nothing more can be sent over it.

    A reply may take `patience` seconds from when we spoke, and an email no longer than `until`.
    """

    def __init__(self, smtp: InTime, step: Callable[[str], None]) -> None:
        self.smtp = smtp
        self.step = step
        self.patience = float(settings.EMAIL_TIMEOUT)
        self.dead = False
        self.sent = 0
        self._may_have_it = False
        self._until = self._reply_by = 0.0

    def send(self, envelope: Envelope, *, until: float) -> Talk:
        self._may_have_it, self._until = False, until
        self.sent += 1
        try:
            return (yield from self._converse(envelope))
        except Exception as error:
            # Whatever it was, the answers that other lines have got meanwhile must not go with it.
            if not isinstance(error, OSError):
                logger.exception("a conversation with the mail server went wrong")
            self.dead = True
            fate = Fate.UNKNOWN if self._may_have_it else Fate.LATER
            return Answer(fate, f"The connection to the mail server broke: {clean(str(error))}")

    def close(self) -> None:
        """Everything is answered for by now; a server that cannot say goodbye changes nothing."""
        if not self.dead:
            self.smtp.deadline = time.monotonic() + self.patience
            with suppress(OSError):
                self.smtp.quit()
        self.smtp.close()

    def _converse(self, envelope: Envelope) -> Talk:
        if refusal := (yield from self._begin(envelope)):
            return refusal
        self.step("content")
        if time.monotonic() >= self._until:
            raise TimeoutError("its time was up before the content")
        self._may_have_it = True
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
        except OSError:
            self.dead = True
        else:
            # It waits for the content of an email to nobody. A closed line is the end that surely
            # sends nothing.
            self.dead = 354 in codes

    def _refusal(self, code: int, said: bytes, *, for_good: bool = True) -> Talk:
        # The server is closing (RFC 5321, 3.8), or we no longer know what its replies speak of.
        self.dead = self.dead or code == 421 or code // 100 not in (4, 5)
        if not self.dead:
            try:
                self._say(b"RSET\r\n")
                yield
                self.dead = self._hear()[0] // 100 != 2
            except OSError:
                self.dead = True
        fate = Fate.REFUSED if for_good and code // 100 == 5 else Fate.LATER
        return Answer(fate, _sentence(code, said))

    def _say(self, words: bytes) -> None:
        now = time.monotonic()
        self._reply_by = min(now + self.patience, self._until)
        assert self.smtp.sock is not None  # for the type checker: a closed line is dead
        self.smtp.sock.settimeout(max(self._reply_by - now, A_MOMENT))
        self.smtp.send(words)

    def _hear(self) -> tuple[int, bytes]:
        """What has come while we listened to others is heard even if the time is up."""
        self.smtp.deadline = max(self._reply_by, time.monotonic() + A_MOMENT)
        return self.smtp.getreply()


class Lines:
    """Connections to one server, used side by side by one worker: who waits for one serves another."""

    def __init__(self, step: Callable[[str], None]) -> None:
        self._step = step
        self._lines: list[Line] = []
        self._may_widen = True

    @property
    def alive(self) -> list[Line]:
        return [line for line in self._lines if not line.dead]

    def renew(self) -> None:
        """At least one that is good for more. Raises Unreachable with a sentence."""
        for line in self._lines:
            if line.dead or line.sent >= ENOUGH:
                line.close()
        self._lines = [line for line in self.alive if line.sent < ENOUGH]
        if not self._lines:
            self._lines.append(self._open(time.monotonic() + settings.EMAIL_TIMEOUT))

    def widen(self, emails: int) -> None:
        """As many lines as so many emails are worth, and as the server lets us have in good time.

        Once it did not, it is not asked again: the emails are in our hands for a while only.
        """
        wanted = min(settings.OUTBOX_LINES, emails // WORTH_A_LINE)
        deadline = time.monotonic() + settings.EMAIL_TIMEOUT
        try:
            while self._may_widen and len(self._lines) < wanted:
                self._lines.append(self._open(deadline))
        except Unreachable as trouble:
            self._may_widen = False
            logger.info("no further line: %s", trouble)

    def _open(self, deadline: float) -> Line:
        return Line(connect(deadline=deadline), self._step)

    def send(self, envelopes: Sequence[Envelope], *, until: float) -> list[Answer]:
        """One email on each line that is alive, over by `until`; the answers, in this order."""
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

    def close(self) -> None:
        for line in self._lines:
            line.close()
        self._lines = []


@contextmanager
def room_for_lines(step: Callable[[str], None]) -> Iterator[Lines]:
    """No line yet; those that are opened meanwhile are closed in the end."""
    with closing(Lines(step)) as lines:
        yield lines


def _sentence(code: int, said: bytes) -> str:
    return clean(f"{code} {said.decode('utf-8', 'replace')}")
