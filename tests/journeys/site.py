"""The real thing for a journey: what `make run` starts, with a port and a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from random import sample
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
OUTSIDE = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SITE_URL",
    "DJANGO_SETTINGS_MODULE",
    "VAR_DIR",
)


def free_port():
    """One that nobody has, below those that the system hands to whoever asks for any: until the site
    listens, a server of another test might be given the same.
    """
    for port in sample(range(20_000, 32_000), 50):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")


class Site:
    """Web, worker, beat, Postgres, Valkey and mail catcher, started and stopped as a person would."""

    def __init__(self, folder, **environment):
        self.var = Path(folder)
        self.log = self.var.with_suffix(".log")
        self.environment = environment
        self.url = f"http://127.0.0.1:{free_port()}"

    def start(self):
        env = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
        env |= {"PORT": self.url.rpartition(":")[2], "VAR_DIR": str(self.var), **self.environment}
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"], cwd=ROOT, env=env, stdout=log, stderr=log
            )
        wait_for(self.answers, "the site to answer", seconds=120)
        return self

    def answers(self):
        assert self.process.poll() is None, self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)

    @property
    def database(self):
        """Where its Postgres listens: the server writes the folder of its socket into its pid file."""
        lines = (self.var / "postgres" / "postmaster.pid").read_text().splitlines()
        return f"postgresql://postgres@/careerhub?host={quote(lines[4])}&port={lines[3]}"

    @property
    def mails(self):
        """Every message that the mail server has accepted, oldest first."""
        names = sorted((self.var / "mail").glob("*.eml"))
        return [message_from_bytes(name.read_bytes(), policy=default) for name in names]

    def mails_to(self, address, about=""):
        return [
            m for m in self.mails if address in m["To"] and about.lower() in m["Subject"].lower()
        ]

    def wait_for_mail(self, address, about, *, seconds=60):
        wait_for(lambda: self.mails_to(address, about), f"“{about}” to {address}", seconds=seconds)
        return self.mails_to(address, about)[0]

    def next_mail(self, address, about, act):
        """Do something, then wait for the email that it brings: there may be older ones."""
        known = len(self.mails_to(address, about))
        act()
        wait_for(lambda: len(self.mails_to(address, about)) > known, f"another “{about}”")
        return self.mails_to(address, about)[-1]


def wait_for(condition, what, *, seconds=60, every=0.2):
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, f"waited {seconds} s for {what}"
        time.sleep(every)


def text_of(message):
    return message.get_body(("plain",)).get_content()


def link_in(message, part):
    """The first address in the text that contains `part`."""
    return next(
        word for word in text_of(message).split() if word.startswith("http") and part in word
    )
