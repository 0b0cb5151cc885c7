"""A database of its own for the figures that need thousands of alumni; made once a run."""

import os
import statistics
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

DATABASE = "bench_crowd"
SIZES = tuple(int(size) for size in os.environ.get("BENCH_ALUMNI", "5000,50000").split(","))


@contextmanager
def crowded():
    """Django on an empty database beside the given one, gone afterwards."""
    given = os.environ["DATABASE_URL"]
    parts = urlsplit(given)
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{DATABASE}"))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def grow_to(alumni):
    """Add invented people until there are so many alumni; seconds it took."""
    from django.core.management import call_command
    from django.db import connection

    from interviews.models import DirectoryEntry

    began = time.monotonic()
    missing = alumni - DirectoryEntry.objects.count()
    call_command("crowd", alumni=missing, seed=alumni, stdout=sys.stderr)
    took = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return took


def typical(act, *, times=9):
    """The median of the milliseconds that `act` takes, warm."""
    act()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def say(what, ours, target):
    print(f"{what}: {ours}; target {target}")
