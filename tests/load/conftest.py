"""A site under load, and the figures that the load tests leave at the end of a run."""

import psycopg
import pytest

from tests.journeys.site import Site

FIGURES = []


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("load") / "var")
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture
def database(site):
    with psycopg.connect(site.database, autocommit=True) as connection:
        yield connection


@pytest.fixture
def report():
    """Keep a line of figures for the end of the run; seen at once with -s."""

    def say(line):
        print(line)
        FIGURES.append(line)

    return say


def pytest_terminal_summary(terminalreporter):
    if FIGURES:
        terminalreporter.section("load")
        for line in FIGURES:
            terminalreporter.write_line(line)
