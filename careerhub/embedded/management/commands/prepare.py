"""What must be in place before the site answers? Tables, files and, in an empty database, the demo."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring tables and static files up to date; fill an empty database with the demo."
    requires_system_checks = []

    def handle(self, *_: object, **__: object) -> None:
        self.say("Bringing the tables up to date")
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        self.gather_files(Path(settings.STATIC_ROOT))
        if "demo" in get_commands():
            self.say("Looking after the demo")
            call_command("demo", "load", "--if-empty")

    def gather_files(self, folder: Path) -> None:
        """Compressing takes seconds, so only when a file has changed since the last time."""
        stamp, now = folder / ".gathered", _mark_of_files()
        if stamp.exists() and stamp.read_text() == now:
            return
        self.say("Gathering static files")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _mark_of_files() -> str:
    mark = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            mark.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return mark.hexdigest()
