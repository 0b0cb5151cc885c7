"""How does `make run` start everything? As `manage.py run`, for those who look for it there."""

import sys

from django.core.management.base import BaseCommand

from careerhub.embedded.starting import main


class Command(BaseCommand):
    help = "Start CareerHub: database, broker, mail catcher, site, worker and timetable."
    requires_system_checks = []  # the database that they ask is not up yet

    def handle(self, *_: object, **__: object) -> None:
        sys.exit(main())
