"""How does the cast enter an empty database?"""

from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress

from careerhub.office import holidays
from careerhub.office.models import Policies, Term
from careerhub.people.models import CounselorProfile, MentorProfile, StudentProfile, User
from interviews.models import Schedule, WeeklyHours

from .cast import ALUM_DOMAIN, ALUMNI, COUNSELORS, STUDENT_DOMAIN, STUDENTS, Alum, address_of
from .scenes import SCENES

# Hours on every day for the people of the scenes, so that “today” works on a Sunday and a holiday too.
STAGE_HANDS = 16
IN_A_SCENE = {mentor for _student, mentor, *_rest in SCENES}
COUNTRY = "US"
DAILY = ((time(9), time(12)), (time(14), time(18)))
EVERY_DAY = tuple((day, *block) for day in range(7) for block in DAILY)
PATTERNS = (
    ((1, time(15), time(18)), (3, time(10), time(12))),
    ((0, time(8), time(9, 30)), (2, time(12), time(14)), (4, time(8), time(9, 30))),
    ((1, time(17), time(20)), (2, time(17), time(20)), (5, time(10), time(13))),
    tuple((day, time(12), time(13, 30)) for day in range(5)),
    ((3, time(9), time(12)), (3, time(14), time(17))),
)
CONFIRMS = {
    "Mira Holm": "always",
    "Ngozi Clarke": "always",
    "Hiroshi Tanabe": "always",
    "Dana Whitlock": "never",
}


def set_up_office(today: date) -> None:
    Policies.objects.create(
        pk=1,
        name="Career Office",
        university="Brightwater University",
        address="Linden Hall 204",
        student_domains=[STUDENT_DOMAIN],
    )
    middle = today - timedelta(days=60)
    Term.objects.create(
        name="Last term", starts_on=middle - timedelta(days=150), ends_on=middle - timedelta(days=1)
    )
    Term.objects.create(name="This term", starts_on=middle, ends_on=middle + timedelta(days=120))
    for year in (today.year, today.year + 1):
        holidays.load(COUNTRY, year)


def make_person(name: str, domain: str, zone: str, joined_at: datetime) -> User:
    email = address_of(name, domain)
    user = User.objects.create_user(
        email, full_name=name, zone=zone, zone_confirmed=True, joined_at=joined_at
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_everybody(joined_at: datetime) -> dict[str, User]:
    """The whole cast by name, with profiles and hours."""
    people: dict[str, User] = {}
    for one in STUDENTS:
        user = people[one.name] = make_person(
            one.name, STUDENT_DOMAIN, "America/New_York", joined_at
        )
        StudentProfile.objects.create(
            user=user,
            majors=one.majors,
            school_year=one.year,
            first_generation=one.first_generation,
            curious_about=one.curious_about,
        )
    for number, alum in enumerate(ALUMNI):
        people[alum.name] = make_alum(number, alum, joined_at)
    for name, title, is_administrator in COUNSELORS:
        user = people[name] = make_person(name, STUDENT_DOMAIN, "America/New_York", joined_at)
        CounselorProfile.objects.create(user=user, title=title, is_administrator=is_administrator)
    return people


def make_alum(number: int, alum: Alum, joined_at: datetime) -> User:
    user = make_person(alum.name, ALUM_DOMAIN, alum.zone, joined_at)
    given, _, family = alum.name.lower().partition(" ")
    MentorProfile.objects.create(
        user=user,
        name=alum.name,
        title=alum.title,
        employer=alum.employer,
        industry=alum.industry,
        city=alum.city,
        country=alum.country,
        class_of=alum.class_of,
        majors=alum.majors,
        topics=alum.topics,
        quote=alum.quote,
        first_generation=number % 4 == 3,
        meeting_link=f"https://meet.example/{given}-{family.replace(' ', '-')}",
    )
    schedule = Schedule.objects.create(
        mentor=user,
        confirmation=CONFIRMS.get(alum.name, ""),
        keeps_holidays=alum.name not in IN_A_SCENE,
    )
    hours = EVERY_DAY if number < STAGE_HANDS else PATTERNS[number % len(PATTERNS)]
    WeeklyHours.objects.bulk_create(
        WeeklyHours(schedule=schedule, weekday=day, opens_local=opens, closes_local=closes)
        for day, opens, closes in hours
    )
    return user
