"""How do we reach the mail server, so that no reply of it keeps us past a deadline?

A timeout of the standard library counts anew for every few bytes; a server that deals out its reply in
drops would hold a worker as long as it likes.
"""

import io
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from .message import clean

if TYPE_CHECKING:
    from socket import socket

    class _SMTP(smtplib.SMTP):
        """What both kinds of connection have in common."""

else:
    _SMTP = object


class Unreachable(Exception):
    """No conversation with the mail server could begin."""


class _Ear(io.RawIOBase):
    """What the server says, until the connection's deadline and no longer."""

    def __init__(self, sock: "socket", seconds_left: Callable[[], float]) -> None:
        self.sock = sock
        self.seconds_left = seconds_left

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        left = self.seconds_left()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(left)
        return self.sock.recv_into(room)


class InTime(_SMTP):
    """A connection whose replies must be here by `deadline`, by time.monotonic(); it may be moved."""

    def __init__(self, *args: Any, deadline: float, **kwargs: Any) -> None:
        self.deadline = deadline
        super().__init__(*args, **kwargs)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Ear(self.sock, self._seconds_left))
        return super().getreply()

    def _seconds_left(self) -> float:
        return self.deadline - time.monotonic()


class _Plain(InTime, smtplib.SMTP):
    pass


class _OverTLS(InTime, smtplib.SMTP_SSL):
    pass


class _Backend(EmailBackend):
    """Django's, as the settings have it, but for the deadline of its connection."""

    def __init__(self, deadline: float) -> None:
        super().__init__(timeout=deadline - time.monotonic())
        self.deadline = deadline

    @property
    def connection_class(self) -> Any:
        return partial(_OverTLS if self.use_ssl else _Plain, deadline=self.deadline)


def connect(*, deadline: float) -> InTime:
    """A greeted connection to the configured server. Raises Unreachable with a sentence."""
    if deadline <= time.monotonic():
        raise Unreachable("the mail server took too long over its last greeting")
    if not isinstance(get_connection(), EmailBackend):
        raise ImproperlyConfigured("The outbox speaks SMTP only: set EMAIL_URL to smtp://host:port")
    backend = _Backend(deadline)
    try:
        backend.open()
        connection = backend.connection
        assert isinstance(connection, InTime)  # for the type checker: open() raises otherwise
        connection.ehlo_or_helo_if_needed()
    except OSError as error:  # every error of smtplib is one too
        with suppress(OSError):
            backend.close()
        where = f"{backend.host}:{backend.port}"
        raise Unreachable(f"no mail server at {where}: {clean(str(error))}") from error
    return connection
