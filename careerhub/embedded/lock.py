"""Is CareerHub already running in this folder?"""

import fcntl
import os
from pathlib import Path
from typing import IO

from .trouble import CannotStart


def hold_folder(folder: Path, *, address: str) -> IO[str]:
    """Make `folder` ours until the returned file is closed or this process is gone, however it goes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "run.lock").open("a+")
    except OSError as error:
        raise CannotStart(
            f"{folder} cannot be written ({error.strerror}); make it yours with chown, "
            "or name another folder with VAR_DIR=…"
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        process, _, running_at = file.read().strip().partition(" ")
        raise CannotStart(
            f"CareerHub already runs in this folder: open {running_at or 'it'}, "
            f"or stop it with: kill {process or '(its process id)'}"
        ) from None
    file.truncate(0)
    file.write(f"{os.getpid()} {address}\n")
    file.flush()
    return file


def holder(folder: Path) -> int | None:
    """The process that runs CareerHub in `folder`, if one does."""
    try:
        with (folder / "run.lock").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int((folder / "run.lock").read_text().split()[0])
    return None
