"""How much memory do all processes of a running CareerHub use together?"""

from pathlib import Path

import psutil


def proportional(pid: int) -> int:
    """Bytes of one process, shared pages divided among their sharers (Linux only)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def family(pid: int) -> list[psutil.Process]:
    """The process and all that it started, the servers included."""
    eldest = psutil.Process(pid)
    return [eldest, *eldest.children(recursive=True)]


def label(process: psutil.Process) -> str:
    """A short name that tells the processes apart."""
    words = process.cmdline() or [process.name()]
    for name in ("mail_catcher", "gunicorn", "worker", "beat", "watch", "postgres", "valkey"):
        if any(name in word.rsplit("/", 1)[-1] for word in words):
            return name
    return "supervisor"


def measure(pid: int) -> dict[str, int]:
    """Bytes by name."""
    found: dict[str, int] = {}
    for process in family(pid):
        try:
            name, size = label(process), proportional(process.pid)
        except (OSError, psutil.NoSuchProcess):
            continue  # it ended while we looked
        found[name] = found.get(name, 0) + size
    return found
