"""Where does every email go on a laptop? Into a folder: nothing ever leaves the machine.

Run as `python -m careerhub.embedded.mail_catcher --folder var/mail --port 2525`.
"""

import argparse
import asyncio
import itertools
import json
import os
import signal
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPTED = "250 Message accepted"


class Catcher:
    """Writes down each message before it says yes: `<name>.eml` first, then `<name>.json`.

    Both appear whole (written beside, then renamed), so a reader who sees the JSON has the message.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 - the library's name
        stamp = time.time_ns()
        name = f"{stamp}-{os.getpid()}-{next(self.numbers):06d}"
        self._write(f"{name}.eml", envelope.original_content or b"")
        self._write(f"{name}.json", json.dumps(describe(name, stamp, envelope), indent=1).encode())
        return ACCEPTED

    def _write(self, name: str, content: bytes) -> None:
        beside = self.folder / f".{name}.part"
        beside.write_bytes(content)
        beside.replace(self.folder / name)


def describe(name: str, stamp: int, envelope: Envelope) -> dict[str, object]:
    """The envelope and the machine's time of acceptance; the demo's clock does not move it."""
    return {
        "file": f"{name}.eml",
        "mail_from": envelope.mail_from,
        "rcpt_tos": envelope.rcpt_tos,
        "accepted_at": datetime.fromtimestamp(stamp / 1e9, UTC).isoformat(),
    }


async def serve(folder: Path, listening: socket.socket) -> None:
    """Accept mail until SIGTERM or SIGINT."""
    catcher, stopped = Catcher(folder), asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    server = await loop.create_server(
        lambda: SMTP(catcher, hostname="localhost", enable_SMTPUTF8=True), sock=listening
    )
    await stopped.wait()
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=2525)
    parser.add_argument("--fd", type=int, help="a socket that already listens, instead of a port")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    listening = (
        socket.create_server((wanted.host, wanted.port))
        if wanted.fd is None
        else socket.socket(fileno=wanted.fd)
    )
    asyncio.run(serve(wanted.folder, listening))


if __name__ == "__main__":
    main()
