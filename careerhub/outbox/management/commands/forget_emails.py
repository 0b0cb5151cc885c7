"""Which old emails does the office no longer keep? Run it daily, first with --dry-run."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerhub.common import clock
from careerhub.outbox import retention


class Command(BaseCommand):
    help = "Forget what settled emails said, and later the emails themselves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than", type=int, required=True, metavar="DAYS", help="forget what they said"
        )
        parser.add_argument(
            "--rows-older-than", type=int, metavar="DAYS",
            help="forget the emails too (else ten times as many days)",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *_: Any, **chosen: Any) -> None:
        words = chosen["older_than"]
        rows = words * 10 if chosen["rows_older_than"] is None else chosen["rows_older_than"]
        if words < 1 or rows < words:
            raise CommandError("Days are whole numbers from 1, and rows stay at least as long.")
        now = clock.now()
        words_before, rows_before = now - timedelta(days=words), now - timedelta(days=rows)
        if chosen["dry_run"]:
            gone = retention.rows(before=rows_before).count()
            told = retention.with_words(before=words_before).filter(send_at__gte=rows_before)
            self.stdout.write(f"Would forget the words of {told.count()} emails and {gone} emails")
            return
        done = retention.forget(words_before=words_before, rows_before=rows_before)
        self.stdout.write(f"Forgot the words of {done.words} emails and {done.rows} emails")
