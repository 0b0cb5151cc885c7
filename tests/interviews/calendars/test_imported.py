"""What becomes of our invitations in a calendar program that nobody here wrote? khal, run as people run it."""

import subprocess
import sys
from datetime import timedelta

import pytest
from icalendar import Calendar

from careerhub.office import policies
from interviews.actions.changing import cancel_interview, move_interview
from interviews.calendars.feed import feed_of
from interviews.calendars.invitation import CANCEL, REQUEST, invitation
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_interview

LATER = NOON + timedelta(hours=2)
CONFIG = """
[calendars]
[[ours]]
path = {folder}/ours
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/New_York
default_timezone = America/New_York
[sqlite]
path = {folder}/cache
"""


class Khal:
    """A calendar of its own, in which a person in New York imports what came by email."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "ours").mkdir()
        (folder / "config").write_text(CONFIG.format(folder=folder))

    def run(self, *words):
        ended = subprocess.run(
            [sys.executable, "-m", "khal", "-c", str(self.folder / "config"), *words],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert "warning" not in ended.stderr.lower()
        return ended.stdout

    def take(self, raw):
        (self.folder / "invitation.ics").write_bytes(raw)
        self.run("import", "--batch", str(self.folder / "invitation.ics"))

    def shows(self):
        layout = "{start} to {end-time} {title} {status}{uid}"
        lines = self.run("list", "2026-03-01", "60d", "--day-format", "", "--format", layout)
        return [line for line in lines.splitlines() if line.strip()]


def next_after(interview, away):
    open_now = openings_of(interview.mentor, booker=interview.student, now=LATER, without=interview)
    return next(at for at in open_now if at >= interview.starts_at + away)


@pytest.fixture
def khal(tmp_path):
    return Khal(tmp_path)


@pytest.mark.parametrize("side", ["student", "mentor"])
def test_one_event_comes_moves_twice_and_goes(sam, mira, khal, side):
    interview, office = make_interview(sam, mira), policies.current()
    reader = sam if side == "student" else mira
    name = "Mira Holm" if side == "student" else "Sam Rivera"
    uid = f"interview-{interview.pk}@hub.example"
    khal.take(invitation(interview, to=reader, office=office, method=REQUEST))
    assert khal.shows() == [
        f"2026-03-04 12:00 to 12:30 Conversation with {name} CONFIRMED {uid}",
    ]
    for number, away, starts in (
        (1, timedelta(hours=2), "2026-03-04 14:00 to 14:30"),
        (2, timedelta(days=5), "2026-03-09 15:00 to 15:30"),  # New York’s clocks have gone forward
    ):
        interview = move_interview(
            interview, by=mira, starts_at=next_after(interview, away), now=LATER
        )
        assert interview.sequence == number
        khal.take(invitation(interview, to=reader, office=office, method=REQUEST))
        assert khal.shows() == [f"{starts} Conversation with {name} CONFIRMED {uid}"]
    gone = cancel_interview(interview, by=sam, reason="An exam", now=NOON + timedelta(hours=3))
    khal.take(invitation(gone, to=reader, office=office, method=CANCEL))
    assert gone.sequence == 3
    assert khal.shows() == [f"{starts} Conversation with {name} CANCELLED {uid}"]


def test_every_invitation_is_strict(sam, mira):
    interview, office = make_interview(sam, mira), policies.current()
    for method, status in ((REQUEST, "CONFIRMED"), (CANCEL, "CANCELLED")):
        raw = invitation(interview, to=sam, office=office, method=method)
        calendar = Calendar.from_ical(raw)
        (event,) = calendar.walk("VEVENT")
        assert not [part.errors for part in calendar.walk() if part.errors]
        # What RFC 5546 asks of both methods.
        required = ("ATTENDEE", "DTSTAMP", "DTSTART", "ORGANIZER", "SEQUENCE", "SUMMARY", "UID")
        assert all(event.get(name) is not None for name in required)
        assert (calendar["METHOD"], event["STATUS"]) == (method, status)
        assert calendar.to_ical() == raw


def test_the_feed_shows_what_the_invitations_showed(sam, mira, khal):
    interview, office = make_interview(sam, mira), policies.current()
    khal.take(invitation(interview, to=sam, office=office, method=REQUEST))
    invited = khal.shows()
    khal.take(feed_of(sam, office=office, now=LATER))
    assert khal.shows() == invited
