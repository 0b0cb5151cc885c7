"""Add thousands of invented alumni, for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careerhub.common import clock
from careerhub.demo.crowd import Sizes, make_crowd


class Command(BaseCommand):
    help = "Add invented alumni with weeks, exceptions, promises and free windows to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--alumni", type=int, default=50_000)
        parser.add_argument("--students", type=int, help="by default one for every five alumni")
        parser.add_argument("--promises", type=int, help="by default one for every two alumni")
        parser.add_argument("--past", type=int, help="by default one for every two alumni")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented people belong into the demo and into tests only.")
        alumni = options["alumni"]
        sizes = Sizes(
            alumni=alumni,
            students=_or(options["students"], alumni // 5),
            promises=_or(options["promises"], alumni // 2),
            past=_or(options["past"], alumni // 2),
        )
        began = time.monotonic()
        make_crowd(sizes, now=clock.now(), seed=options["seed"], say=self.stdout.write)
        self.stdout.write(f"Done in {time.monotonic() - began:.0f} s.")


def _or(given: int | None, default: int) -> int:
    return default if given is None else given
