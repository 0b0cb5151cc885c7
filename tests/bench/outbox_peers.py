"""The same due emails in three outboxes: ours, django-post_office and django-mailer."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

from django.core import mail
from django.db import connection
from mailer.engine import send_all
from mailer.models import Message, MessageLog
from post_office import mail as post_office
from post_office.models import Email as PostOfficeEmail
from post_office.models import Log

from careerhub.common import clock
from careerhub.office import policies
from careerhub.outbox import tasks
from careerhub.outbox.dispatch import send_due
from careerhub.outbox.models import Email
from interviews.emails import compose
from tests.bench.bench_outbox import WORKERS
from tests.factories.interviews import make_ask
from tests.factories.people import make_mentor, make_student

MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
ALWAYS = tuple((day, time(0), time(0)) for day in range(7))
AT_ONCE = {"confirmation": "never", "notice_hours": 100}


def make(pairs):
    """Booked conversations, the day before: one email to prepare and two reminders of each.

    Returns when that is, and the finished emails as the readers get them.
    """
    office = policies.current()
    office.quiet_from_local = office.quiet_until_local = time(12)
    office.save()
    for number in range(pairs):
        mentor = make_mentor(
            f"Alum {number}", email=f"alum{number}@brightwater.example",
            hours=ALWAYS, schedule=AT_ONCE,
        )  # fmt: skip
        student = make_student(f"Student {number}", email=f"student{number}@brightwater.example")
        interview = make_ask(student, mentor, now=MONDAY)
    while send_due(now=MONDAY + timedelta(minutes=1)).decided:
        pass  # the confirmations, which carry files
    due = interview.starts_at - timedelta(hours=23)
    ours = Ours(due)
    ours.remember()
    ours.drain()
    ours.forget_what_stayed()
    return due, list(ours.rows())


class Ours:
    """With `finished` the words of each email are given, as the others' are; it is still looked at
    whether it may go.
    """

    workers = WORKERS
    words = {}

    def __init__(self, due, *, finished=False):
        self.due, self.finished = due, finished

    def rows(self):
        return Email.objects.filter(pk__in=self.chosen, state="sent").select_related("reader")

    def remember(self):
        waiting = Email.objects.filter(state="scheduled", send_at__lte=self.due)
        Ours.chosen = list(waiting.values_list("pk", flat=True))

    def forget_what_stayed(self):
        """A word to prepare comes too late by then: that is decided, and no server sees it."""
        Ours.chosen = list(self.rows().values_list("pk", flat=True))

    def fill(self):
        Email.objects.filter(pk__in=self.chosen).update(
            state="scheduled", sent_at=None, attempts=0, dated_at=None, subject="", text=""
        )
        freshen()

    def drain(self):
        write = compose.compose
        compose.compose = self.hand_over if self.finished else partial(self.keep, write)
        with clock.standing_at(self.due):
            tasks.send_due()
        compose.compose = write

    def hand_over(self, case):
        return self.words[case.email.key]

    def keep(self, write, case):
        self.words[case.email.key] = send = write(case)
        return send


class PostOffice:
    """Its command runs one process that forks the others."""

    workers = 1

    def __init__(self, ready):
        self.ready = ready

    def fill(self):
        Log.objects.all().delete()
        PostOfficeEmail.objects.all().delete()
        post_office.send_many(
            {
                "sender": "Career Office <careers@brightwater.example>",
                "recipients": [email.to_address],
                "subject": email.subject,
                "message": email.text,
                "html_message": Ours.words[email.key].html,
            }
            for email in self.ready
        )
        freshen()

    def drain(self):
        while sum(post_office.send_queued(processes=WORKERS)):
            connection.close()  # as its command does: the forks have ended this one


class Mailer:
    workers = WORKERS

    def __init__(self, ready):
        self.ready = ready

    def fill(self):
        MessageLog.objects.all().delete()
        queue = mail.get_connection("mailer.backend.DbBackend")
        for email in self.ready:
            message = mail.EmailMultiAlternatives(
                email.subject, email.text, "careers@brightwater.example", [email.to_address]
            )
            message.attach_alternative(Ours.words[email.key].html, "text/html")
            queue.send_messages([message])
        freshen()

    def drain(self):
        while Message.objects.exists():
            send_all()


def freshen():
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def all_of(due, ready):
    return {
        "ours": Ours(due, finished=True),
        "ours, each written when it is due": Ours(due),
        "django-post_office": PostOffice(ready),
        "django-mailer": Mailer(ready),
    }
