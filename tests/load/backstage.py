"""What `make run` starts, each part a process that a test may kill: worker, beat, web, and servers."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from email.parser import BytesHeaderParser
from pathlib import Path

import psycopg

from careerhub.embedded import valkey
from careerhub.embedded.children import die_with_parent, start
from careerhub.embedded.mail import run_mail_catcher
from careerhub.embedded.postgres import run_postgres
from careerhub.embedded.starting import _commands
from careerhub.embedded.surroundings import surroundings
from tests.journeys.site import OUTSIDE, ROOT, free_port, wait_for

WORKERS = 2
WAITING = "state = 'scheduled' AND send_at <= now()"
IN_FLIGHT = "state IN ('claimed', 'sending')"
FAR = "interval '1 year'"


class Backstage:
    """Postgres, Valkey and the mail catcher run until the end; worker and beat come and go."""

    def __init__(self, folder, *, workers=WORKERS, beats=1, web=False, **environment):
        self.var, self.workers, self.beats = Path(folder), workers, beats
        self.environment = environment
        self.names = ("worker", *["beat"] * beats, *["web"] * web)
        self.web_port = free_port() if web else 0
        self.stack = ExitStack()
        self.crew = []

    def __enter__(self):
        with self.stack:
            self.postgres, url = run_postgres(self.var / "postgres", database="careerhub")
            self.stack.callback(lambda: self.postgres.stop())
            self.valkey, self.broker = valkey.run_valkey(self.var / "valkey")
            self.stack.callback(lambda: self.valkey.stop())
            child, mail = run_mail_catcher(self.var / "mail")
            self.stack.callback(child.stop)
            self.stack.callback(self.kill_crew)
            given = {k: v for k, v in os.environ.items() if k not in OUTSIDE}
            env = surroundings(given, var=self.var, address="http://127.0.0.1:9")
            self.env = env | {"DATABASE_URL": url, "REDIS_URL": self.broker, "EMAIL_URL": mail}
            self.env |= self.environment
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=ROOT, env=self.env, check=True)
            self.database = psycopg.connect(url, autocommit=True)
            self.stack.callback(lambda: self.database.close())
            self.url, self.stack = url, self.stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()

    # worker and beat, by the very commands of `make run`
    def start_crew(self):
        self.crew = [self._start(name) for name in self.names]

    def _start(self, name):
        command = _commands(port=self.web_port, workers=self.workers, watch="")[name]
        with (self.var / "crew.log").open("ab") as log:
            return subprocess.Popen(
                shlex.split(command), cwd=ROOT, env=self.env, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent(signal.SIGKILL),
            )  # fmt: skip

    @property
    def worker(self):
        return self.crew[0]

    @property
    def beat(self):
        return self.crew[1]

    @property
    def web(self):
        return self.crew[-1]

    def replace(self, process):
        """kill -9, with all its children, and start the same anew."""
        self._kill(process)
        place = self.crew.index(process)
        self.crew[place] = self._start(self.names[place])

    def check_crew(self):
        """Whoever should be at work is."""
        gone = [process.args for process in self.crew if process.poll() is not None]
        assert gone == [], (self.var / "crew.log").read_text()[-4000:]

    def kill_crew(self):
        """kill -9, parents and children."""
        for process in self.crew:
            self._kill(process)
        self.crew = []

    @staticmethod
    def _kill(process):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def lose_database(self):
        """An immediate shutdown: what was not committed is gone; then it recovers."""
        self.database.close()
        self.postgres.process.send_signal(signal.SIGQUIT)
        self.postgres.process.wait()
        self.postgres, _url = run_postgres(self.var / "postgres", database="careerhub")
        self.database = psycopg.connect(self.url, autocommit=True)

    # the broker
    def flush_broker(self):
        self.tell_broker(b"FLUSHALL\r\n", answer=b"+OK")

    def lose_broker(self):
        """kill -9, then a new and empty one at the same address."""
        self.valkey.process.kill()
        self.valkey.process.wait()
        command = valkey._command(self.var / "valkey", self.broker_address[1])
        self.valkey = start("Valkey", command, log=self.var / "valkey.log")
        wait_for(self.broker_answers, "Valkey to be back", seconds=20)

    @property
    def broker_address(self):
        host, _, port = self.broker.partition("//")[2].partition("/")[0].partition(":")
        return host, int(port)

    def tell_broker(self, words, *, answer):
        with socket.create_connection(self.broker_address, timeout=5) as line:
            line.sendall(words)
            assert line.recv(64).startswith(answer)

    def broker_answers(self):
        try:
            self.tell_broker(b"PING\r\n", answer=b"+PONG")
        except OSError:
            return False
        return True

    # the emails
    def count(self, condition, *params):
        rows = self.database.execute(
            f"SELECT count(*) FROM outbox_email WHERE {condition}", params or None
        )
        return rows.fetchone()[0]

    def story_of(self, key):
        """What happened to an email, line by line."""
        return self.database.execute(
            "SELECT trace.at::text, trace.state, trace.attempt, trace.note FROM outbox_trace AS trace"
            " JOIN outbox_email AS email ON email.id = email_id WHERE key = %s ORDER BY trace.id",
            [key],
        ).fetchall()

    def accepted_ids(self):
        parse = BytesHeaderParser().parsebytes
        return [parse(f.read_bytes())["Message-ID"] for f in (self.var / "mail").glob("*.eml")]

    def wait_until_sent(self, more, condition, *params):
        """Until so many more of these emails have gone; looks finely, an email takes milliseconds."""
        sent = f"state = 'sent' AND {condition}"
        wanted, ends = self.count(sent, *params) + more, time.monotonic() + 60
        while self.count(sent, *params) < wanted:
            self.check_crew()
            assert time.monotonic() < ends, f"{more} more emails have not gone after 60 s"
            time.sleep(0.002)

    def in_hand(self):
        """What the crew holds at this moment: how many emails claimed, how many going out."""
        held = "state = %s AND lease_until > now()"
        rows = self.database.execute(
            f"SELECT (SELECT count(*) FROM outbox_email WHERE {held}),"
            f" (SELECT count(*) FROM outbox_email WHERE {held})",
            ["claimed", "sending"],
        )
        return rows.fetchone()

    def let_leases_run_out(self):
        """What three minutes do, in a moment; only while nobody works who could hold a lease."""
        assert self.crew == []
        self.database.execute(
            f"UPDATE outbox_email SET lease_until = now() - interval '1 s' WHERE {IN_FLIGHT}"
        )

    def wait_until_idle(self, *, seconds=90):
        """Nothing is due. An email that waits before another try gets it at once."""

        def is_idle():
            self.database.execute(
                "UPDATE outbox_email SET not_before = NULL WHERE not_before IS NOT NULL"
            )
            return self.is_idle()

        wait_for(is_idle, "every due email to be decided", seconds=seconds)

    def is_idle(self):
        """Nothing is due or on its way; whoever should work does."""
        self.check_crew()
        return self.count(f"({WAITING}) OR {IN_FLIGHT}") == 0

    def put_off(self, keys):
        self._shift(keys, "+")

    def bring_forward(self, keys):
        self._shift(keys, "-")

    def _shift(self, keys, sign):
        self.database.execute(
            f"UPDATE outbox_email SET send_at = send_at {sign} {FAR},"
            f" expires_at = expires_at {sign} {FAR} WHERE key = ANY(%s)",
            [keys],
        )
