"""What do web, worker and beat find in their environment?"""

import os
from collections.abc import Mapping
from pathlib import Path

from .trouble import CannotStart


def count_workers(text: str) -> int:
    """The number in WORKERS: how many emails and other tasks may be in the making at once."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 64:
        return int(text)
    raise CannotStart(f"WORKERS is “{text}”; give a number from 1 to 64, for example: WORKERS=2")


def surroundings(given: Mapping[str, str], *, var: Path, address: str) -> dict[str, str]:
    """What was given, with our own defaults beside it."""
    return {
        **given,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), given.get("PYTHONPATH")])),
        # on a laptop's container everybody is root; the worker need not say so
        "PYTHONWARNINGS": given.get("PYTHONWARNINGS") or "ignore:You're running the worker",
        "PYTHONTZPATH": "",  # the time zone rules of the pinned tzdata, not the machine's
        "PYTHONUNBUFFERED": "1",
        "SITE_URL": given.get("SITE_URL") or address,
        "STATIC_ROOT": given.get("STATIC_ROOT") or str(var / "static"),
        "VAR_DIR": str(var),
    }
