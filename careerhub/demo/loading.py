"""How does sample data come and go? Everything at once, in one transaction, around the present."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection, transaction

from careerhub.people.models import User
from interviews.actions.letters import record_sent_letter
from interviews.actions.windows import refresh_windows
from interviews.models import Interview
from interviews.queries.due import letters_to_record

from . import time_machine
from .past import write_the_past
from .people import make_everybody, set_up_office
from .scenes import leads
from .story import unfold
from .trouble import trouble_the_outbox

LABELS = ("interviews", "outbox", "people", "office", "demo", "account", "sessions", "admin")
JOINED_BEFORE = timedelta(days=400)


def is_empty() -> bool:
    return not User.objects.exists()


@transaction.atomic
def load(*, now: datetime, say: Callable[[str], None] = print) -> int:
    """Fill an empty database with the demo as of `now`; returns the number of conversations."""
    set_up_office(now.date())
    people = make_everybody(now - JOINED_BEFORE)
    say(f"{len(people)} people")
    write_the_past(people, now=now)
    record_old_letters()
    for story in leads(people, now):
        unfold(story, until=now)
    trouble_the_outbox(people)
    refresh_windows((person.pk for person in people.values()), now=now)
    return Interview.objects.count()


def record_old_letters() -> None:
    """Move conversations on whose letters went out long ago, as the timetable does for new ones."""
    for interview, kind, sent_at in letters_to_record():
        record_sent_letter(interview, kind=kind, sent_at=sent_at)


@transaction.atomic
def start_over(*, now: datetime) -> int:
    """Throw everything away and load the demo afresh, with the clock back in the present."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for label in LABELS
        for model in apps.get_app_config(label).get_models()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    time_machine.forget()
    return load(now=now)
