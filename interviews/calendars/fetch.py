"""How is an outside calendar fetched without being led anywhere it must not go?

A name is looked up once and the connection goes to the very address that was judged, so a name
that says something else a moment later changes nothing. Each redirect is judged like the first.
Nothing here is logged: whoever has the address can read the calendar.
"""

import gzip
import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from .errors import (
    BadCertificate,
    BrokenAnswer,
    CannotConnect,
    CannotRead,
    HasPassword,
    NotACalendar,
    NotAllowedIn,
    NotAnAddress,
    NothingThere,
    NotPublic,
    NotSecure,
    OddPort,
    ServerTrouble,
    TooBig,
    TooManyRedirects,
    TooSlow,
    UnknownHost,
)
from .public import is_public
from .sifting import is_calendar

MOST_BYTES = 2 * 2**20  # after decompression
MOST_REDIRECTS = 3
SECONDS = 10.0  # in all: names, redirects and a server that sends a byte at a time included
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LONGEST_ADDRESS = 2000
ASK = {
    "Accept": "text/calendar, text/plain;q=0.5",
    "Accept-Encoding": "gzip",
    "User-Agent": "CareerHub (reads busy times for its owner)",
    "Connection": "close",
}


def look_up(host: str, port: int) -> list[str]:
    """Every address of a name, as the machine's resolver tells them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_rest, sockaddr in found))


@dataclass(frozen=True)
class Rules:
    """Whom may we ask, and how? The defaults are strict; tests bring servers of their own."""

    resolve: Callable[[str, int], Iterable[str]] = look_up
    is_allowed: Callable[[str], bool] = is_public
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    ports: frozenset[int] = frozenset({443})
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES


STRICT = Rules()


@dataclass(frozen=True)
class _Deadline:
    ends: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds; TooSlow when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TooSlow
        return left


def fetch_calendar(address: str, *, rules: Rules = STRICT) -> bytes:
    """The calendar at the address, as its bytes. Raises CannotRead with a sentence for its owner."""
    deadline = _Deadline(time.monotonic() + rules.seconds)
    for _step in range(MOST_REDIRECTS + 1):
        address = clean_address(address, ports=rules.ports)
        answer = _ask(address, rules, deadline)
        if isinstance(answer, bytes):
            return answer
        address = _next_address(address, answer)
    raise TooManyRedirects


def clean_address(address: str, *, ports: frozenset[int] = STRICT.ports) -> str:
    """The address as we would fetch it: https, one host, no password. Looks nothing up."""
    parts = _split(address.strip())
    if parts.scheme in ("webcal", "webcals"):
        parts = parts._replace(scheme="https")
    if parts.scheme == "http":
        raise NotSecure
    if parts.scheme != "https" or not _ascii_host(parts):
        raise NotAnAddress
    if parts.username is not None or parts.password is not None:
        raise HasPassword
    if (parts.port or 443) not in ports:
        raise OddPort
    return parts._replace(fragment="").geturl()


def _split(address: str) -> SplitResult:
    usual = address.isascii() and address.isprintable() and " " not in address
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises when it is not a number
    except ValueError:
        raise NotAnAddress from None
    if not usual or "\\" in address or len(address) > LONGEST_ADDRESS:
        raise NotAnAddress
    return parts


def _ascii_host(parts: SplitResult) -> str:
    """The name as it is looked up and named to the server; "" where it cannot be one."""
    host = (parts.hostname or "").rstrip(".")
    return host if all(0 < len(label) < 64 for label in host.split(".")) else ""


def _next_address(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        raise NotAnAddress from None


def _ask(address: str, rules: Rules, deadline: _Deadline) -> bytes | str:
    """The calendar, or where the server sends us instead."""
    parts = urlsplit(address)
    host, port = _ascii_host(parts), parts.port or 443
    line = _connect(_judged(host, port, rules, deadline), port, deadline)
    with _cut_in_time(line, deadline):
        return _talk(line.dup(), parts, rules)


@contextmanager
def _cut_in_time(line: socket.socket, deadline: _Deadline) -> Iterator[None]:
    """Cut the line when the time is up, and tell failures in our own words.

    From outside, because a timeout would begin anew with every byte that trickles in.
    """
    scissors = Timer(deadline.left(), _cut, [line])
    scissors.daemon = True
    scissors.start()
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise BadCertificate from None
    except (OSError, EOFError, ValueError, zlib.error, http.client.HTTPException):
        deadline.left()
        raise BrokenAnswer from None
    except CannotRead:
        deadline.left()
        raise
    else:
        deadline.left()  # what was cut off may look like the end
    finally:
        scissors.cancel()
        line.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _judged(host: str, port: int, rules: Rules, deadline: _Deadline) -> list[str]:
    """The addresses of a name: every one of them allowed, or none is used."""
    found = _in_time(lambda: list(rules.resolve(host, port)), deadline)
    if not found:
        raise UnknownHost
    if not all(rules.is_allowed(address) for address in found):
        raise NotPublic
    return found


def _in_time(look: Callable[[], list[str]], deadline: _Deadline) -> list[str]:
    """The resolver knows no time limit of its own, so it is waited for from outside."""
    told: SimpleQueue[list[str]] = SimpleQueue()

    def ask() -> None:
        try:
            told.put(look())
        except (OSError, ValueError):
            told.put([])

    Thread(target=ask, daemon=True).start()
    try:
        return told.get(timeout=deadline.left())
    except Empty:
        raise TooSlow from None


def _connect(addresses: list[str], port: int, deadline: _Deadline) -> socket.socket:
    """A connection to the first address that answers. They are numbers: nothing is looked up again."""
    for number, address in enumerate(addresses):
        patience = deadline.left() / (len(addresses) - number)
        try:
            return socket.create_connection((address, port), timeout=patience)
        except OSError:
            continue
    deadline.left()
    raise CannotConnect


def _talk(plain: socket.socket, parts: SplitResult, rules: Rules) -> bytes | str:
    host = _ascii_host(parts)
    plain.settimeout(rules.seconds)
    with plain, rules.tls().wrap_socket(plain, server_hostname=host) as secured:
        connection = http.client.HTTPConnection(host, parts.port or 443)
        connection.default_port = 443  # which the Host line leaves out
        connection.sock = secured
        query = f"?{parts.query}" if parts.query else ""
        connection.request("GET", (parts.path or "/") + query, headers=ASK)
        with closing(connection.getresponse()) as answer:
            if answer.status in REDIRECTS:
                return answer.headers["Location"] or ""
            _check_status(answer.status)
            return _read(answer, rules.most_bytes)


def _check_status(status: int) -> None:
    if status in (401, 403):
        raise NotAllowedIn
    if status in (404, 410):
        raise NothingThere
    if status == 429 or status >= 500:
        raise ServerTrouble
    if status != 200:
        raise BrokenAnswer


def _read(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The body, never more of it in memory than `most` and a little."""
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise BrokenAnswer
    is_plain = encoding == "identity"
    raw = (answer if is_plain else gzip.GzipFile(fileobj=answer)).read(most + 1)
    if len(raw) > most:
        raise TooBig
    if answer.length:  # promised and never sent
        raise BrokenAnswer
    if not is_calendar(raw):
        raise NotACalendar
    return raw
