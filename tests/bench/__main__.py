"""How fast is it? Runs every bench_*.py of this folder, or those named; each prints its figures."""

import os
import runpy
import sys
from pathlib import Path

import tests.servers


def main():
    folder = Path(__file__).parent
    tests.servers.pytest_load_initial_conftests()  # some figures need Postgres and Valkey
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerhub.settings.test")
    wanted = sys.argv[1:] or sorted(path.stem for path in folder.glob("bench_*.py"))
    for name in wanted:
        runpy.run_module(f"tests.bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
