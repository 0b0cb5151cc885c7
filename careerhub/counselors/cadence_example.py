"""What does one conversation’s whole cadence look like? Every email of an example, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from careerhub.common import zones
from careerhub.common.times import say_day, say_time, say_zone
from careerhub.office.models import CadenceStep, Policies
from careerhub.outbox.search import label_of
from interviews.emails.compose import CAN_WAIT
from interviews.emails.plan import MENTOR, Cadence, Facts, after_quiet, owed
from interviews.emails.post import cadence_of

BOOKED_BEFORE = timedelta(days=5)


class ExampleForm(forms.Form):
    """When the example takes place, and where its two people are."""

    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=_("Start, on the alum’s clock"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    mentor_zone = forms.ChoiceField(label=_("The alum is in"))
    student_zone = forms.ChoiceField(label=_("The student is in"))

    def __init__(self, *args: object, office: Policies, today: date, **kwargs: object) -> None:
        self.usual = {
            "day": today + timedelta(days=7),
            "at": time(14),
            "mentor_zone": "America/Los_Angeles",
            "student_zone": office.zone,
        }
        super().__init__(*args, **{**kwargs, "initial": self.usual})  # type: ignore[arg-type]
        for name in ("mentor_zone", "student_zone"):
            self.fields[name].choices = zones.choices(str(self.usual[name]))  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, object]:
        """What was asked for where it can be read, else the usual."""
        good = self.cleaned_data if self.is_bound and not self.is_valid() else {}
        if self.is_bound and self.is_valid():
            good = self.cleaned_data
        return {**self.usual, **{name: value for name, value in good.items() if value}}


@dataclass(frozen=True)
class Line:
    """One email of the example, on its reader's clock."""

    label: str
    to_mentor: bool
    at: datetime
    zone: ZoneInfo
    said: str
    rests: bool  # it waited for the end of the reader's quiet hours

    @property
    def local(self) -> datetime:
        return self.at.astimezone(self.zone)


@dataclass(frozen=True)
class Day:
    day: date
    said: str
    lines: list[Line]


def example_days(
    chosen: dict[str, object], steps: Sequence[CadenceStep], office: Policies, *, hour_cycle: str
) -> list[Day]:
    """The emails of a conversation that is booked five days ahead and takes place, day by day."""
    facts = _facts(chosen, office)
    cadence = cadence_of(office, steps)
    lines = [
        _line(one.kind, one.reader, one.send_at, facts, cadence, hour_cycle)
        for one in owed(facts, cadence)
    ]
    lines.sort(key=lambda line: line.at)
    return [
        Day(day, say_day(found[0].at, found[0].zone, long=True), found)
        for day, group in groupby(lines, key=lambda line: line.local.date())
        if (found := list(group))
    ]


def _facts(chosen: dict[str, object], office: Policies) -> Facts:
    mentor_zone = str(chosen["mentor_zone"])
    wall = datetime.combine(chosen["day"], chosen["at"])  # type: ignore[arg-type]
    starts_at = wall.replace(tzinfo=ZoneInfo(mentor_zone))
    booked_at = starts_at - BOOKED_BEFORE
    return Facts(
        stage="booked",
        ending="",
        sequence=0,
        asked_at=booked_at,
        expires_at=starts_at,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=office.length_minutes),
        mentor_zone=mentor_zone,
        student_zone=str(chosen["student_zone"]),
        booked_at=booked_at,
    )


def _line(
    kind: str,
    reader: str,
    send_at: datetime,
    facts: Facts,
    cadence: Cadence,
    cycle: str,
) -> Line:
    zone = facts.zone_of(reader)
    at = after_quiet(send_at, zone, cadence) if kind in CAN_WAIT else send_at
    return Line(
        label=label_of(kind),
        to_mentor=reader == MENTOR,
        at=at,
        zone=zone,
        said=f"{say_time(at, zone, cycle)} {say_zone(at, zone)}",
        rests=at != send_at,
    )
