"""Which times does a student propose to an alum who publishes no hours, and what is wrong with one?"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from interviews.actions.arranging import STEP_MINUTES, check_free_times
from interviews.actions.errors import Refusal
from interviews.forms import FREE_TIMES, free_time_fields, read_wall
from interviews.models import Submission

if TYPE_CHECKING:
    from .forms import AskForm


def propose_fields() -> dict[str, forms.Field]:
    fields = free_time_fields()
    for field in fields.values():
        field.widget.attrs["step"] = STEP_MINUTES * 60
    return fields


def read_free_times(form: "AskForm", *, now: datetime) -> list[datetime]:
    """What was typed on the student's wall, in order; what is wrong with a time is said at its field."""
    # Of a double click the second finds its own times held; whether the words are the same is said later.
    key = form.cleaned_data.get("key", "")
    is_second = Submission.objects.filter(person=form.student, key=key).exists()
    starts: list[datetime] = []
    for name in FREE_TIMES:
        if not (typed := form.cleaned_data.get(name)):
            continue
        try:
            start = read_wall(typed).astimezone(UTC)
            _check(start, starts)
            if not is_second:
                check_free_times(form.mentor, booker=form.student, starts=[start], now=now)
        except forms.ValidationError as error:
            form.add_error(name, error)
        except Refusal as refusal:
            form.add_error(name, refusal.sentence)
        else:
            starts.append(start)
    return starts


def _check(start: datetime, earlier: list[datetime]) -> None:
    if start in earlier:
        raise forms.ValidationError(_("You propose this time already."))
    if start.minute % STEP_MINUTES or start.second:
        raise forms.ValidationError(
            _("Choose a full five minutes, such as 9:00 or 9:05."), code="step"
        )
