"""Does every reader of the code agree? Run by `make lint`; each says its name and its time."""

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "careerhub.settings.local",
    "DATABASE_URL": "postgres:///nobody-asks",
}
READERS = {
    "ruff": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--quiet", "--check", "."],
    "djlint": ["djlint", "templates", "--check", "--lint", "--quiet"],
    "import contracts": ["lint-imports", "--no-cache"],
    "mypy": ["mypy"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
}


def main():
    wanted = sys.argv[1:] or READERS
    return 1 if any([not agrees(name, READERS[name]) for name in wanted]) else 0  # noqa: C419 - all are asked


def agrees(name, command):
    began = time.monotonic()
    program, *rest = command
    said = subprocess.run(
        [str(BIN / program), *rest],
        env={**os.environ, **SETTINGS}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(f"{name:<18}{'FAILED' if said.returncode else 'ok':<8}{time.monotonic() - began:5.1f} s")
    if said.returncode:
        print(said.stdout, said.stderr, sep="\n")
    return not said.returncode


if __name__ == "__main__":
    sys.exit(main())
