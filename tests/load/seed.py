"""Fill the database of running processes, or look it up: `python -m tests.load.seed crowd 200`.

A process of its own, because the tests' Django already belongs to the tests' database. Answers on
stdout in JSON.
"""

import json
import os
import sys
import uuid
from contextlib import suppress
from datetime import time, timedelta
from urllib.parse import urlsplit

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "careerhub.settings.test"  # its hasher is quick
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from careerhub.common import clock  # noqa: E402
from careerhub.office import policies  # noqa: E402
from careerhub.outbox import kinds, message, schedule  # noqa: E402
from careerhub.outbox.errors import Refusal  # noqa: E402
from careerhub.outbox.models import Email  # noqa: E402
from careerhub.people import mail_links  # noqa: E402
from careerhub.people.models import User  # noqa: E402
from interviews.actions.changing import cancel_interview  # noqa: E402
from interviews.actions.meeting import say_held  # noqa: E402
from interviews.models import Interview  # noqa: E402
from interviews.queries.openings import openings_of  # noqa: E402
from interviews.queries.windows import Wish, next_openings  # noqa: E402
from tests.factories.interviews import make_ask  # noqa: E402
from tests.factories.people import make_mentor, make_student  # noqa: E402

LUNCH = tuple((day, time(12), time(14)) for day in range(5))
ALWAYS = tuple((day, time(0), time(0)) for day in range(7))
AT_ONCE = {"confirmation": "never", "notice_hours": 0}
ASKED_FIRST = {"confirmation": "always"}  # however near the first opening is today
NOON = time(12)
POPULAR = tuple((day, time(8), time(18)) for day in range(7))
# The first alum has few places, so that a line forms and moves on.
FULL_SOON = {"term_cap": 4}
ROOMY = {
    "student_open_asks": 20,
    "mentor_open_asks": 50,
    "mentor_week_cap": 50,
    "mentor_term_cap": 500,
    "reschedule_limit": 20,
    "notice_hours": 1,
    "confirmation": "always",
    "zone": "UTC",
}


@transaction.atomic
def crowd(count):
    """One alum, and so many students, each signed in."""
    mentor = make_mentor("Ines Castellano", email=an_address(), hours=LUNCH, schedule=ASKED_FIRST)
    students = [make_student(f"Student {n}", email=an_address()) for n in range(int(count))]
    return {"mentor": mentor.pk, "sessions": [sign_in(student) for student in students]}


@transaction.atomic
def flash(students, alumni):
    """A few popular alumni and a crowd, all signed in, in one zone; limits that leave room to act."""
    office = policies.current()
    for name, value in ROOMY.items():
        setattr(office, name, value)
    office.save()
    mentors = [
        make_mentor(
            f"Popular {n}",
            email=an_address(),
            zone="UTC",
            hours=POPULAR,
            schedule=None if n else FULL_SOON,
        )
        for n in range(int(alumni))
    ]
    crowd = [
        make_student(f"Student {n}", email=an_address(), zone="UTC") for n in range(int(students))
    ]
    return {
        "mentors": {mentor.pk: sign_in(mentor) for mentor in mentors},
        "students": {student.pk: sign_in(student) for student in crowd},
    }


@transaction.atomic
def windows():
    """Whose free windows differ from their openings, after whatever happened. Both as of one moment:
    the workers go on, and may hold a place for the line between two questions.
    """
    connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    now = clock.now()
    mentors = list(User.objects.filter(mentor__isnull=False))
    told = next_openings([each.pk for each in mentors], Wish(now=now, zone="UTC"), count=10_000)
    astray = {}
    for each in mentors:
        known, right = set(told[each.pk]), set(openings_of(each, booker=None, now=now))
        if known != right:
            missing = sorted(map(str, right - known))
            astray[each.pk] = {"missing": missing, "too many": sorted(map(str, known - right))}
    return {"astray": astray}


def an_address():
    """Nobody's yet: every call of this program counts from 1 again."""
    return f"{uuid.uuid4().hex}@brightwater.example"


def sign_in(person):
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


@transaction.atomic
def letters(pairs):
    """Four emails due for each pair: of a meeting yesterday a thank-you, which waits for a person
    when it is uncertain, and a question to the alum; of a booking just made two confirmations. By
    the hour of the day a fifth, which asks the student to look back.
    """
    office = policies.current()
    office.quiet_from_local = office.quiet_until_local = NOON  # no quiet hours, whenever tests run
    office.save()
    now = clock.now()
    yesterday = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=36)
    for number in range(int(pairs)):
        mentor = make_mentor(
            f"Alum {number}", email=an_address(), zone="UTC", hours=ALWAYS, schedule=AT_ONCE
        )
        student = make_student(f"Student {number}", email=an_address())
        earlier = yesterday - timedelta(hours=24)
        met = make_ask(student, mentor, now=earlier, starts_at=yesterday)
        say_held(met, by=student, now=met.ends_at + timedelta(minutes=1))
        make_ask(student, mentor, now=now)
    due = Email.objects.filter(state="scheduled", send_at__lte=now).order_by("pk")
    return {
        "due": list(
            due.filter(expires_at__gt=now + timedelta(hours=1)).values_list("key", flat=True)
        ),
        "overdue": list(due.filter(expires_at__lte=now).values_list("key", flat=True)),
    }


def interfere(count):
    """Do what people do with emails whose time has not come: withdraw, move and opt out of some,
    and call interviews off. When each was done; and the links of those that shall not be wanted.
    """
    ahead = Email.objects.filter(state="scheduled", moved_by_hand=False).order_by("?")
    done = {"stopped": {}, "moved": {}, "links": {}}
    for number, email in enumerate(ahead.select_related("reader")[: int(count)]):
        now = clock.now()
        if number % 4 == 0:
            stopped = schedule.withdraw([email.pk], reason="Chaos", now=now, by_hand=True)
            if stopped.count:
                done["stopped"][email.key] = clock.now().timestamp()
        elif number % 4 == 1:
            with suppress(Refusal):
                moved = schedule.move(email, send_at=now + timedelta(seconds=10), now=now)
                done["moved"][email.key] = moved.send_at.timestamp()
        elif number % 4 == 2 and (link := mail_links.unsubscribe_url(email)):
            done["links"][email.key] = urlsplit(link).path
    ahead_of_us = Interview.objects.filter(stage="booked", starts_at__gt=clock.now()).order_by("?")
    for interview in ahead_of_us[: int(count) // 4]:
        done["stopped"] |= call_off(interview)
    return done


def call_off(interview):
    """The student cancels; which waiting emails that stopped, and when."""
    cancel_interview(interview, by=interview.student, reason="Chaos", now=clock.now())
    called_off = clock.now().timestamp()
    stopped = Email.objects.filter(about=f"interview:{interview.pk}", state="withdrawn")
    return dict.fromkeys(stopped.values_list("key", flat=True), called_off)


def ledger():
    """Every email as the database knows it, with the Message-ID that it goes out under."""
    domain = policies.current().email.rpartition("@")[2]
    return {
        email.key: {
            "kind": email.kind,
            "state": email.state,
            "attempts": email.attempts,
            "send_at": email.send_at.timestamp(),
            "message_id": message.message_id(email, domain),
            "is_retried": kinds.is_retried(email.kind),
            "trail": [[line.state, line.note] for line in email.trail.all()],
        }
        for email in Email.objects.prefetch_related("trail")
    }


if __name__ == "__main__":
    command = {
        "crowd": crowd,
        "flash": flash,
        "windows": windows,
        "letters": letters,
        "interfere": interfere,
        "ledger": ledger,
    }[sys.argv[1]]
    json.dump(command(*sys.argv[2:]), sys.stdout)
