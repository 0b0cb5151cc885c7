"""What stands on the stage when somebody opens the demo? The scenes of the leads."""

from collections.abc import Iterator
from datetime import datetime

from careerhub.people.models import User

from .story import DAY, Story

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
    "Said: “Explaining the model matters more than the model.”\nTake one writing class before graduating\n"
    "The mayor of a small town was the hardest reader"
)
SCENES = (
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
    ("Devon Achter", "Oscar Lindqvist", 8, -1.9, "silent"),
    ("Wei Lin Tan", "Hiroshi Tanabe", 4.6, 8.0, "waiting"),
    ("Grace Mwangi", "Bashir Omar", 5, 1.5, "booked"),
)


def message_for(student: User, mentor: User, number: int) -> str:
    return MESSAGES[number % len(MESSAGES)].format(
        majors=student.student.majors,
        employer=mentor.mentor.employer,
        alum_majors=mentor.mentor.majors,
        quote=mentor.mentor.quote,
    )


def leads(people: dict[str, User], now: datetime) -> Iterator[Story]:
    """The scenes that a visitor should find at once, those asked for first in front."""
    for number, (student, mentor, asked, meets, outcome) in enumerate(
        sorted(SCENES, key=lambda scene: -scene[2])
    ):
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
