"""What does a student write to an alum?"""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from careerhub.office.models import Policies
from careerhub.people.models import User

from .coaching import JobAsk, advise
from .openings import read_value

MOST_QUESTIONS = 5
QUESTION_LENGTH = 300
# A letter of twice the highest limit still comes back to be shortened; more is not typing.
MESSAGE_LENGTH = 20_000


class AskForm(forms.Form):
    """One ask: the time, the words, the questions, and a key that makes a double click harmless."""

    at = forms.CharField(label=_("Time"), error_messages={"required": _("Choose a time.")})
    message = forms.CharField(
        label=_("Your request"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(
            attrs={
                "rows": 8,
                "aria-describedby": "words error_1_id_message",
                "hx-trigger": "input changed delay:1s",
                "hx-target": "#coach",
                "hx-params": "message,csrfmiddlewaretoken",
            }
        ),
    )
    questions = forms.CharField(
        label=_("Up to five questions, one a line"),
        required=False,
        max_length=MOST_QUESTIONS * (QUESTION_LENGTH + 2),
        help_text=_("You can add and change them until you meet."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, mentor: User, office: Policies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentor, self.name, self.office = mentor, mentor.get_short_name(), office
        self.label_suffix = ""
        self.fields["message"].widget.attrs["hx-post"] = reverse("students:coach", args=[mentor.pk])
        self.fields["message"].label = _("Your request to %(name)s") % {"name": self.name}
        self.fields["message"].error_messages["required"] = _(
            "Add one sentence on why you chose %(name)s. That part is read first."
        ) % {"name": self.name}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the template’s form tag carries the token

    def clean_at(self) -> datetime:
        at = read_value(self.cleaned_data["at"])
        if at is None:
            raise ValidationError(self.fields["at"].error_messages["required"])
        return at

    def clean_message(self) -> str:
        message: str = self.cleaned_data["message"].replace("\r\n", "\n")
        advice = advise(message, mentor=self.mentor, office=self.office)
        if advice.reading.is_over_limit:
            raise ValidationError(
                _(
                    "This is %(count)d words and %(limit)d is the most. Shorten it to what "
                    "%(name)s needs to know; the rest is for the conversation."
                )
                % {
                    "count": advice.reading.words,
                    "limit": self.office.ask_words_limit,
                    "name": self.name,
                }
            )
        # A first ask that breaks the one rule does not go out; anywhere else the coach only warns.
        if advice.job_asks:
            raise ValidationError([self._say_job_ask(ask) for ask in advice.job_asks])
        return message

    def _say_job_ask(self, ask: JobAsk) -> str:
        sentence = _(
            "“%(words)s” sounds like asking for a job, and that is the one thing these "
            "conversations are not for. Try: “%(instead)s”"
        )
        return sentence % {"words": " ".join(ask.words.split()), "instead": ask.instead}

    def clean_questions(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        questions = [line for line in lines if line]
        if len(questions) > MOST_QUESTIONS:
            too_many = len(questions) - MOST_QUESTIONS
            raise ValidationError(
                ngettext(
                    "Five questions fill half an hour. Take %(n)d off, or keep it for your notes.",
                    "Five questions fill half an hour. Take %(n)d off, or keep them for your notes.",
                    too_many,
                )
                % {"n": too_many}
            )
        if any(len(question) > QUESTION_LENGTH for question in questions):
            raise ValidationError(
                _("One of the questions is too long to ask. Shorten it a little.")
            )
        return "\n".join(questions)
