from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from careerhub.demo import loading
from careerhub.office.models import Holiday
from careerhub.outbox.models import Email, State
from careerhub.people.models import CounselorProfile, MentorProfile, StudentProfile, User
from interviews.models import AFTER, UPCOMING, Interview, Stage
from interviews.queries.openings import load_calendars

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)  # a Sunday: the scenes must work on any day


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            loading.load(now=NOW, say=lambda _line: None)
            yield
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_demo_is_as_large_as_promised(demo):
    counts = [m.objects.count() for m in (StudentProfile, MentorProfile, CounselorProfile)]
    assert counts == [12, 40, 3]
    assert Interview.objects.count() == 144
    zones = set(User.objects.filter(mentor__isnull=False).values_list("zone", flat=True))
    assert len(zones) >= 8


@pytest.mark.django_db
def test_today_has_meetings_and_somebody_waits(demo):
    today = Interview.objects.filter(
        stage__in=UPCOMING, starts_at__range=(NOW, NOW + timedelta(days=1))
    )
    assert today.count() >= 2
    assert Interview.objects.filter(stage=Stage.ASKED, mentor__full_name="Mira Holm").count() == 2
    silent = Interview.objects.get(mentor__full_name="Ngozi Clarke", stage=Stage.ASKED)
    assert NOW - silent.asked_at > timedelta(days=4)


@pytest.mark.django_db
def test_every_outcome_is_there(demo):
    endings = Counter(Interview.objects.values_list("ending", flat=True))
    for ending in ("declined", "expired", "withdrawn", "cancelled", "no_show"):
        assert endings[ending] >= 1, endings
    assert (
        Interview.objects.filter(no_show_reported_at__isnull=False, stage__in=UPCOMING).count() == 1
    )
    assert Interview.objects.filter(stage__in=AFTER).count() > 70


@pytest.mark.django_db
def test_nothing_of_the_past_is_still_due(demo):
    assert (
        list(Email.objects.filter(state=State.SCHEDULED, send_at__lt=NOW).values_list("key")) == []
    )
    assert Email.objects.filter(state=State.UNCERTAIN, kind="thank_you").count() == 1
    sams = Email.objects.get(
        kind="thank_you",
        about=Interview.objects.get(
            student__full_name="Sam Rivera",
            mentor__full_name="Priya Raman",
            asked_at__gt=NOW - timedelta(days=7),
        ).about,
    )
    assert (sams.state, NOW < sams.send_at <= NOW + timedelta(days=1)) == (State.SCHEDULED, True)


@pytest.mark.django_db
def test_students_see_the_holidays_of_this_year_and_the_next(demo):
    years = set(Holiday.objects.values_list("day__year", flat=True))
    assert years == {2026, 2027}
    rafael = User.objects.get(full_name="Rafael Quispe")
    thanksgiving = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    reason = load_calendars([rafael], booker=None, now=NOW).why_closed(rafael.pk, thanksgiving)
    assert reason.code == "holiday"
