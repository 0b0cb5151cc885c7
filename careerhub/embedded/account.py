"""Which account runs Postgres when we are root? (Postgres refuses to run as root.)"""

import os
import pwd
import stat
import subprocess
from pathlib import Path

from .trouble import CannotStart

NAME = "embedded_postgres"
PASS_THROUGH = stat.S_IXGRP | stat.S_IXOTH


def owner_for(folder: Path) -> tuple[int, int] | None:
    """The user and group to run as, or nothing when we are an ordinary user already.

    Data that an ordinary user made keeps its owner; everything else belongs to an account of its own.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        found = folder.stat()
        return found.st_uid, found.st_gid
    entry = _find() or _create()
    return entry.pw_uid, entry.pw_gid


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    try:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", NAME]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    except FileNotFoundError:
        pass  # the look below says it
    entry = _find()  # another start may have made it first
    if entry is None:
        raise CannotStart(
            f"Postgres does not run as root and the account “{NAME}” could not be added; "
            "start as an ordinary user instead"
        )
    return entry


def let_pass(path: Path, binaries: Path, owner: tuple[int, int]) -> list[Path]:
    """Open the way to `path` and the programs for `owner`; returns the folders that were closed."""
    opened = [folder for end in (path, binaries) for folder in end.parents if _open(folder, owner)]
    if not _can_run(binaries / "postgres", owner):
        # a strict umask at install time: the programs and the libraries that come with them
        for folder in (binaries.parent, binaries.parent.parent.with_suffix(".libs")):
            for entry in (folder, *folder.rglob("*")):
                _add_mode(entry, _readable(entry))
    return list(dict.fromkeys(opened))


def _open(folder: Path, owner: tuple[int, int]) -> bool:
    found = folder.stat()
    if found.st_uid == owner[0] or found.st_mode & stat.S_IXOTH:
        return False
    _add_mode(folder, PASS_THROUGH)
    return True


def _readable(entry: Path) -> int:
    mode = stat.S_IRGRP | stat.S_IROTH
    return mode | PASS_THROUGH if entry.is_dir() or entry.stat().st_mode & stat.S_IXUSR else mode


def _add_mode(entry: Path, mode: int) -> None:
    if entry.exists():
        entry.chmod(entry.stat().st_mode | mode)


def _can_run(program: Path, owner: tuple[int, int]) -> bool:
    try:
        ran = subprocess.run(  # noqa: S603
            [str(program), "--version"], user=owner[0], group=owner[1], extra_groups=[],
            capture_output=True, check=False,
        )  # fmt: skip
    except OSError:
        return False
    return ran.returncode == 0
