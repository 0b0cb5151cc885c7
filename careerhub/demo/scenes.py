"""What stands on the stage when somebody opens the demo? Scenes of the leads, and two terms behind them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from careerhub.people.models import User

from .cast import ALUMNI, STUDENTS
from .story import DAY, HOUR, Story

# Fixed, so that two people who look at the demo see the same past.
SEED = 20261
WEEKS_BACK = 29
A_WEEK = 5
OUTCOMES = (
    ("met",) * 9 + ("silent",) * 5 + ("declined", "expired", "cancelled", "withdrawn", "missed")
)
MESSAGES = (
    (
        "I am studying {majors} and keep wondering what the work is like from the inside. You "
        "moved between fields, which I would like to understand. Could I ask you for half an hour "
        "about how you chose, and what surprised you?"
    ),
    (
        "My professor mentioned {employer} in a seminar, and I saw that you came from "
        "{alum_majors}. I would be grateful for thirty minutes: how did you learn what they did "
        "not teach us?"
    ),
    (
        "I read your line “{quote}” and it stayed with me. May I ask you about the first years "
        "after college, and what you would do differently?"
    ),
)
REASONS = {
    "declined": "This month is full for me, I am sorry. Please ask again in spring.",
    "cancelled": "An exam was moved onto that morning. I am sorry for the short notice.",
}
NOTES = (
    "Explaining the model matters more than the model\nTake one writing class before graduating\n"
    "The mayor of a small town was her hardest reader"
)


def message_for(student: User, mentor: User, number: int) -> str:
    return MESSAGES[number % len(MESSAGES)].format(
        majors=student.student.majors,
        employer=mentor.mentor.employer,
        alum_majors=mentor.mentor.majors,
        quote=mentor.mentor.quote,
    )


def leads(people: dict[str, User], now: datetime) -> Iterator[Story]:
    """The scenes that a visitor should find at once. Days count from `now`."""
    scenes = (
        # student, alum, asked days ago, meets in days, outcome
        ("Sam Rivera", "Lucia Ferreyra", 20, -12.0, "met"),
        ("Sam Rivera", "Kofi Mensah", 34, -24.0, "met"),
        ("Sam Rivera", "Priya Raman", 6, -0.3, "met"),
        ("Sam Rivera", "Tomasz Wielgosz", 4, 2.0, "prepared"),
        ("Sam Rivera", "Ngozi Clarke", 4.2, 6.0, "waiting"),
        ("Jun-ho Bae", "Mira Holm", 1.1, 4.0, "waiting"),
        ("Aaliyah Brooks", "Mira Holm", 2.5, 9.0, "waiting"),
        ("Leilani Duarte", "Mira Holm", 8, 0.25, "prepared"),
        ("Noor Haddad", "Imani Okafor", 7, 0.15, "booked"),
        ("Mateo Villalba", "Callum Fraser", 6, 0.35, "prepared"),
        ("Elif Kaya", "Samira Aziz", 9, -1.2, "reported"),
        ("Devon Achter", "Oscar Lindqvist", 8, -1.6, "silent"),
        ("Wei Lin Tan", "Hiroshi Tanabe", 4.6, 8.0, "waiting"),
        ("Grace Mwangi", "Anita Gurung", 5, 1.5, "booked"),
    )
    for number, (student, mentor, asked, meets, outcome) in enumerate(scenes):
        yield Story(
            student=people[student],
            mentor=people[mentor],
            asked_at=now - asked * DAY,
            meets_at=now + meets * DAY,
            outcome=outcome,
            message=message_for(people[student], people[mentor], number),
            notes=NOTES if outcome == "met" else "",
            key=f"scene-{number}",
        )


def background(people: dict[str, User], now: datetime) -> Iterator[Story]:
    """Two terms of ordinary weeks, older first; most meet, some do not."""
    dice = random.Random(SEED)  # noqa: S311 - invented data, not a secret
    students = [people[one.name] for one in STUDENTS]
    mentors = [people[one.name] for one in ALUMNI]
    for week in range(WEEKS_BACK, 2, -1):
        for number in range(A_WEEK):
            student, mentor = dice.choice(students), dice.choice(mentors)
            asked_at = now - timedelta(weeks=week) + dice.uniform(0, 120) * HOUR
            outcome = dice.choice(OUTCOMES)
            near = outcome in ("declined", "expired", "withdrawn")
            yield Story(
                student=student,
                mentor=mentor,
                asked_at=asked_at,
                # close times need the alum's yes, so these can be declined or expire
                meets_at=asked_at + (2.4 if near else dice.uniform(4, 14)) * DAY,
                outcome=outcome,
                message=message_for(student, mentor, number),
                notes=NOTES if outcome == "met" and week % 3 == 0 else "",
                reason=REASONS.get(outcome, ""),
                key=f"week-{week}-{number}",
            )
