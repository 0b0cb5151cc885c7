"""Which Celery app runs the workers, and what does beat ask for, and how often?"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerhub.settings.local")

app = Celery("careerhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Beat only wakes workers: every due time lives in Postgres, so a missed or doubled tick does no harm.
# A tick that waited longer than its own interval is dropped: the next one does the same work.
app.conf.beat_schedule = {
    "send due emails": {
        "task": "outbox.send_due",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "settle sends whose worker died": {
        "task": "outbox.settle_leases",
        "schedule": 15.0,
        "options": {"expires": 15.0},
    },
    "expire unanswered asks": {
        "task": "interviews.expire_asks",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "pass asks on to the next choice": {
        "task": "interviews.pass_on_asks",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "offer times to those who wait": {
        "task": "interviews.offer_places",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "bring free windows up to date": {
        "task": "interviews.refresh_windows",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "settle meetings that nobody spoke of": {
        "task": "interviews.settle_meetings",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "let emails follow the office's cadence": {
        "task": "interviews.follow_cadence",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "note who has booked again": {
        "task": "interviews.take_in_newer",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "note which letters have gone out": {
        "task": "interviews.record_sent_letters",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "close what is over for good": {
        "task": "interviews.finish_conversations",
        "schedule": 600.0,
        "options": {"expires": 600.0},
    },
    "put down the counselors' week": {
        "task": "counselors.put_digests",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "read outside calendars": {
        "task": "interviews.read_calendars",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "follow new rules of time zones": {
        "task": "interviews.rederive_times",
        "schedule": crontab(hour="4", minute="10"),
        "options": {"expires": 3600.0},
    },
}


@beat_init.connect
def begin(**_: object) -> None:
    """New zone rules arrive with a new version, so with a new start."""
    app.send_task("interviews.rederive_times", expires=3600.0)
