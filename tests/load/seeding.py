"""Run seed.py on the database of running processes."""

import json
import os
import subprocess
import sys

from tests.journeys.site import ROOT

MEASURING = "COVERAGE_PROCESS_CONFIG"  # processes whose lines are counted are too slow to measure


def seeded(database, *command):
    env = {name: value for name, value in os.environ.items() if name != MEASURING}
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.seed", *command],
        cwd=ROOT, env={**env, "DATABASE_URL": database}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)
