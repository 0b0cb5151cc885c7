"""Thousands of invented alumni: as many as asked for, with everything, and nowhere but in the demo."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careerhub.common import clock
from careerhub.people.models import MentorProfile, StudentProfile
from interviews.models import Commitment, DirectoryEntry, FreeWindow, HoursException, Interview
from interviews.queries.openings import openings_of
from interviews.queries.windows import Wish, next_openings
from tests.factories.interviews import NOON

SIZES = {"alumni": 60, "students": 12, "promises": 30, "past": 40}


@pytest.fixture
def crowd(db):
    said = StringIO()
    with clock.standing_at(NOON):
        call_command("crowd", **SIZES, stdout=said)
        yield said.getvalue()


def test_there_are_as_many_as_asked_for(crowd):
    assert MentorProfile.objects.count() == DirectoryEntry.objects.count() == 60
    assert StudentProfile.objects.count() == 12
    assert Interview.objects.filter(ending="complete").count() == 40
    promised = Interview.objects.filter(ending="").count()
    assert 10 < promised <= 30
    assert Commitment.objects.filter(live=True).count() == 2 * promised
    assert HoursException.objects.count() == 40
    assert FreeWindow.objects.count() > 300
    assert f"60 alumni\n12 students, 40 conversations held, {promised} promised\n" in crowd


def test_their_windows_are_their_openings(crowd):
    mentors = [profile.user for profile in MentorProfile.objects.select_related("user")]
    told = next_openings([each.pk for each in mentors], Wish(now=NOON, zone="UTC"), count=9_999)
    assert told == {each.pk: openings_of(each, booker=None, now=NOON) for each in mentors}


def test_a_second_crowd_joins_the_first(crowd):
    call_command("crowd", **SIZES, seed=2, stdout=StringIO())
    assert MentorProfile.objects.count() == 120


def test_no_invented_people_among_real_ones(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="into the demo and into tests only"):
        call_command("crowd", alumni=1)
    assert MentorProfile.objects.count() == 0
