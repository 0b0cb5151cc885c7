"""How is everything tested, lint excluded? Run by `make test`; arguments go to pytest.

The many quick tests run side by side; the journeys and the load tests, which start the real
processes and measure time, run alone afterwards.
"""

import os
import subprocess
import sys
import time

from tests.chromium import find_chromium

TOGETHER = ["-n", "2", "--dist", "worksteal", "-m", "not journey and not load"]
ALONE = ["-m", "journey or load"]
NOTHING_COLLECTED = 5
LINE = "=" * 78


def main():
    began = time.monotonic()
    if not look_for_browser():
        return 1
    run("coverage", "erase")
    failed = [
        name
        for name, chosen in (("the quick tests", TOGETHER), ("the journeys", ALONE))
        if pytest(*chosen) not in {0, NOTHING_COLLECTED}
    ]
    run("coverage", "combine", "--quiet")
    floor = [] if sys.argv[1:] else ["--fail-under", "90"]  # a part of the tests covers a part
    if run("coverage", "report", "--include", "interviews/*", "--skip-covered", *floor):
        failed.append("coverage of interviews")
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


def pytest(*chosen):
    return run("coverage", "run", "-m", "pytest", "-q", *chosen, *sys.argv[1:])


def run(*command):
    return subprocess.run([sys.executable, "-m", *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
