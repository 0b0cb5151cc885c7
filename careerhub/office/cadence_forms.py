"""What may the office change about one step of its cadence, and what makes no sense?"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Anchor, CadenceStep, Readers, Unit, Untouched

SHORT, LONG = (Unit.MINUTES, Unit.HOURS, Unit.DAYS), (Unit.DAYS, Unit.MONTHS)
LETTERS = frozenset({"thank_you", "follow_up"})


@dataclass(frozen=True)
class Shape:
    """Which of its values a kind of step lets the office choose, and how far it may go, in days."""

    units: tuple[Unit, ...]
    most_days: int
    anchors: tuple[Anchor, ...] = ()  # none: always the same one
    readers: bool = False
    wall: bool = False  # goes out at a time of day
    within: bool = False
    least: int = 1


SHAPES = {
    "nudge": Shape((Unit.DAYS,), 30, wall=True),
    "prepare": Shape(SHORT, 14),
    "reminder_day": Shape(SHORT, 14, readers=True),
    "reminder_hour": Shape(SHORT, 14, readers=True),
    "did_it_happen": Shape(SHORT, 2, readers=True, least=0),
    "thank_you": Shape((Unit.DAYS,), 7, wall=True, within=True, least=0),
    "reflect": Shape((Unit.DAYS,), 30, wall=True, least=0),
    "follow_up": Shape(LONG, 730, anchors=(Anchor.CONTACT, Anchor.ENDS), wall=True),
}
IN_DAYS = {Unit.MINUTES: 1 / 1440, Unit.HOURS: 1 / 24, Unit.DAYS: 1, Unit.MONTHS: 31}


class StepForm(forms.ModelForm):
    """One step. How long is always written without a sign: what comes before the start is known."""

    amount = forms.IntegerField(
        label=gettext_lazy("How long"),
        min_value=0,
        max_value=1000,
        error_messages={
            "required": gettext_lazy("Write a number."),
            "invalid": gettext_lazy("Write a whole number."),
        },
    )

    class Meta:
        model = CadenceStep
        fields = (
            *("is_on", "amount", "unit", "anchor", "local_time", "within_hours"),
            *("readers", "untouched"),
        )
        widgets = {"local_time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        error_messages = {
            "local_time": {"invalid": gettext_lazy("Write the time as 09:00.")},
            "within_hours": {"invalid": gettext_lazy("Write a whole number of hours.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape = shape = SHAPES[self.instance.kind]
        self.initial["amount"] = abs(self.instance.amount)
        fields: dict[str, Any] = self.fields
        fields["unit"].choices = [(unit.value, unit.label) for unit in shape.units]
        fields["amount"].help_text = self._direction()
        dropped = {
            "anchor": not shape.anchors,
            "local_time": not shape.wall,
            "within_hours": not shape.within,
            "readers": not shape.readers,
            "untouched": self.instance.kind not in LETTERS,
            "unit": len(shape.units) == 1,
        }
        for name in (name for name, drop in dropped.items() if drop):
            del fields[name]
        if shape.anchors:
            fields["anchor"].choices = [(one.value, one.label) for one in shape.anchors]
        if shape.wall:
            fields["local_time"].required = True
            fields["local_time"].help_text = _("In the reader’s zone.")
            fields["local_time"].error_messages["required"] = _("Choose the time of day.")
        if "readers" in fields:
            fields["readers"].choices = Readers.choices
        if "untouched" in fields:
            fields["untouched"].choices = Untouched.choices

    def _direction(self) -> str:
        """What the number counts, where the form does not say so by itself."""
        if self.instance.anchor == Anchor.STARTS:
            return _("Before the start.")
        if self.instance.anchor == Anchor.ASKED:
            return _("Days after the request. Nothing is sent once it has expired.")
        unit = self.shape.units[0].label if len(self.shape.units) == 1 else ""
        return _("%(unit)s after the end.") % {"unit": str(unit).capitalize()} if unit else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amount = cleaned.get("amount")
        if amount is None:
            return cleaned
        unit = Unit(cleaned.get("unit") or self.shape.units[0])
        if amount < self.shape.least:
            self.add_error("amount", ValidationError(_("Write 1 or more.")))
        if amount * IN_DAYS[unit] > self.shape.most_days:
            far = _("That is too far away. At most %(n)d days.") % {"n": self.shape.most_days}
            self.add_error("amount", ValidationError(far))
        return cleaned

    def step(self) -> CadenceStep:
        """The step as the form has it, not saved."""
        step = self.instance
        sign = -1 if step.anchor == Anchor.STARTS else 1
        step.amount = sign * self.cleaned_data["amount"]
        return step
