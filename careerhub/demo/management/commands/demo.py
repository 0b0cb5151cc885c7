"""Load the demo, or start it over."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerhub.common import clock
from careerhub.demo import loading


class Command(BaseCommand):
    help = "Fill the database with invented people and two terms of conversations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["load", "start-over"])
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where somebody lives already"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "start-over":
            count = loading.start_over(now=clock.machine())
        elif loading.is_empty():
            count = loading.load(now=clock.now(), say=self.stdout.write)
        elif options["if_empty"]:
            self.stdout.write("The database is in use already; the demo stays as it is.")
            return
        else:
            raise CommandError(
                "The database is not empty. “demo start-over” throws everything away first."
            )
        self.stdout.write(f"The demo is ready: {count} conversations.")
