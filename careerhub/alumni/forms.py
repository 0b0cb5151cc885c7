"""What may an alum write about when they are open? The rules of a week are checked here, by field."""

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from careerhub.office.models import Confirmation, Policies
from interviews.models import Schedule, Weekday

MIDNIGHT = time(0)
Hours = tuple[int, time, time]
Choice = tuple[object, str]

BUFFERS = (0, 5, 10, 15, 20, 30, 45, 60)
HINTS = {
    "length_minutes": _lazy("Students prepare for this long."),
    "buffer_after_minutes": _lazy("Nobody books back to back."),
    "notice_hours": _lazy("Sooner than this is hidden."),
    "week_cap": _lazy("Mondays to Sundays."),
    "confirmation": _lazy("Otherwise a request is booked at once."),
    "paused_until": _lazy("Hides you, keeps what is booked."),
}
STEPS = (15, 20, 30, 60)
NOTICES = (12, 24, 48, 72, 96, 120, 168)
EMPTY_ROWS = 2
MOST_ROWS = 60


class HoursForm(forms.Form):
    """One block of a week: from, until. An empty row is no block."""

    weekday = forms.TypedChoiceField(
        label=_lazy("Day"),
        choices=[("", "–"), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, opens, closes = (cleaned.get(name) for name in ("weekday", "opens", "closes"))
        if self.errors or (day is None and opens is None and closes is None):
            return cleaned
        for name, sentence in (
            ("weekday", _lazy("Choose the day.")),
            ("opens", _lazy("Write when you open.")),
            ("closes", _lazy("Write until when you are open.")),
        ):
            if cleaned.get(name) is None:
                self.add_error(name, sentence)
        if (
            opens is not None
            and closes is not None
            and closes not in (MIDNIGHT,)
            and closes <= opens
        ):
            self.add_error("closes", _lazy("This is before the start. Choose a later time."))
        return cleaned

    def hours(self) -> Hours | None:
        """The block, or None for a row that is empty, removed or not valid."""
        cleaned = getattr(self, "cleaned_data", {})
        day, opens, closes = (cleaned.get(name) for name in ("weekday", "opens", "closes"))
        if day is None or opens is None or closes is None:
            return None
        return None if cleaned.get("DELETE") or self.errors else (day, opens, closes)


class BaseHoursFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        """Say at the later block that it runs into an earlier one of its day."""
        rows = [(hours, form) for form in self.forms if (hours := form.hours()) is not None]
        rows.sort(key=lambda row: row[0])
        for (earlier, _form), (later, form) in pairwise(rows):
            same_day = earlier[0] == later[0]
            if same_day and (earlier[2] == MIDNIGHT or later[1] < earlier[2]):
                sentence = _lazy(
                    "This overlaps your other hours on %(day)s. Change one of the two."
                )
                form.add_error("opens", sentence % {"day": Weekday(later[0]).label})
                raise forms.ValidationError(_lazy("Two blocks of hours overlap."))

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


class ScheduleForm(forms.ModelForm):
    """An alum's own settings. An empty one follows the office, and says what that is."""

    class Meta:
        model = Schedule
        fields = (
            "length_minutes",
            "buffer_before_minutes",
            "buffer_after_minutes",
            "notice_hours",
            "step_minutes",
            "week_cap",
            "term_cap",
            "confirmation",
            "paused_until",
        )

    def __init__(self, *args: Any, office: Policies, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.today = office, today
        self._offer("length_minutes", _("Length"), (15, 20, 30, 45, 60), _("%d minutes"))
        self._offer("buffer_before_minutes", _("Free before"), BUFFERS, _("%d minutes"))
        self._offer("buffer_after_minutes", _("Free after"), BUFFERS, _("%d minutes"))
        self._offer("notice_hours", _("Notice"), NOTICES, _("%d hours"))
        self._offer("step_minutes", _("Start times every"), STEPS, _("%d minutes"))
        self._limit("week_cap", _("Most in a week"), office.mentor_week_cap)
        self._limit("term_cap", _("Most in a term"), office.mentor_term_cap)
        self._confirmation()
        self._rest()
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint

    def _offer(self, name: str, label: str, values: tuple[int, ...], said: str) -> None:
        """A list to choose from; what is set now stays in it, even if we would not offer it."""
        mine = getattr(self.instance, name)
        offered = sorted({*values, *([mine] if mine is not None else [])})
        office = said % getattr(self.office, name)
        choices: list[Choice] = [("", _("Office: %(value)s") % {"value": office})]
        choices += [(value, said % value) for value in offered]
        self.fields[name] = forms.TypedChoiceField(
            label=label, choices=choices, coerce=int, empty_value=None, required=False
        )

    def _limit(self, name: str, label: str, most: int) -> None:
        sentence = _("The office allows %(most)d at most. Choose that or fewer.") % {"most": most}
        self.fields[name] = forms.IntegerField(
            label=label,
            required=False,
            min_value=1,
            max_value=most,
            widget=forms.NumberInput({"placeholder": most}),
            error_messages={
                "max_value": sentence,
                "min_value": _("Choose 1 or more, or set a day to rest until."),
                "invalid": _("Write a whole number."),
            },
        )

    def _confirmation(self) -> None:
        field = self.fields["confirmation"]
        hours = {"n": self.office.confirmation_hours}
        names = {
            Confirmation.ALWAYS: _("Always"),
            Confirmation.NEVER: _("Never"),
            Confirmation.NEAR: _("Inside %(n)d hours") % hours,
        }
        said = str(names[Confirmation(self.office.confirmation)]).lower()
        office = _("Office: %(value)s") % {"value": said}
        field.label = _("I confirm requests")
        field.choices = [("", office), *names.items()]  # type: ignore[attr-defined]

    def _rest(self) -> None:
        field = self.fields["paused_until"]
        field.label = _("Rest until")
        field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        if self.instance.paused_until and self.instance.paused_until <= self.today:
            self.initial["paused_until"] = None

    def clean_paused_until(self) -> date | None:
        day = self.cleaned_data["paused_until"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day ahead, or leave it empty."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        week = cleaned.get("week_cap") or 1
        term = cleaned.get("term_cap")
        if term is not None and term < week:
            self.add_error("term_cap", _("A term holds several weeks. Choose %d or more.") % week)
        return cleaned
