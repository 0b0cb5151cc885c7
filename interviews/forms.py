"""What may a person type on the pages of one interview? The rules themselves are in `actions`."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from .models import Interview
from .slots.zones import at_local

# Long enough for anything a person means to write by hand, short enough to show and to send.
REASON_LIMIT = 500
MOVE_REASON_LIMIT = 300
QUESTIONS_LIMIT = 4_000
NOTES_LIMIT = 20_000
LETTER_LIMIT = 6_000
WALL = "%Y-%m-%dT%H:%M"  # what an <input type="datetime-local"> speaks


def text_area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class Form(forms.Form):
    """A small form; several stand on one page, so each names its fields by its own prefix."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.auto_id = f"{type(self).__name__.lower()}-%s"


class CancelForm(Form):
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=REASON_LIMIT, widget=text_area(3)
    )

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
        self.fields["reason"].error_messages["required"] = _(
            "It is close to the time. Please add a sentence on why, so that the other knows."
        )


class DeclineForm(Form):
    reason = forms.CharField(
        label=_("A sentence for the student, if you like"),
        required=False,
        max_length=REASON_LIMIT,
        widget=text_area(2),
    )


class NoneSuitsForm(Form):
    reason = forms.CharField(
        label=_("A sentence with it, if you like"),
        required=False,
        max_length=REASON_LIMIT,
        widget=text_area(2),
    )


class MoveForm(Form):
    """`starts_at` is one of the openings, as an ISO instant."""

    starts_at = forms.CharField(
        label=_("Time"), error_messages={"required": _("Choose one of the times.")}
    )
    reason = forms.CharField(
        label=_("Why, if you like"),
        help_text=_("The other reads it with the new time."),
        required=False,
        max_length=MOVE_REASON_LIMIT,
        widget=text_area(2),
    )

    def clean_starts_at(self) -> datetime:
        return _instant(self.cleaned_data["starts_at"])


class TimesForm(Form):
    """Up to three times of one's own, on the reader's wall."""

    reason = forms.CharField(
        label=_("A sentence with it, if you like"),
        required=False,
        max_length=MOVE_REASON_LIMIT,
        widget=text_area(2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**free_time_fields(), **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["starts"] = clean_free_times(self)
        return cleaned


class TakeTimeForm(Form):
    """One of the proposed times, as an ISO instant."""

    starts_at = forms.CharField(
        label=_("Time"), error_messages={"required": _("Choose one of the times.")}
    )

    def clean_starts_at(self) -> datetime:
        return _instant(self.cleaned_data["starts_at"])


class PrepareForm(Form):
    questions = forms.CharField(
        label=_("Your questions"),
        help_text=_("One question a line. Five to ten is a good number."),
        max_length=QUESTIONS_LIMIT,
        widget=text_area(7),
        error_messages={"required": _("Write at least one question before you are ready.")},
    )

    def __init__(self, *args: Any, interview: Interview | None = None, **kwargs: Any) -> None:
        first = {"questions": interview.questions} if interview else {}
        super().__init__(*args, initial=first, **kwargs)


class NotesForm(Form):
    notes = forms.CharField(
        label=_("Your notes"), required=False, max_length=NOTES_LIMIT, widget=text_area(7)
    )


class LetterForm(Form):
    letter = forms.CharField(
        label=_("Your letter"),
        max_length=LETTER_LIMIT,
        widget=text_area(12),
        error_messages={
            "required": _("An empty letter cannot go out. Write a line, or choose not to send it.")
        },
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{kind}-%s"


class LetterTimeForm(Form):
    """Wall time in the reader's own zone; a time that the clocks skip means the first one after it."""

    send_at = forms.CharField(
        label=_("Send it at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"required": _("Choose a day and a time.")},
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{kind}-%s"

    def clean_send_at(self) -> datetime:
        return read_wall(self.cleaned_data["send_at"])


FREE_TIMES = ("time_1", "time_2", "time_3")


def free_time_fields() -> dict[str, forms.Field]:
    """Three fields for a day and a time; the first is needed."""
    labels = (_("Day and time"), _("Another, if you like"), _("And another"))
    return {
        name: forms.CharField(
            label=label,
            required=name == FREE_TIMES[0],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
            error_messages={"required": _("Propose at least one day and time.")},
        )
        for name, label in zip(FREE_TIMES, labels, strict=True)
    }


def clean_free_times(form: forms.Form) -> list[datetime]:
    """What was typed, each once and in the order given; what is no time is said at its field."""
    starts: list[datetime] = []
    for name in FREE_TIMES:
        if typed := form.cleaned_data.get(name):
            try:
                starts.append(read_wall(typed).astimezone(UTC))
            except forms.ValidationError as error:
                form.add_error(name, error)
    return list(dict.fromkeys(starts))


def read_wall(text: str) -> datetime:
    """Wall time in the reader's own zone; a time that the clocks skip means the first one after it."""
    try:
        wall = parse_datetime(text)
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None:
        raise forms.ValidationError(_("Write the day and the time, such as 2026-03-04 09:00."))
    return at_local(wall.date(), wall.time(), timezone.get_current_timezone())


def _instant(text: str) -> datetime:
    try:
        instant = parse_datetime(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise forms.ValidationError(_("Choose one of the times."))
    return instant.astimezone(UTC)
