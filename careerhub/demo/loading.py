"""How does sample data come and go? Everything at once, in one transaction, around the present."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection, transaction

from careerhub.people.models import User
from interviews.models import Interview

from . import time_machine
from .people import make_everybody, set_up_office
from .scenes import background, leads
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
    stories = sorted(
        [*background(people, now), *leads(people, now)], key=lambda story: story.asked_at
    )
    say(f"{len(people)} people, {len(stories)} conversations to tell")
    deque((unfold(story, until=now) for story in stories), maxlen=0)
    trouble_the_outbox(people)
    return Interview.objects.count()


@transaction.atomic
def start_over(*, now: datetime) -> int:
    """Throw everything away and load the demo afresh, with the clock back in the present."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for label in LABELS
        for model in apps.get_app_config(label).get_models()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
    time_machine.forget()
    return load(now=now)
