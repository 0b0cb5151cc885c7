"""Postgres and Valkey for the tests, up before Django reads its settings; loaded with `-p tests.servers`.

Each run takes the first free folder under var/test, so two runs at once never share a server, and
the next run finds the tables of the last one (`--reuse-db`). An address given from outside wins.
"""

import atexit
import fcntl
import itertools
import os
from pathlib import Path

import pytest

from careerhub.embedded.postgres import run_postgres
from careerhub.embedded.trouble import CannotStart
from careerhub.embedded.valkey import run_valkey

ROOT = Path(__file__).resolve().parent.parent / "var" / "test"
# what a crash of the machine would lose may be lost here, and tests open many connections at once
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests():
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        give_own_cache(int(worker.removeprefix("gw")) + 1)
        return
    missing = {"DATABASE_URL", "REDIS_URL"} - set(os.environ)
    if not missing:
        return
    try:
        folder = take_folder()
        start_servers(folder, missing)
    except CannotStart as trouble:
        raise pytest.UsageError(str(trouble)) from None
    # the journeys' sites gather their files here once instead of once a site
    os.environ.setdefault("STATIC_ROOT", str(folder / "static"))
    (folder / "static").mkdir(exist_ok=True)


def take_folder():
    """The first folder that no other run holds; held until this process ends, however it ends."""
    for number in itertools.count(1):
        folder = ROOT / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        held = (folder / "lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.close()
            continue
        atexit.register(held.close)
        return folder
    raise AssertionError


def start_servers(folder, missing):
    if "DATABASE_URL" in missing:
        child, url = run_postgres(folder / "postgres", database="careerhub", options=FAST)
        hand_over(child, "DATABASE_URL", url)
    if "REDIS_URL" in missing:
        child, url = run_valkey(folder / "valkey")
        hand_over(child, "REDIS_URL", url)


def hand_over(child, name, url):
    os.environ[name] = url
    starter = os.getpid()
    atexit.register(lambda: os.getpid() == starter and child.stop())  # not in a test's fork


def give_own_cache(number):
    """A database of the one Valkey for each parallel worker: clearing one cache leaves the others."""
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
