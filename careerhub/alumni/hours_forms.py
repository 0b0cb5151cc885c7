"""Which blocks of hours may be written, for a usual week or for one date? Checked by field."""

from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _lazy

from interviews.actions.availability import MOST_BLOCKS_A_DATE
from interviews.models import Weekday

from .wall import minutes, say_hours
from .week import MOST_ROWS

MIDNIGHT, NOON, EVENING = time(0), 12 * 60, 17 * 60
Hours = tuple[int, time, time]
Span = tuple[time, time]
BEFORE_THE_START = _lazy("This is before the start. Choose a later time.")
OVER_MIDNIGHT = _lazy(
    "This is before the start. If you mean the next morning, write two rows: "
    "%(day)s %(evening)s, and %(next)s %(morning)s."
)
OVER_MIDNIGHT_HERE = _lazy(
    "This is before the start. If you mean the next morning, write %(evening)s here, and "
    "%(morning)s on the date after it."
)


class SpanForm(forms.Form):
    """One block: from, until. An empty row is no block."""

    weekday: Any = None
    opens = forms.TimeField(
        label=_lazy("From"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    closes = forms.TimeField(
        label=_lazy("Until"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    needed: tuple[tuple[str, Any], ...] = (
        ("opens", _lazy("Write when you open.")),
        ("closes", _lazy("Write until when you are open.")),
    )

    def __init__(self, *args: Any, hour_cycle: str = "12", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hour_cycle = hour_cycle

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or all(cleaned.get(name) is None for name, _s in self.needed):
            return cleaned
        for name, sentence in self.needed:
            if cleaned.get(name) is None:
                self.add_error(name, sentence)
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens is not None and closes is not None and MIDNIGHT != closes <= opens:
            self.add_error("closes", self.ends_early(opens, closes))
        return cleaned

    def ends_early(self, opens: time, closes: time) -> str:
        """From evening to morning is meant as a night; no block goes over midnight, two do."""
        if minutes(opens) < EVENING or minutes(closes) > NOON:
            return str(BEFORE_THE_START)
        return self.said_of_a_night(
            evening=say_hours(opens, MIDNIGHT, self.hour_cycle),
            morning=say_hours(MIDNIGHT, closes, self.hour_cycle),
        )

    def said_of_a_night(self, **halves: str) -> str:
        return str(OVER_MIDNIGHT_HERE) % halves

    def is_complete(self) -> bool:
        cleaned = getattr(self, "cleaned_data", {})
        given = all(cleaned.get(name) is not None for name, _s in self.needed)
        return given and not cleaned.get("DELETE") and not self.errors

    def span(self) -> Span | None:
        """The block, or None for a row that is empty, removed or not valid."""
        return (
            (self.cleaned_data["opens"], self.cleaned_data["closes"])
            if self.is_complete()
            else None
        )


class HoursForm(SpanForm):
    """One block of a week: which day, from, until."""

    weekday = forms.TypedChoiceField(
        label=_lazy("Day"),
        choices=[("", "–"), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    needed = (("weekday", _lazy("Choose the day.")), *SpanForm.needed)
    field_order = ("weekday", "opens", "closes")

    def said_of_a_night(self, **halves: str) -> str:
        day = self.cleaned_data.get("weekday")
        if day is None:
            return str(BEFORE_THE_START)
        days = {"day": Weekday(day).label, "next": Weekday((day + 1) % 7).label}
        return str(OVER_MIDNIGHT) % {**days, **halves}

    def hours(self) -> Hours | None:
        span = self.span()
        return None if span is None else (self.cleaned_data["weekday"], *span)


class BaseSpanFormSet(forms.BaseFormSet):
    """Blocks of one date."""

    overlap = _lazy("This overlaps your other hours. Change one of the two.")
    default_error_messages = {
        "too_many_forms": _lazy("That is more than %(num)d blocks. Take some out."),
    }

    def clean(self) -> None:
        """Say at the later block that it runs into an earlier one of its day."""
        rows = [(block, form) for form in self.forms if (block := self.block(form)) is not None]
        rows.sort(key=lambda row: row[0])
        for (earlier, _form), (later, form) in pairwise(rows):
            same_day = earlier[:-2] == later[:-2]
            if same_day and (earlier[-1] == MIDNIGHT or later[-2] < earlier[-1]):
                form.add_error("opens", self.said(later))
                raise forms.ValidationError(_lazy("Two blocks of hours overlap."))

    def block(self, form: Any) -> tuple[Any, ...] | None:
        return form.span()

    def said(self, block: tuple[Any, ...]) -> str:  # noqa: ARG002
        return str(self.overlap)

    def spans(self) -> list[Span]:
        return [span for form in self.forms if (span := form.span()) is not None]


class BaseHoursFormSet(BaseSpanFormSet):
    overlap = _lazy("This overlaps your other hours on %(day)s. Change one of the two.")

    def block(self, form: Any) -> tuple[Any, ...] | None:
        return form.hours()

    def said(self, block: tuple[Any, ...]) -> str:
        return str(self.overlap) % {"day": Weekday(block[0]).label}

    def hours(self) -> Iterator[Hours]:
        return (hours for form in self.forms if (hours := form.hours()) is not None)


HoursFormSet = forms.formset_factory(
    HoursForm,
    formset=BaseHoursFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    validate_max=True,
)
SpanFormSet = forms.formset_factory(
    SpanForm,
    formset=BaseSpanFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_BLOCKS_A_DATE,
    validate_max=True,
)
