"""How does the whole of CareerHub start on a laptop, with one command?"""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careerhub.embedded.children import Child, die_with_parent
from careerhub.embedded.lock import hold_folder
from careerhub.embedded.mail import run_mail_catcher
from careerhub.embedded.outside import require_servers
from careerhub.embedded.ports import HERE, read_port, require_free
from careerhub.embedded.postgres import run_postgres
from careerhub.embedded.supervisor import supervise
from careerhub.embedded.surroundings import count_workers, surroundings
from careerhub.embedded.trouble import CannotStart
from careerhub.embedded.valkey import run_valkey

NAME = "careerhub"  # of the database


class Command(BaseCommand):
    help = "Start CareerHub: database, broker, mail catcher, site, worker and timetable."
    requires_system_checks = []  # the database that they ask is not up yet

    def handle(self, *_: object, **__: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):  # a shell’s background job ignores SIGINT
            signal.signal(number, _leave)
        var = Path(settings.VAR_DIR).resolve()
        os.chdir(settings.BASE_DIR)  # whoever calls from elsewhere: modules are found from here
        try:
            with ExitStack() as stopping:
                code, why = self.start(var, stopping)
        except CannotStart as trouble:
            raise CommandError(str(trouble)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped before it was up", returncode=130) from None
        except BrokenPipeError:  # nobody reads our lines any more
            sys.exit(1)
        if why:
            raise CommandError(why, returncode=code)
        self.say("Everything has stopped")
        sys.exit(code)

    def start(self, var: Path, stopping: ExitStack) -> tuple[int, str]:
        began = time.time()
        port = read_port(os.environ.get("PORT") or "8000")
        workers = count_workers(os.environ.get("WORKERS") or "2")
        address = f"http://{HERE}:{port}"
        stopping.enter_context(hold_folder(var, address=address))
        require_free(port)
        require_servers(os.environ)
        env = surroundings(os.environ, var=var, address=address)
        servers = self.start_servers(var, env, stopping)
        self.prepare(env)
        self.say(f"Starting the site, {workers} workers and the timetable")
        watch = f"--address {address} --began {began} {_alive(servers)}"
        return supervise(_commands(port, workers, watch), env)

    def start_servers(self, var: Path, env: dict[str, str], stopping: ExitStack) -> list[Child]:
        """Start those that nobody named, write their addresses into `env`, stop them at the end."""
        running: list[Child] = []
        starters: dict[str, tuple[str, Callable[[], tuple[Child, str]]]] = {
            "DATABASE_URL": ("Postgres 18", partial(run_postgres, var / "postgres", database=NAME)),
            "REDIS_URL": ("Valkey", partial(run_valkey, var / "valkey")),
            "EMAIL_URL": ("the mail catcher", partial(run_mail_catcher, var / "mail")),
        }
        for setting, (text, starter) in starters.items():
            if not env.get(setting):
                self.say(f"Starting {text}")
                child, env[setting] = starter()
                stopping.callback(child.stop)
                running.append(child)
        return running

    def prepare(self, env: Mapping[str, str]) -> None:
        command = [sys.executable, "manage.py", "prepare"]
        # a session of its own: at Ctrl-C it is stopped by us and has no last words
        ended = subprocess.run(  # noqa: S603 - the command is ours
            command, env=env, check=False, start_new_session=True, preexec_fn=die_with_parent()
        )
        if ended.returncode:
            raise CannotStart("CareerHub did not start, for the reason above")

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a signal handler's shape
    raise KeyboardInterrupt


def _alive(servers: list[Child]) -> str:
    return shlex.join(f"{child.name}={child.process.pid}" for child in servers)


def _commands(port: int, workers: int, watch: str) -> dict[str, str]:
    """The very commands of production, quieter; modules, since a script's first line may be too long."""
    python = shlex.quote(sys.executable)
    celery = f"{python} -m celery --quiet -A careerhub"
    return {
        "web": f"{python} -m gunicorn -c python:careerhub.settings.gunicorn"
        f" --log-level warning --bind {HERE}:{port}",
        "worker": f"{celery} worker --concurrency {workers} --loglevel WARNING"
        " --without-gossip --without-mingle",
        "beat": f"{celery} beat --loglevel WARNING --pidfile=",
        "ready": f"{python} -m careerhub.embedded.watch {watch}",
    }
