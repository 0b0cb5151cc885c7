"""Which port may the site have, and which ports are free for the servers beside it?"""

import errno
import os
import socket

from .trouble import CannotStart

HERE = "127.0.0.1"


def read_port(text: str) -> int:
    """The number in PORT, or a refusal that says what it may be."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise CannotStart(
        f"PORT is “{text}”; give a number from 1 to 65535, for example: make run PORT=8001"
    )


def require_free(port: int) -> None:
    """Refuse when somebody else already answers at `port`."""
    with socket.socket() as probe:
        # gunicorn binds the same way, so a port that only lingers after a stop counts as free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError as error:
            raise CannotStart(_why_not(port, error)) from error


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program; stop it or choose another port, "
            f"for example: make run PORT={port + 1 if port < 65535 else 8001}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for the system; choose one above 1023: make run PORT=8000"
    return f"Port {port} cannot be used ({os.strerror(error.errno or 0)}); choose another port"


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
