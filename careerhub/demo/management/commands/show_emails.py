"""Writes every email as a file, to be looked at: `manage.py show_emails FOLDER`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.office import wordable
from careerhub.outbox.message import build
from careerhub.outbox.models import Email
from careerhub.outbox.verdicts import Send
from interviews.emails.sample import LONG, PLAIN, example, readers
from interviews.emails.sentences import OURS


class Command(BaseCommand):
    help = "Writes every kind of email for each of its readers: .html, .txt and .eml."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, email in every_email():
            raw = _raw(name, email)
            (folder / f"{name}.html").write_text(email.html)
            (folder / f"{name}.txt").write_text(f"Subject: {email.subject}\n\n{email.text}")
            (folder / f"{name}.eml").write_bytes(raw)
            self.stdout.write(
                f"{name}: {len(email.html.encode()) / 1000:.1f} KB of HTML, {len(raw) / 1000:.1f} KB in all"
            )


def every_email() -> Iterator[tuple[str, Send]]:
    """Each kind in each case for each reader, with ordinary and with long names."""
    office, now = office_policies.current(), clock.now()
    for kind, case in wordable.everything():
        if (kind, case) not in OURS:
            name = "-".join(part for part in (kind, case) if part)
            yield name, wordable.get(kind).example(case, office=office, now=now).sent
            continue
        for reader in (case,) if case in ("student", "mentor") else readers(kind):
            for look, names in (("", PLAIN), ("-long", LONG)):
                name = "-".join(part for part in (kind, case, reader) if part)
                yield (
                    f"{name}{look}",
                    example(kind, case, office=office, now=now, reader=reader, names=names).sent,
                )


def _raw(name: str, email: Send) -> bytes:
    """The bytes as they would go over the wire now."""
    now = clock.now()
    return build(Email(key=name, created_at=now, dated_at=now), email).payload
