"""How many emails a second leave the house, beside two libraries that promise less?

The same messages over the same SMTP server, from a Postgres that keeps what it commits. Ours looks
at the world again and writes every email when it is due; theirs are handed over finished.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from careerhub.embedded.postgres import run_postgres

PAIRS = int(os.environ.get("BENCH_PAIRS", "1000"))  # of each two emails go out
WORKERS = 2
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
TARGET = 2.0  # times django-post_office


@contextmanager
def stage():
    """Django on a Postgres of its own, with fsync, and a mail server beside it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-outbox")))
        folder.chmod(0o755)
        child, os.environ["DATABASE_URL"] = run_postgres(folder / "postgres", database="bench")
        stack.callback(child.stop)
        sink = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.mail_sink"], stdout=subprocess.PIPE
        )
        stack.callback(sink.wait)
        stack.callback(sink.kill)
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{int(sink.stdout.readline())}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.outbox_settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        yield


def main():
    with stage():
        from tests.bench import outbox_peers as senders

        due, ready = senders.make(PAIRS)
        print(f"{len(ready)} emails, {WORKERS} workers, one SMTP server, Postgres with fsync:")
        best = {}
        for _round in range(ROUNDS):
            for name, sender in senders.all_of(due, ready).items():
                rate = len(ready) / measure(sender, len(ready))
                best[name] = max(rate, best.get(name, 0))
        ours = best["ours"]
        for name, rate in best.items():
            told = "" if name == "ours" else f", ours is {ours / rate:.1f} times as fast"
            floor = f" (at least {TARGET:g})" if name == "django-post_office" else ""
            print(f"  {name}: {rate:.0f} emails a second{told}{floor}")


def measure(sender, count):
    """Seconds from the start of the workers' work until the last of them is done."""
    from django.db import connections

    sender.fill()
    taken()
    connections.close_all()
    fork = get_context("fork")
    start, ready = fork.Event(), fork.Semaphore(0)
    workers = [
        fork.Process(target=work, args=(sender, start, ready)) for _ in range(sender.workers)
    ]
    for worker in workers:
        worker.start()
    for _worker in workers:
        ready.acquire()
    began = time.perf_counter()
    start.set()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - began
    assert taken() == count, sender
    return took


def work(sender, start, ready):
    from django.db import connection

    connection.ensure_connection()
    ready.release()
    start.wait()
    sender.drain()


def taken():
    """How many messages the server took since it was last asked."""
    from django.core.mail import get_connection

    with get_connection() as line:
        return int(line.connection.docmd("XCOUNT")[1])


if __name__ == "__main__":
    main()
