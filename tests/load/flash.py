"""Clients who ask, answer, propose, move, cancel and withdraw on a few popular alumni, all at once."""

import time
import uuid
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from random import Random
from threading import Barrier
from urllib.parse import urlencode

import psycopg

from tests.load.visitors import MESSAGE, PATIENCE

TOKEN = "x" * 32  # a browser's: the cookie and the field say the same
TIMES_WANTED, MOST_TIMES = 24, 72  # so few that everybody asks for the same ones; moves go anywhere
OTHER_WORDS = "And I would like to hear how you chose between two offers that were both good."
MINE = """
    SELECT id, mentor_id, stage, waits_for, proposed_by_id, proposal_round FROM interviews_interview
    WHERE student_id = %s AND stage IN ('asked', 'booked', 'prepared')
"""
PROPOSED = """
    SELECT starts_at FROM interviews_proposal WHERE interview_id = %s AND settled_at IS NULL
"""


@dataclass
class Told:
    """What the site answered: how often with which status to which act, and how fast."""

    statuses: Counter = field(default_factory=Counter)
    seconds: dict = field(default_factory=lambda: defaultdict(list))
    oddities: list = field(default_factory=list)


class Client:
    """One student with a browser, and the alumni's answers to that student."""

    def __init__(self, site, student, session, mentors, told, seed):
        self.host, self.database = site.url.partition("//")[2], site.database
        self.student, self.session, self.mentors, self.told = student, session, mentors, told
        self.chance = Random(seed)
        start = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0)
        every = [
            start + timedelta(days=2 + n // 8, minutes=30 * (n % 8)) for n in range(MOST_TIMES)
        ]
        self.times, self.later = every[:TIMES_WANTED], every[TIMES_WANTED:]

    def act(self, rounds):
        with psycopg.connect(self.database, autocommit=True) as self.looking:
            for _round in range(rounds):
                mine = self.looking.execute(MINE, [self.student]).fetchall()
                if self.chance.random() < 0.1:
                    self.line_up()
                elif not mine or self.chance.random() < 0.35:
                    self.ask()
                else:
                    self.go_on(*self.chance.choice(mine))

    def ask(self):
        mentor, key = self.chance.choice(list(self.mentors)), uuid.uuid4().hex
        words = {"at": self.a_time(), "message": MESSAGE, "questions": "What surprised you?"}
        path = f"/students/mentors/{mentor}/ask/"
        first = self.post("ask", path, words | {"key": key}, self.session)
        if first[0] == 302 and self.chance.random() < 0.2:
            self.again(path, words | {"key": key}, first)

    def again(self, path, words, first):
        """A retry gets the first answer; other words under the same key are refused."""
        same = self.post("ask again", path, words, self.session)
        if same != first:
            self.told.oddities.append(("ask again", first, same))
        other = self.post("other words", path, words | {"message": OTHER_WORDS}, self.session)
        if other[0] != 422:
            self.told.oddities.append(("other words", first, other))

    def line_up(self):
        """Join the line for whoever is asked most, or leave it."""
        act = self.chance.choices(["line", "line/leave"], [4, 1])[0]
        words = {"message": MESSAGE, "questions": "What surprised you?"}
        self.post(act, f"/students/mentors/{min(self.mentors)}/{act}/", words, self.session)

    def go_on(self, pk, mentor, stage, waits_for, proposed_by, proposal_round):
        mentors = self.mentors[mentor]
        if stage == "asked" and waits_for == "student" and not proposal_round:
            act = self.chance.choices(["take-offer", "let-go"], [3, 1])[0]
            return self.post(act, f"/interviews/{pk}/{act}/", {}, self.session)
        proposed = self.looking.execute(PROPOSED, [pk]).fetchall()
        if proposed:
            answers = mentors if proposed_by == self.student else self.session
            if self.chance.random() < 0.7:
                at = {"starts_at": self.chance.choice(proposed)[0].isoformat()}
                return self.post("take time", f"/interviews/{pk}/take-time/", at, answers)
            return self.post("none suits", f"/interviews/{pk}/none-suits/", {"reason": ""}, answers)
        if stage == "asked":
            return self.answer(pk, mentors)
        return self.change(pk, self.chance.choice([mentors, self.session]))

    def answer(self, pk, mentors):
        act = self.chance.choices(["accept", "decline", "propose", "withdraw"], [5, 2, 2, 1])[0]
        if act == "propose":
            return self.propose(pk, mentors)
        if act == "withdraw":
            return self.post(act, f"/interviews/{pk}/withdraw/", {}, self.session)
        return self.post(act, f"/alumni/requests/{pk}/{act}/", {}, mentors)

    def change(self, pk, session):
        act = self.chance.choices(["move", "cancel", "propose"], [5, 3, 2])[0]
        if act == "propose":
            return self.propose(pk, session)
        words = {"reason": "A lab was put on that hour."}
        if act == "move":
            words["starts_at"] = self.a_time(self.times + self.later)
        return self.post(act, f"/interviews/{pk}/{act}/", words, session)

    def propose(self, pk, session):
        wall = [self.chance.choice(self.later).strftime("%Y-%m-%dT%H:%M") for _ in range(2)]
        times = dict(zip(FREE_TIMES, wall, strict=False))
        return self.post("propose", f"/interviews/{pk}/propose/", times | {"reason": ""}, session)

    def a_time(self, times=()):
        return self.chance.choice(times or self.times).strftime("%Y-%m-%dT%H:%MZ")

    def post(self, act, path, words, session):
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({**words, "csrfmiddlewaretoken": TOKEN})
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        began = time.monotonic()
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        self.told.seconds[act].append(time.monotonic() - began)
        self.told.statuses[act, answer.status] += 1
        return answer.status, answer.headers.get("Location", "")


FREE_TIMES = ("time_1", "time_2", "time_3")


def let_act(site, people, *, rounds):
    """Everybody at once, so many rounds each; what they were told."""
    told, start = Told(), Barrier(len(people["students"]))
    mentors = {int(pk): session for pk, session in people["mentors"].items()}
    clients = [
        Client(site, int(pk), session, mentors, told, seed)
        for seed, (pk, session) in enumerate(people["students"].items())
    ]

    def act(client):
        start.wait(timeout=PATIENCE)
        client.act(rounds)

    with ThreadPoolExecutor(len(clients)) as threads:
        list(threads.map(act, clients))
    return told
