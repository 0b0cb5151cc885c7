"""How does the whole of CareerHub start on a laptop, with one command?

Nothing here loads Django: what waits and watches for hours should be small and quick to start.
"""

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

from careerhub.settings.reading import check_readable

from .children import Child, die_with_parent
from .lock import hold_folder
from .mail import run_mail_catcher
from .outside import require_servers
from .ports import HERE, read_port, require_free
from .postgres import run_postgres
from .supervisor import supervise
from .surroundings import count_workers, surroundings
from .trouble import CannotStart
from .valkey import run_valkey

HOME = Path(__file__).resolve().parent.parent.parent
NAME = "careerhub"  # of the database


def main() -> int:
    """Run until somebody asks it to stop (0) or until a part cannot go on (1); stop everything."""
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell’s background job ignores SIGINT
        signal.signal(number, _leave)
    check_readable(os.environ)
    var = Path(os.environ.get("VAR_DIR") or HOME / "var").resolve()
    os.chdir(HOME)  # whoever calls from elsewhere: modules are found from here
    try:
        with ExitStack() as stopping:
            why = start(var, stopping)
    except CannotStart as trouble:
        why = str(trouble)
    except KeyboardInterrupt:
        why = "Stopped before it was up"
    except BrokenPipeError:  # nobody reads our lines any more
        return 1
    print(why or "Everything has stopped", file=sys.stderr if why else sys.stdout, flush=True)
    return 1 if why else 0


def start(var: Path, stopping: ExitStack) -> str:
    """Bring everything up and stay until it ends; why, if nobody asked for the end."""
    began = time.time()
    port = read_port(os.environ.get("PORT") or "8000")
    workers = count_workers(os.environ.get("WORKERS") or "2")
    address = f"http://{HERE}:{port}"
    stopping.enter_context(hold_folder(var, address=address))
    require_free(port)
    require_servers(os.environ)
    env = surroundings(os.environ, var=var, address=address)
    servers = start_servers(var, env, stopping)
    prepare(env)
    say(f"Starting the site, {workers} workers and the timetable")
    watch = f"--address {address} --began {began} {_alive(servers)}"
    return supervise(_commands(port, workers, watch), env)


def start_servers(var: Path, env: dict[str, str], stopping: ExitStack) -> list[Child]:
    """Start those that nobody named, write their addresses into `env`, stop them at the end."""
    running: list[Child] = []
    starters: dict[str, tuple[str, Callable[[], tuple[Child, str]]]] = {
        "DATABASE_URL": ("Postgres 18", partial(run_postgres, var / "postgres", database=NAME)),
        "REDIS_URL": ("Valkey", partial(run_valkey, var / "valkey")),
        "EMAIL_URL": ("the mail catcher", partial(run_mail_catcher, var / "mail")),
    }
    for setting, (text, starter) in starters.items():
        if not env.get(setting):
            say(f"Starting {text}")
            child, env[setting] = starter()
            stopping.callback(child.stop)
            running.append(child)
    return running


def prepare(env: Mapping[str, str]) -> None:
    """Tables, files and the demo; a process of its own, since it needs Django and all its memory."""
    command = [sys.executable, "manage.py", "prepare"]
    # a session of its own: at Ctrl-C it is stopped by us and has no last words
    ended = subprocess.run(  # noqa: S603 - the command is ours
        command, env=env, check=False, start_new_session=True, preexec_fn=die_with_parent()
    )
    if ended.returncode:
        raise CannotStart("CareerHub did not start, for the reason above")


def say(words: str) -> None:
    print(words, flush=True)


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
