"""What does a counselor type to book in a student’s name?"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from interviews.forms import QUESTIONS_LIMIT, REASON_LIMIT, Form, text_area
from interviews.slots.zones import at_local
from interviews.views.offered import read_value

MESSAGE_LIMIT = 4_000
# No booking lies further away, whatever the rules.
FAR = timedelta(days=366)
WALL_CLOCK = forms.DateTimeInput(attrs={"type": "datetime-local"})


def read_near(text: str, now: datetime) -> datetime | None:
    """The instant in an address or a hidden field; None where it means none that can be looked at."""
    at = read_value(text)
    return at if at is not None and abs(at - now) < FAR else None


class OtherTimeField(forms.CharField):
    """A day and a time on the office’s clock, as an instant in UTC; None where it is left empty."""

    def __init__(self, *, zone: ZoneInfo, now: datetime, required: bool) -> None:
        super().__init__(
            label=_("Another time, on the office’s clock"), required=required, widget=WALL_CLOCK
        )
        self.zone, self.now = zone, now

    def clean(self, value: str) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            wall = parse_datetime(text)
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo is not None:
            raise ValidationError(_("Write the day and the time, such as 2026-03-04 09:00."))
        if abs(wall.replace(tzinfo=UTC) - self.now) >= FAR:
            raise ValidationError(_("Choose a time within a year from now."))
        return at_local(wall.date(), wall.time(), self.zone)


class OtherTimeForm(Form):
    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime) -> None:
        super().__init__(*args)
        self.fields["another"] = OtherTimeField(zone=zone, now=now, required=True)


class BookingForm(Form):
    """The words in the student’s name; `seen` are the limits that stood on the page."""

    at = forms.CharField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("The request, as the alum reads it"),
        max_length=MESSAGE_LIMIT,
        widget=text_area(6),
        error_messages={"required": _("Say why this student would like to meet this alum.")},
    )
    questions = forms.CharField(
        label=_("Questions, one a line"),
        required=False,
        max_length=QUESTIONS_LIMIT,
        widget=text_area(3),
    )
    reason = forms.CharField(
        label=_("Why book all the same"),
        help_text=_("It stands in the log with your name."),
        required=False,
        max_length=REASON_LIMIT,
        widget=text_area(2),
    )

    def __init__(
        self,
        *args: Any,
        zone: ZoneInfo,
        now: datetime,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(*args, initial=initial)
        self.now = now
        self.fields["another"] = OtherTimeField(zone=zone, now=now, required=False)
        self.fields["another"].label = _("Another time instead, on the office’s clock")

    @property
    def wanted(self) -> datetime | None:
        """The time that is asked for, as far as one can be read: the one typed beats the one chosen."""
        self.is_valid()
        return self.cleaned_data.get("another") or self.cleaned_data.get("at")

    def clean_at(self) -> datetime:
        at = read_near(self.cleaned_data["at"], self.now)
        if at is None:
            raise ValidationError(_("Choose a time."))
        return at

    def clean_seen(self) -> list[str]:
        return str(self.cleaned_data["seen"]).split()
