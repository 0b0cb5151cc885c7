"""Make a person for a test; every field may be given, each has a plain default."""

from datetime import time
from itertools import count

from careerhub.common import clock
from careerhub.people.models import CounselorProfile, MentorProfile, StudentProfile, User
from interviews.actions.windows import refresh_windows
from interviews.models import Schedule, WeeklyHours

_numbers = count(1)
ALL_DAY = tuple((day, time(9), time(17)) for day in range(5))


def make_user(full_name="", *, email="", zone="America/New_York", **fields):
    number = next(_numbers)
    full_name = full_name or f"Person {number}"
    email = email or f"{full_name.lower().replace(' ', '.')}.{number}@brightwater.example"
    return User.objects.create_user(
        email, "a-long-pass-phrase", full_name=full_name, zone=zone, **fields
    )


def make_student(full_name="", *, majors="Biology", **fields):
    user = make_user(full_name, **fields)
    StudentProfile.objects.create(user=user, majors=majors)
    return user


def make_mentor(full_name="", *, hours=ALL_DAY, schedule=None, profile=None, **fields):
    """An alum open on `hours`: (weekday, opens, closes) in the alum's zone."""
    user = make_user(full_name, **fields)
    MentorProfile.objects.create(user=user, name=user.full_name, **(profile or {}))
    plan = Schedule.objects.create(mentor=user, **(schedule or {}))
    WeeklyHours.objects.bulk_create(
        WeeklyHours(schedule=plan, weekday=day, opens_local=opens, closes_local=closes)
        for day, opens, closes in hours
    )
    refresh_windows([user.pk], now=clock.now())
    return user


def make_counselor(full_name="", *, is_administrator=False, **fields):
    user = make_user(full_name, **fields)
    CounselorProfile.objects.create(user=user, is_administrator=is_administrator)
    return user
