"""Which rules may an alum set for their times? Checked by field; the blocks of hours are in hours_forms."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from careerhub.common import zones
from careerhub.office.models import Confirmation, Policies
from interviews.models import Schedule

from .wall import say_wall

Choice = tuple[object, str]

BUFFERS = (0, 5, 10, 15, 20, 30, 45, 60)
HINTS = {
    "length_minutes": _lazy("Students prepare for this long."),
    "buffer_after_minutes": _lazy("Nobody books back to back."),
    "notice_hours": _lazy("Sooner than this is hidden."),
    "week_cap": _lazy("Mondays to Sundays."),
    "confirmation": _lazy("Otherwise a request is booked at once."),
    "paused_until": _lazy("Hides you, keeps what is booked. It ends by itself."),
    "day_cap": _lazy("So that a day stays yours."),
    "window_days": _lazy("How far ahead students see times."),
    "window_until": _lazy("Nothing is offered after this day."),
    "booker_not_before_local": _lazy("On the student’s clock, wherever they are."),
    "step_minutes": _lazy("Counted from the start of each block."),
    "keeps_holidays": _lazy("You can still open one as a single date."),
}
MAIN = (
    "length_minutes",
    "buffer_after_minutes",
    "notice_hours",
    "week_cap",
    "term_cap",
    "confirmation",
    "paused_until",
)
STEPS = (15, 20, 30, 60)
NOTICES = (12, 24, 48, 72, 96, 120, 168)
WINDOWS = (7, 14, 21, 28, 42, 56, 84, 112, 140, 168)
NOT_BEFORE = (time(7), time(7, 30), time(8), time(8, 30), time(9), time(10))
MOST_A_DAY = 20
FARTHEST = timedelta(days=731)
EMPTY_ROWS = 2


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
            "day_cap",
            "window_days",
            "window_until",
            "booker_not_before_local",
            "keeps_holidays",
        )

    def __init__(
        self, *args: Any, office: Policies, today: date, hour_cycle: str = "12", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.today = office, today
        self._offers()
        self._limits()
        self._confirmation()
        self._dates()
        self._not_before(hour_cycle)
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint

    @property
    def main(self) -> list[forms.BoundField]:
        """What most alumni look at; the rest waits behind “more rules”."""
        return [self[name] for name in MAIN]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in MAIN]

    @property
    def more_counts(self) -> bool:
        """Is anything set or wrong behind “more rules”, so that it must not be folded away?"""
        names = [name for name in self.fields if name not in MAIN]
        given = any(
            self[name].value() not in (None, "") for name in names if name != "keeps_holidays"
        )
        wrong = any(name in self.errors for name in names)
        return given or wrong or not self["keeps_holidays"].value()

    def _offers(self) -> None:
        self._offer("length_minutes", _("Length"), (15, 20, 30, 45, 60), _("%d minutes"))
        self._offer("buffer_before_minutes", _("Free before"), BUFFERS, _("%d minutes"))
        self._offer("buffer_after_minutes", _("Free after"), BUFFERS, _("%d minutes"))
        self._offer("notice_hours", _("Notice"), NOTICES, _("%d hours"))
        self._offer("step_minutes", _("Start times every"), STEPS, _("%d minutes"))
        windows = tuple(days for days in WINDOWS if days <= self.office.window_days)
        self._offer("window_days", _("Days ahead"), windows, _("%d days"))

    def _limits(self) -> None:
        self._limit("week_cap", _("Most in a week"), self.office.mentor_week_cap)
        self._limit("term_cap", _("Most in a term"), self.office.mentor_term_cap)
        self._limit("day_cap", _("Most in a day"), self.office.mentor_day_cap)

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

    def _limit(self, name: str, label: str, offices: int | None) -> None:
        most = MOST_A_DAY if offices is None else offices
        sentence = _("The office allows %(most)d at most. Choose that or fewer.") % {"most": most}
        self.fields[name] = forms.IntegerField(
            label=label,
            required=False,
            min_value=1,
            max_value=most,
            widget=forms.NumberInput({"placeholder": _("No limit") if offices is None else most}),
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

    def _dates(self) -> None:
        for name, label in (
            ("paused_until", _("Rest until")),
            ("window_until", _("No times after")),
        ):
            field = self.fields[name]
            field.label = label
            field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        # What is over is no longer in the way, and must not be refused as a day in the past.
        if self.instance.paused_until and self.instance.paused_until <= self.today:
            self.initial["paused_until"] = None
        self.fields["keeps_holidays"].label = _("Closed on the office’s holidays")

    def _not_before(self, hour_cycle: str) -> None:
        mine = self.instance.booker_not_before_local
        offered = sorted({*NOT_BEFORE, *([mine] if mine is not None else [])})
        choices: list[Choice] = [("", _("Any time"))]
        choices += [(f"{wall:%H:%M}", say_wall(wall, hour_cycle)) for wall in offered]
        self.fields["booker_not_before_local"] = forms.TypedChoiceField(
            label=_("Not before"),
            choices=choices,
            coerce=time.fromisoformat,
            empty_value=None,
            required=False,
        )
        if mine is not None:
            self.initial["booker_not_before_local"] = f"{mine:%H:%M}"

    def clean_paused_until(self) -> date | None:
        day = self.cleaned_data["paused_until"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day ahead, or leave it empty."))
        return self._not_absurd(day)

    def clean_window_until(self) -> date | None:
        return self._not_absurd(self.cleaned_data["window_until"])

    def _not_absurd(self, day: date | None) -> date | None:
        if day is not None and day > self.today + FARTHEST:
            raise forms.ValidationError(_("Choose a day in the next two years."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        week = cleaned.get("week_cap") or 1
        term = cleaned.get("term_cap")
        if term is not None and term < week:
            self.add_error("term_cap", _("A term holds several weeks. Choose %d or more.") % week)
        return cleaned


class LookForm(forms.Form):
    """In whose time are the openings shown? The office’s, unless another zone is chosen."""

    look_zone = forms.ChoiceField(
        label=_lazy("As seen from"),
        required=False,
        widget=forms.Select({"class": "form-select"}),
        error_messages={
            "invalid_choice": _lazy(
                "“%(value)s” is not a time zone we know. Pick one from the list."
            )
        },
    )

    def __init__(self, *args: Any, likely: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likely = likely
        self.fields["look_zone"].choices = zones.choices(*likely)  # type: ignore[attr-defined]
        self.initial.setdefault("look_zone", likely[0])

    @property
    def zone(self) -> str:
        """What was chosen, if we know it."""
        chosen = self.cleaned_data.get("look_zone") if self.is_bound and self.is_valid() else ""
        return chosen or self.likely[0]
