"""How are servers started so that none of them outlives us?"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(by: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A step for a new child: have the kernel send it `by` when its parent is gone, even by kill -9.

    Only Linux can; elsewhere the next start stops what was left behind.
    """
    parent = os.getpid()

    def promise() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, int(by))
        if os.getppid() != parent:  # it went between our fork and this promise
            os._exit(1)

    return promise


@dataclass
class Child:
    """A server of ours: its process, and the signal that stops it in good order."""

    name: str
    process: "subprocess.Popen[bytes]"
    stop_by: signal.Signals = signal.SIGTERM
    patience: float = field(default=10.0)  # seconds to finish in good order before it is killed

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_by)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    stop_by: signal.Signals = signal.SIGTERM,
    env: dict[str, str] | None = None,
    owner: tuple[int, int] | None = None,
    pass_fds: Sequence[int] = (),
) -> Child:
    """Start `command` in a session of its own: a Ctrl-C at the terminal reaches us, not it."""
    user, group = owner if owner else (None, None)
    with log.open("ab") as lines:
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=env,
            user=user,
            group=group,
            extra_groups=[] if owner else None,
            pass_fds=pass_fds,
            preexec_fn=die_with_parent(stop_by),
        )
    return Child(name, process, stop_by)


def wait_until(ready: Callable[[], bool], child: Child, *, seconds: float) -> bool:
    """Whether `ready` came true before the child ended or the time was up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.process.poll() is not None:
            return False
        if ready():
            return True
        time.sleep(0.05)
    return False
