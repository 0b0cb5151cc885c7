"""The one command, as a person meets it: real processes, real exit codes, real sentences."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from careerhub.embedded.memory import measure
from careerhub.embedded.ports import free_port

pytestmark = pytest.mark.journey
NAMED = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PORT", "WORKERS", "DJANGO_SETTINGS_MODULE")
LIMIT = 800_000_000  # bytes of all processes together


def surroundings(var, **given):
    kept = {name: value for name, value in os.environ.items() if name not in NAMED}
    return {**kept, "VAR_DIR": str(var), **given}


def run(var, **given):
    return subprocess.run(
        [sys.executable, "-m", "careerhub.embedded"],
        env=surroundings(var, **given), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@contextmanager
def running(var, port):
    """The whole product, up; whatever happens, nothing of it stays behind."""
    said = (var.parent / "said").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "careerhub.embedded"],
        env=surroundings(var, PORT=str(port)), stdout=said, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        until(lambda: "Ready in" in Path(said.name).read_text() or process.poll() is not None)
        assert process.poll() is None, Path(said.name).read_text()
        yield process, Path(said.name)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        process.wait(30)


def until(true, seconds=90):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.1)
    return true()


def family(process):
    return psutil.Process(process.pid).children(recursive=True)


def none_left(members):
    return until(lambda: not any(m.is_running() and m.status() != "zombie" for m in members), 15)


def refused(ended):
    """The one line on stderr."""
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr.strip()


def test_a_wrong_port_is_one_sentence_and_nothing_is_made(tmp_path):
    said = refused(run(tmp_path / "var", PORT="eighty"))
    assert said.startswith("PORT is “eighty”; give a number from 1 to 65535")
    assert not (tmp_path / "var").exists()


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(run(tmp_path / "var", PORT=str(port)))
    assert said.startswith(f"Port {port} is taken by another program; stop it or choose another")
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_server_named_from_outside_must_answer(tmp_path):
    url = "postgres://127.0.0.1:1/x"
    said = refused(run(tmp_path / "var", PORT=str(free_port()), DATABASE_URL=url))
    assert "in DATABASE_URL cannot be used (" in said
    assert not (tmp_path / "var" / "postgres").exists()


def test_it_starts_stops_recovers_and_leaves_nothing_behind(tmp_path):
    var, port = tmp_path / "var", free_port()
    with running(var, port) as (process, said):
        assert f"Open http://127.0.0.1:{port} and click “Sam, student”" in said.read_text()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            assert answer.read() == b"ok"
        again = refused(run(var, PORT=str(free_port())))
        assert again.startswith(
            f"CareerHub already runs in this folder: open http://127.0.0.1:{port}"
        )
        assert sum(measure(process.pid).values()) < LIMIT
        members = family(process)
        process.kill()  # no farewell at all
        process.wait()
        assert none_left(members)
    with running(var, port) as (process, said):  # a start over what was left
        members = family(process)
        next(member for member in members if "beat" in member.cmdline()).kill()
        assert process.wait(30) == 1
        assert none_left(members)
        last = said.read_text().splitlines()[-1]
        assert last.startswith("“beat” ended by itself (exit code -9)")
    with running(var, port) as (process, said):
        members = family(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert none_left(members)
        assert said.read_text().endswith("Everything has stopped\n")
