"""What may the office enter about the days on which nobody is booked?"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import holidays
from .models import Holiday

# The years for which offices plan, and for which the tables of holidays are good.
FIRST_YEAR, LAST_YEAR = 2020, 2045


class HolidayForm(forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ("day", "name")
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {
            "day": {
                "required": gettext_lazy("Choose the date."),
                "invalid": gettext_lazy("Write the date as 2026-11-26."),
            },
            "name": {"required": gettext_lazy("Say what the day is called.")},
        }

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Choose a date from %(first)d to %(last)d.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (day := cleaned.get("day")) is None:
            return cleaned
        same_day = Holiday.objects.filter(day=day).exclude(pk=self.instance.pk)
        if other := same_day.first():
            self.add_error("day", _("This date is in the list already: %s.") % other.name)
        return cleaned


class CountryForm(forms.Form):
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        error_messages={"invalid_choice": gettext_lazy("Choose a country from the list.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": gettext_lazy("Write the year."),
            "invalid": gettext_lazy("Write the year in four digits."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        field.choices = holidays.countries()  # type: ignore[attr-defined]
