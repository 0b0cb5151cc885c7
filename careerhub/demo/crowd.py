"""Fifty thousand invented alumni with weeks, exceptions and promises, for measuring what scale costs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max, Model

from careerhub.common.zones import is_zone
from careerhub.people.models import MentorProfile, StudentProfile, User
from interviews.actions.windows import refresh_windows
from interviews.models import (
    Commitment,
    Ending,
    HoursException,
    Interview,
    Schedule,
    Stage,
    TimeOff,
    WeeklyHours,
)
from interviews.slots.zones import at_local

from . import names

DOMAIN = "crowd.brightwater.example"
UNUSABLE = "!"  # nobody signs in as one of them
CHUNK = 1_000
# How the weeks of a hundred alumni look: blocks of (weekday, opens, closes).
LUNCHES = tuple((day, time(12), time(13, 30)) for day in range(5))
WEEKS = (
    (LUNCHES, 15),
    (((0, time(9), time(11)), (2, time(14), time(16))), 25),
    (((1, time(15), time(18)), (3, time(10), time(12)), (4, time(8), time(9, 30))), 25),
    (((1, time(17), time(20)), (3, time(17), time(20)), (5, time(10), time(13))), 15),
    (((2, time(13), time(17)), (4, time(13), time(17))), 15),
    ((), 5),
)
LENGTH, AFTER = timedelta(minutes=30), timedelta(minutes=10)
Row = TypeVar("Row", bound=Model)
Week = tuple[tuple[int, time, time], ...]


@dataclass(frozen=True)
class Alum:
    pk: int
    zone: ZoneInfo
    week: Week


@dataclass(frozen=True)
class Sizes:
    alumni: int
    students: int
    promises: int  # asks and bookings ahead
    past: int  # conversations of this term that are complete


def make_crowd(
    sizes: Sizes, *, now: datetime, seed: int = 1, say: Callable[[str], None] = print
) -> None:
    """Add so many people to the database; the same seed makes the same people."""
    chance = Random(seed)  # noqa: S311 - not a secret
    first = (User.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    with transaction.atomic():
        mentors = [
            alum
            for chunk in _chunks(range(sizes.alumni), CHUNK)
            for alum in _make_alumni(chunk, first, chance, now)
        ]
        say(f"{len(mentors)} alumni")
        students = _make_students(sizes.students, first, chance, now)
        _make_past(sizes.past, mentors, students, chance, now)
        count = _make_promises(sizes.promises, mentors, students, chance, now)
        say(f"{len(students)} students, {sizes.past} conversations held, {count} promised")
    for chunk in _chunks((alum.pk for alum in mentors), CHUNK):
        refresh_windows(chunk, now=now)
    say("free windows")


def _make_alumni(numbers: list[int], first: int, chance: Random, now: datetime) -> list[Alum]:
    places = chance.choices(names.PLACES, [place[3] for place in names.PLACES], k=len(numbers))
    people = [
        _user(f"alum{first + number}", place[2], chance, now)
        for number, place in zip(numbers, places, strict=True)
    ]
    _save(people)
    _save(_profile(user, place, chance) for user, place in zip(people, places, strict=True))
    plans = _save(_schedule(user, chance) for user in people)
    weeks = chance.choices([week for week, _ in WEEKS], [n for _, n in WEEKS], k=len(plans))
    _save(
        WeeklyHours(schedule=plan, weekday=day, opens_local=opens, closes_local=closes)
        for plan, week in zip(plans, weeks, strict=True)
        for day, opens, closes in week
    )
    _save(_exceptions(plans, chance, now))
    _save(
        TimeOff(schedule=plan, first_day=day, last_day=day + timedelta(days=6))
        for plan in chance.sample(plans, len(plans) // 20)
        for day in [(now + timedelta(days=chance.randrange(28))).date()]
    )
    return [
        Alum(user.pk, ZoneInfo(user.zone), week) for user, week in zip(people, weeks, strict=True)
    ]


def _user(key: str, zone: str, chance: Random, now: datetime) -> User:
    assert is_zone(zone)
    return User(
        email=f"{key}@{DOMAIN}",
        password=UNUSABLE,
        full_name=f"{chance.choice(names.GIVEN)} {chance.choice(names.FAMILY)}",
        zone=zone,
        zone_confirmed=True,
        joined_at=now - timedelta(days=chance.randrange(30, 900)),
    )


def _profile(user: User, place: tuple[str, str, str, int], chance: Random) -> MentorProfile:
    field, title = chance.choice(names.FIELDS), chance.choice(names.TITLES)
    employer, majors = chance.choice(names.EMPLOYERS), chance.sample(names.MAJORS, 2)
    return MentorProfile(
        user=user,
        name=user.full_name,
        title=title,
        employer=employer,
        industry=field,
        city=place[0],
        country=place[1],
        class_of=chance.randrange(1985, 2025),
        majors=", ".join(majors[: 1 + (chance.random() < 0.25)]),
        first_generation=chance.random() < 0.3,
        topics="\n".join(_topics(field, title, majors[0], chance)),
        bio=f"I studied {majors[0].lower()} and work in {field.lower()}: {title.lower()} at {employer}.",
    )


def _topics(field: str, title: str, major: str, chance: Random) -> list[str]:
    """Most talk about their own work, some about what everybody asks."""
    own = [
        f"Life as a {title.lower()}",
        f"Getting into {field.lower()}",
        f"What {major.lower()} is good for",
    ]
    return [*chance.sample(own, 2), chance.choice(names.TOPICS)]


def _schedule(user: User, chance: Random) -> Schedule:
    return Schedule(
        mentor=user,
        length_minutes=chance.choices((None, 20, 45), (90, 5, 5))[0],
        notice_hours=chance.choices((None, 24, 72), (80, 10, 10))[0],
        term_cap=chance.choices((None, 4), (80, 20))[0],
    )


def _exceptions(plans: list[Schedule], chance: Random, now: datetime) -> Iterator[HoursException]:
    """For every third alum one date that is closed, and one with other hours."""
    for plan in chance.sample(plans, len(plans) // 3):
        closed, other = chance.sample(range(28), 2)
        yield HoursException(schedule=plan, day=(now + timedelta(days=closed)).date())
        day = (now + timedelta(days=other)).date()
        yield HoursException(
            schedule=plan, day=day, opens_local=time(16), closes_local=time(18, 30)
        )


def _make_students(count: int, first: int, chance: Random, now: datetime) -> list[int]:
    students = _save(
        _user(f"student{first + number}", "America/New_York", chance, now)
        for number in range(count)
    )
    _save(StudentProfile(user=user, majors=chance.choice(names.MAJORS)) for user in students)
    return [student.pk for student in students]


def _make_past(
    count: int, mentors: list[Alum], students: list[int], chance: Random, now: datetime
) -> None:
    """Conversations held in the last weeks; they count against this term's cap."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    _save(
        _interview(
            chance.choice(students),
            chance.choice(mentors).pk,
            hour - timedelta(hours=chance.randrange(1, 900)),
            now,
            stage=Stage.CLOSED,
            ending=Ending.COMPLETE,
            closed_at=now,
        )
        for _ in range(count if students and mentors else 0)
    )


def _make_promises(
    count: int, mentors: list[Alum], students: list[int], chance: Random, now: datetime
) -> int:
    """Asks and bookings at the alum's own hours, each student on a day with nothing else yet."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for alum in chance.sample(mentors, min(count, len(mentors) if students else 0)):
        starts_at = _some_start(alum, chance, now)
        if starts_at is None:
            continue
        student = chance.choice(students)
        if (student, starts_at.toordinal()) not in taken:
            taken.add((student, starts_at.toordinal()))
            stage = chance.choice((Stage.ASKED, Stage.BOOKED))
            booked_at = now if stage == Stage.BOOKED else None
            rows.append(
                _interview(student, alum.pk, starts_at, now, stage=stage, booked_at=booked_at)
            )
    _save(commitment for interview in _save(rows) for commitment in _commitments(interview))
    return len(rows)


def _some_start(alum: Alum, chance: Random, now: datetime) -> datetime | None:
    """The opening of one of the alum's blocks on one of the next four weeks' days."""
    if not alum.week:
        return None
    weekday, opens, _closes = chance.choice(alum.week)
    today = now.astimezone(alum.zone).date()
    ahead = (weekday - today.weekday() - 3) % 7 + 3 + 7 * chance.randrange(3)
    return at_local(today + timedelta(days=ahead), opens, alum.zone)


def _interview(
    student: int, mentor: int, starts_at: datetime, now: datetime, **fields: Any
) -> Interview:
    return Interview(
        student_id=student,
        mentor_id=mentor,
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        starts_local=starts_at,
        zone="UTC",
        message="May I ask how you found your way?",
        asked_at=min(starts_at, now) - timedelta(days=1),
        expires_at=starts_at,
        **fields,
    )


def _commitments(interview: Interview) -> Iterator[Commitment]:
    alums = DateTimeTZRange(interview.starts_at, interview.ends_at + AFTER)
    students = DateTimeTZRange(interview.starts_at, interview.ends_at)
    yield Commitment(person_id=interview.mentor_id, interview=interview, during=alums)
    yield Commitment(person_id=interview.student_id, interview=interview, during=students)


def _save(rows: Iterable[Row]) -> list[Row]:
    """COPY the rows, with keys from the table's own sequence; ten times as quick as INSERT."""
    made = list(rows)
    if not made:
        return made
    model = type(made[0])
    fields = [each for each in model._meta.concrete_fields if not each.generated]
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key, len(made)],
        )
        for row, (pk,) in zip(made, cursor.fetchall(), strict=True):
            row.pk = pk
        columns = ", ".join(f'"{each.column}"' for each in fields)
        with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
            for row in made:
                copy.write_row([getattr(row, each.attname) for each in fields])
    return made


def _chunks(rows: Iterable[int], size: int) -> Iterator[list[int]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk
