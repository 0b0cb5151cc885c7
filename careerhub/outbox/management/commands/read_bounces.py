"""Which emails came back, by the reports in a mailbox of this machine?"""

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from careerhub.common import clock
from careerhub.outbox import bounces, reports
from careerhub.outbox.reports import MOST_BYTES, Unreadable


class Command(BaseCommand):
    help = (
        "Read the delivery and complaint reports in a Maildir or mbox, or one report from standard "
        "input (-). Reading a mailbox twice does no harm; nothing is removed from it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("where", help="a Maildir, an mbox file, or - for standard input")

    def handle(self, *, where: str, **_options: object) -> None:
        read = reported = 0
        for raw in letters(where):
            read += 1
            try:
                found = reports.read(raw)
            except Unreadable as trouble:
                self.stdout.write(f"{read}: {trouble.sentence}")
                continue
            reported += 1
            for report in found:
                self.stdout.write(f"{read}: {bounces.take(report, now=clock.now())}")
        self.stdout.write(f"{read} read, {reported} of them reports.")


def letters(where: str) -> Iterator[bytes]:
    """Each email of the mailbox, cut off where it is larger than any report."""
    if where == "-":
        yield sys.stdin.buffer.read(MOST_BYTES + 1)
        return
    if single := alone(Path(where)):
        yield single
        return
    box = open_box(Path(where))
    try:
        for key in sorted(box.keys()):
            with box.get_file(key) as letter:
                yield letter.read(MOST_BYTES + 1)
    except (OSError, mailbox.Error) as trouble:
        raise CommandError(f"{where} could not be read to its end: {trouble}") from trouble
    finally:
        box.close()


def alone(path: Path) -> bytes:
    """The one email in a file that is no mbox; b"" for everything else."""
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            head = file.read(5)
            return b"" if head in (b"", b"From ") else head + file.read(MOST_BYTES)
    except OSError as trouble:
        raise CommandError(f"{path} cannot be opened: {trouble.strerror}.") from trouble


def open_box(path: Path) -> mailbox.Mailbox[mailbox.Message]:
    if path.is_dir():
        if not (path / "cur").is_dir() or not (path / "new").is_dir():
            raise CommandError(f"{path} is no Maildir: it lacks the folders cur and new.")
        return mailbox.Maildir(path, create=False)
    if not path.is_file():
        raise CommandError(f"There is no mailbox at {path}.")
    try:
        return mailbox.mbox(path, create=False)
    except OSError as trouble:
        raise CommandError(f"{path} cannot be opened: {trouble.strerror}.") from trouble
