"""How fast is it? Runs every bench_*.py of this folder, or those named; each prints its figures."""

import os
import subprocess
import sys
from pathlib import Path

import tests.servers


def main():
    folder = Path(__file__).parent
    tests.servers.pytest_load_initial_conftests()  # some figures need Postgres and Valkey
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerhub.settings.test")
    wanted = sys.argv[1:] or sorted(path.stem for path in folder.glob("bench_*.py"))
    # each in a process of its own: one's tables and caches are not the other's
    ran = [
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False)
        for name in wanted
    ]
    sys.exit(any(each.returncode for each in ran))


if __name__ == "__main__":
    main()
