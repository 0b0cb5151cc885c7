"""A small university on a moving clock, and what must be true of it at every moment."""

import uuid
from collections import Counter
from datetime import time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from careerhub.office.models import Policies, Term
from careerhub.outbox.models import WAITING, Email
from interviews.actions.answering import expire_ask
from interviews.actions.availability import schedule_of
from interviews.actions.errors import Refusal
from interviews.actions.passing_on import pass_on
from interviews.actions.waitlist import mentors_with_a_line, offer_place
from interviews.emails.plan import owed
from interviews.emails.post import cadence_of, facts_of, key_of
from interviews.models import LIVE, UPCOMING, Commitment, Interview, Stage
from interviews.queries.due import asks_to_expire, asks_to_pass_on
from interviews.queries.openings import load_calendars
from tests.factories.interviews import NOON
from tests.factories.people import make_mentor, make_student

# So few that they are soon taken, and somebody must wait.
SELDOM = ((2, time(9), time(10)), (3, time(9), time(9, 30)))

# How often each rule of the machine went through or was refused; seen with -s.
OUTCOMES: Counter[tuple[str, str]] = Counter()


class World:
    def __init__(self):
        self.now = NOON
        Policies.objects.create(pk=1, mentor_week_cap=3, student_open_asks=4, window_days=9)
        Term.objects.create(name="Spring", starts_on="2026-01-12", ends_on="2026-05-15")
        self.students = [
            make_student("Sam Rivera"),
            make_student("Noa Bar", zone="Europe/London"),
            make_student("Li Wei", zone="Asia/Kathmandu"),
        ]
        self.mentors = [
            make_mentor("Mira Holm", zone="America/Los_Angeles", schedule={"week_cap": 2}),
            make_mentor(
                "Ada Buffer",
                zone="Europe/Berlin",
                schedule={
                    "buffer_before_minutes": 15,
                    "buffer_after_minutes": 30,
                    "confirmation": "always",
                },
            ),
            make_mentor(
                "Tom Never", hours=SELDOM, schedule={"confirmation": "never", "week_cap": 1}
            ),
            make_mentor("Nora Nohours", hours=()),
        ]

    def key(self):
        return uuid.uuid4().hex

    def calendars(self, mentor, student):
        return load_calendars([self.fresh(mentor)], booker=student, now=self.now)

    def openings(self, mentor, student):
        return self.calendars(mentor, student).openings(mentor.pk)

    def fresh(self, person):
        """Without what was loaded before: another transaction would see the database as it is."""
        return type(person).objects.select_related("mentor").get(pk=person.pk)

    def schedule(self, mentor):
        return schedule_of(self.fresh(mentor))

    def has(self, **wanted):
        return Interview.objects.filter(**wanted).exists()

    def interviews(self, **wanted):
        return list(Interview.objects.filter(**wanted).order_by("pk"))

    # what the workers do
    def tick(self):
        for asked in asks_to_expire(now=self.now):
            expire_ask(asked, now=self.now)
        for closed in asks_to_pass_on(now=self.now):
            pass_on(closed, now=self.now)
        for mentor in mentors_with_a_line():
            while offer_place(mentor, now=self.now) is not None:
                pass

    def wait(self, **span):
        self.now += timedelta(**span)
        self.tick()

    # what must be true
    def state(self):
        """Everything that a refusal must leave as it was."""
        return (
            list(
                Interview.objects.order_by("pk").values_list(
                    "pk", "stage", "starts_at", "expires_at"
                )
            ),
            list(Commitment.objects.order_by("pk").values_list("person", "during", "live")),
            sorted(Email.objects.values_list("key", "state", "send_at")),
        )

    def refused(self, act):
        """The refusal of an action that changed nothing, or None where it went through."""
        before, refusal = self.state(), None
        try:
            act()
        except Refusal as refused:
            refusal = refused
        if refusal is not None:
            assert self.state() == before, "a refusal changed something"
            assert refusal.sentence.endswith((".", "?")), refusal.sentence
        OUTCOMES[act.__qualname__.split(".")[1], "refused" if refusal else "done"] += 1
        return refusal

    def given(self, mentor, start, *, without=None):
        """How many live interviews the alum has in the week and the term of that start."""
        zone = ZoneInfo(mentor.zone)
        week = start.astimezone(zone).isocalendar()[:2]
        taken = Interview.objects.filter(mentor=mentor, stage__in=LIVE).exclude(pk=without)
        days = [each.astimezone(zone) for each in taken.values_list("starts_at", flat=True)]
        return sum(day.isocalendar()[:2] == week for day in days), len(days)

    def check_cap(self, booked):
        rules = self.calendars(booked.mentor, booked.student).of[booked.mentor_id].rules
        week, term = self.given(booked.mentor, booked.starts_at)
        assert week <= rules.week_cap, f"{booked.mentor} gives {week} in a week of {rules.week_cap}"
        assert term <= rules.term_cap

    def check(self):
        self.check_promises()
        self.check_emails()

    def check_promises(self):
        """Looked at by hand, as if there were no constraint: nobody is promised twice, buffers included."""
        live = list(Commitment.objects.filter(live=True).select_related("interview"))
        by_person = {}
        for row in live:
            by_person.setdefault(row.person_id, []).append((row.during.lower, row.during.upper))
        for spans in by_person.values():
            spans.sort()
            assert all(one[1] <= next_[0] for one, next_ in pairwise(spans))
        holding = Interview.objects.filter(stage__in=(Stage.ASKED, *UPCOMING))
        assert {row.interview_id for row in live} >= set(holding.values_list("pk", flat=True))
        for row in live:
            start, end = row.interview.starts_at, row.interview.ends_at
            assert row.during.lower <= start
            assert row.during.upper >= end
        per_interview = Counter(row.interview_id for row in live)
        assert set(per_interview.values()) <= {2}
        closed = Interview.objects.filter(stage=Stage.CLOSED, pk__in=per_interview)
        assert not closed.exists(), "a closed interview still promises time"

    def check_emails(self):
        """Every email that waits is owed at this moment, by the interview as it stands."""
        office = Policies.objects.get()
        waiting = {}
        for about, key in Email.objects.filter(state__in=WAITING).values_list("about", "key"):
            waiting.setdefault(about, set()).add(key)
        for interview in Interview.objects.select_related("student", "mentor"):
            facts, cadence = facts_of(interview, office), cadence_of(office)
            keys = {key_of(interview, one) for one in owed(facts, cadence)}
            extra = waiting.get(interview.about, set()) - keys
            assert not extra, f"{extra} waits for a reason that has gone"
