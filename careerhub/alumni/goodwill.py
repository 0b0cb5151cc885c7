"""How much of what an alum offers this term is given, and how is it drawn and changed?"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from careerhub.people.sentences import speak_plainly

# More circles than two rows on a phone say nothing that the numbers do not.
MOST_CIRCLES = 16


@dataclass(frozen=True)
class Goodwill:
    given: int
    cap: int
    allowed: int  # by the office
    resting_until: date | None = None

    @property
    def left(self) -> int:
        return max(0, self.cap - self.given)

    @property
    def is_more(self) -> bool:
        """More is promised than is offered now, since the offer became smaller."""
        return self.given > self.cap

    @property
    def circles(self) -> tuple[bool, ...]:
        """One a conversation, filled where given; none where they could not be counted at a glance."""
        shown = max(self.given, self.cap)
        return tuple(n < self.given for n in range(shown)) if shown <= MOST_CIRCLES else ()

    @property
    def may_be_more(self) -> bool:
        return self.cap < self.allowed

    @property
    def may_be_fewer(self) -> bool:
        return self.cap > 1


class RestForm(forms.Form):
    day = forms.DateField(
        label=_("Rest until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day, such as 2026-12-01.")},
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        speak_plainly(self)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day ahead, or leave it empty."))
        return day
