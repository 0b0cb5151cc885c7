"""How is everything tested, lint excluded? Run by `make test`; arguments go to pytest.

The many quick tests run side by side, and their lines are counted. The journeys and the load tests,
which start the real processes and measure time, run alone afterwards and uncounted.
"""

import os
import subprocess
import sys
import time

from tests.chromium import find_chromium

TOGETHER = ["-n", "2", "--dist", "worksteal", "-m", "not journey and not load"]
ALONE = ["-m", "journey or load"]
PYTEST = ["-m", "pytest", "-q"]
FINE = {0, 5}  # 5: nothing of what was asked for is of this sort
LINE = "=" * 78


def main():
    began = time.monotonic()
    if not look_for_browser():
        return 1
    run("coverage", "erase")
    failed = []
    if run("coverage", "run", *PYTEST, *TOGETHER, *sys.argv[1:]) not in FINE:
        failed.append("the quick tests")
    run("coverage", "combine", "--quiet")
    floor = [] if sys.argv[1:] else ["--fail-under", "90"]  # a part of the tests covers a part
    if run("coverage", "report", "--include", "interviews/*", "--skip-covered", *floor):
        failed.append("coverage of interviews")
    if run(*PYTEST[1:], *ALONE, *sys.argv[1:]) not in FINE:
        failed.append("the journeys")
    took = time.monotonic() - began
    print(f"{'FAILED: ' + ', '.join(failed) if failed else 'All passed'} in {took:.0f} s")
    return 1 if failed else 0


def look_for_browser():
    if find_chromium():
        return True
    print(LINE, "NO CHROMIUM WAS FOUND: the journeys in a browser do not run.", sep="\n")
    print(
        "Install it (Debian: apt-get install chromium) or name it with CHROMIUM=…", LINE, sep="\n"
    )
    return os.environ.get("CI", "").lower() not in {"1", "true"}


def run(*command):
    return subprocess.run([sys.executable, "-m", *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
