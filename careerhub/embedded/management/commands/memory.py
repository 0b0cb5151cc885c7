"""How much memory does the CareerHub that runs in this folder use?"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careerhub.embedded.lock import holder
from careerhub.embedded.memory import measure


class Command(BaseCommand):
    help = "Print the memory (PSS) of all processes that `make run` started in this folder."
    requires_system_checks = []

    def handle(self, *_: object, **__: object) -> None:
        pid = holder(Path(settings.VAR_DIR))
        if pid is None:
            raise CommandError("CareerHub does not run in this folder; start it with: make run")
        found = measure(pid)
        for name, size in sorted(found.items(), key=lambda pair: -pair[1]):
            self.stdout.write(f"{name:<14}{size / 1e6:8.1f} MB")
        self.stdout.write(f"{'all':<14}{sum(found.values()) / 1e6:8.1f} MB (PSS)")
