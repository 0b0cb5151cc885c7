"""Many want one popular alum at once: with a lock a person in id order, and with the constraint alone."""

import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psycopg
from psycopg import errors

CONNECTIONS = 24
ATTEMPTS = int(os.environ.get("BENCH_ATTEMPTS", "60"))  # of each
SLOTS = 40  # so few that most want a time that somebody is just leaving
POPULAR = 10_000  # the alum; the students are 1, 2, 3 …
MAKE = """
    DROP TABLE IF EXISTS bench_promise; DROP TABLE IF EXISTS bench_person;
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    CREATE TABLE bench_person (id bigint PRIMARY KEY);
    INSERT INTO bench_person SELECT generate_series(1, 10000);
    CREATE TABLE bench_promise (
        person bigint NOT NULL REFERENCES bench_person, during int4range NOT NULL,
        EXCLUDE USING gist (person WITH =, during WITH &&)
    );
"""
LOCK = "SELECT id FROM bench_person WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
TAKEN = "SELECT 1 FROM bench_promise WHERE person = %s AND during && %s::int4range"
LEAVE = "DELETE FROM bench_promise WHERE person = %s AND during = %s::int4range"
PROMISE = "INSERT INTO bench_promise (person, during) VALUES (%s, %s)"
OVERLAPS = """
    SELECT count(*) FROM bench_promise AS a JOIN bench_promise AS b
    ON a.person = b.person AND a.ctid < b.ctid AND a.during && b.during
"""


def main():
    url = os.environ["DATABASE_URL"]
    ours = contend(url, in_order=True)
    peer = contend(url, in_order=False)
    for name, (took, deadlocks, booked, overlaps) in {
        "a lock a person, in id order": ours,
        "peer: the constraint alone": peer,
    }.items():
        print(
            f"booking one popular alum, {CONNECTIONS} connections × {ATTEMPTS}, {name}: {booked} "
            f"booked, {overlaps} overlaps, {deadlocks} deadlocks, p50 {percentile(took, 50):.0f} ms, "
            f"p99 {percentile(took, 99):.0f} ms; target 0 overlaps, 0 deadlocks, p99 ≤ 150 ms"
        )


def contend(url, *, in_order):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(MAKE)
    start = Barrier(CONNECTIONS)
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        told = list(
            threads.map(lambda number: attempts(url, number, start, in_order), range(CONNECTIONS))
        )
    with psycopg.connect(url) as connection:
        (overlaps,) = connection.execute(OVERLAPS).fetchone()
    took = [each for seconds, _deadlocks, _booked in told for each in seconds]
    return took, sum(each[1] for each in told), sum(each[2] for each in told), overlaps


def attempts(url, number, start, in_order):
    """A student who books and then moves, again and again; who is told of a deadlock has failed."""
    chance, took, deadlocks, booked, held = Random(number), [], 0, 0, None
    with psycopg.connect(url, autocommit=True) as connection:
        start.wait()
        for _ in range(ATTEMPTS):
            low = chance.randrange(SLOTS) * 3
            wanted, began = f"[{low},{low + 4})", time.perf_counter()
            try:
                if move(connection, number + 1, held, wanted, in_order):
                    held, booked = wanted, booked + 1
            except errors.ExclusionViolation:
                pass
            except errors.DeadlockDetected:
                deadlocks += 1
            took.append((time.perf_counter() - began) * 1000)
    return took, deadlocks, booked


def move(connection, student, held, wanted, in_order):
    """One transition: leave the time held before, promise both people's new time, do the rest."""
    people = [student, POPULAR]
    with connection.transaction():
        if in_order:
            connection.execute(LOCK, [people])
            taken = connection.execute(TAKEN, [POPULAR, wanted]).fetchone()
            if taken and wanted != held:
                return False
        for person in people if held else ():
            connection.execute(LEAVE, [person, held])
        for person in people:
            connection.execute(PROMISE, [person, wanted])
    return True


def percentile(took, n):
    return statistics.quantiles(took, n=100)[n - 1]


if __name__ == "__main__":
    main()
