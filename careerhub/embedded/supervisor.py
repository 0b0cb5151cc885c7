"""How do web, worker and beat run side by side, and all end when one of them does?"""

import os
import re
import signal
from contextlib import suppress
from functools import partial
from typing import Any

from honcho import printer
from honcho.manager import Manager
from honcho.process import Popen, Process

from .children import die_with_parent

STOPPED = re.compile(r"(\w+) stopped \(rc=(-?\d+)\)")
LOST = -9
WATCHER = "ready"  # says when the site is up, and which server has gone


class Console(printer.Printer):
    """Prints the processes' lines, the welcome bare; remembers which process ended first."""

    first: tuple[str, int] | None = None
    watcher_said = ""

    def write(self, message: printer.Message) -> None:
        if message.name == WATCHER and isinstance(message.data, bytes):
            self.watcher_said = message.data.decode()
            self.output.write(self.watcher_said)
            self.output.flush()
        elif message.name != "system":
            super().write(message)
        elif self.first is None and (match := STOPPED.match(message.data)):
            self.first = match[1], int(match[2])


class Tied(Process):
    """A process that the kernel ends when its keeper ends, and its keeper when we end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tie = die_with_parent(signal.SIGKILL)

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        self.tie()
        self._child_ctor = partial(Popen, preexec_fn=die_with_parent(signal.SIGTERM))
        super().run(events, ignore_signals)


class Gently:
    """SIGTERM for the leader only: a worker's children must finish the email they are sending."""

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGTERM)

    def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


class Supervisor(Manager):
    """Honcho's manager, which also notices a process whose keeper was killed."""

    def __init__(self) -> None:
        self.console = Console(prefix=True)
        super().__init__(self.console)
        self._process_ctor = Tied
        self._procmgr = Gently()

    def _any_stopped(self) -> bool:
        for name, process in self._processes.items():
            keeper = process.get("process")
            if keeper is not None and not keeper.is_alive() and self.events.empty():
                process.setdefault("pid", keeper.pid)
                process.setdefault("returncode", LOST)
                self.console.first = self.console.first or (name, LOST)
        return bool(super()._any_stopped())

    def _all_stopped(self) -> bool:
        self._any_stopped()
        return bool(super()._all_stopped())


def supervise(commands: dict[str, str], env: dict[str, str]) -> str:
    """Run the commands until a signal or until one ends; why, if nobody asked for the end."""
    supervisor = Supervisor()
    for name, command in commands.items():
        supervisor.add_process(name, f"exec {command}", env=env)
    supervisor.loop()
    asked = supervisor.returncode in {128 + signal.SIGINT, 128 + signal.SIGTERM}
    return "" if asked else why(supervisor.console)


def why(console: Console) -> str:
    """The sentence for an end that nobody asked for."""
    name, code = console.first or ("a process", LOST)
    said = console.watcher_said.strip()
    cause = f"“{name}” ended by itself (exit code {code})"
    if name == WATCHER and code > 0 and said:
        cause = said
    return (
        f"{cause}, so everything was stopped; the lines above say more, and `make run` starts again"
    )
