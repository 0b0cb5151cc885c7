"""Which single dates and which time off may be written? Checked by field."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _lazy

from interviews.actions.availability import check_stretch
from interviews.actions.errors import Refusal

AS_USUAL, CLOSED, OTHER = "usual", "closed", "other"


class DateForm(forms.Form):
    """What one date is: as the week says, closed, or open at other hours."""

    kind = forms.ChoiceField(
        label=_lazy("This date"),
        choices=[
            (AS_USUAL, _lazy("As in a usual week")),
            (CLOSED, _lazy("Closed all day")),
            (OTHER, _lazy("Other hours, just this once")),
        ],
        widget=forms.RadioSelect,
    )


class TimeOffForm(forms.Form):
    """A first and a last day, both included."""

    first_day = forms.DateField(
        label=_lazy("First day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _lazy("Choose the first day."),
            "invalid": _lazy("Write a date, such as 2026-12-21."),
        },
    )
    last_day = forms.DateField(
        label=_lazy("Last day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _lazy("Choose the last day, so that it ends by itself."),
            "invalid": _lazy("Write a date, such as 2027-01-03."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last:
            try:
                check_stretch(first, last, self.today)
            except Refusal as refusal:
                self.add_error("last_day", refusal.sentence)
        return cleaned
