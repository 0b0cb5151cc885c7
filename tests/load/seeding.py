"""Run seed.py on the database of running processes."""

import json
import os
import subprocess
import sys

from tests.journeys.site import ROOT


def seeded(database, *command):
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.seed", *command],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": database}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)
