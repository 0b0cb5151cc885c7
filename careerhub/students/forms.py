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
from .free_times import propose_fields, read_free_times
from .next_people import next_fields, read_choices
from .openings import read_value

MOST_QUESTIONS = 10
QUESTION_LENGTH = 300
# A letter of twice the highest limit still comes back to be shortened; more is not typing.
MESSAGE_LENGTH = 20_000


class WordsForm(forms.Form):
    """What an alum reads of a student: the request and the questions."""

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
        label=_("Your questions, one a line"),
        required=False,
        max_length=MOST_QUESTIONS * (QUESTION_LENGTH + 2),
        help_text=_("Five to ten is a good number. You can add and change them until you meet."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

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

    def clean_message(self) -> str:
        message: str = self.cleaned_data["message"].replace("\r\n", "\n")
        if wrong := self.say_wrong(message, self.mentor):
            raise ValidationError(wrong)
        return message

    def say_wrong(self, words: str, mentor: User) -> list[str]:
        """Why these words do not go out to `mentor`; empty where they do."""
        advice = advise(words, mentor=mentor, office=self.office)
        if advice.reading.is_over_limit:
            sentence = _(
                "This is %(count)d words and %(limit)d is the most. Shorten it to what "
                "%(name)s needs to know; the rest is for the conversation."
            ) % {
                "count": advice.reading.words,
                "limit": self.office.ask_words_limit,
                "name": mentor.get_short_name(),
            }
            return [sentence]
        # A first ask that breaks the one rule does not go out; anywhere else the coach only warns.
        return [self._say_job_ask(ask) for ask in advice.job_asks]

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
                    "Ten questions fill half an hour. Take %(n)d off, or keep it for your notes.",
                    "Ten questions fill half an hour. Take %(n)d off, or keep them for your notes.",
                    too_many,
                )
                % {"n": too_many}
            )
        if any(len(question) > QUESTION_LENGTH for question in questions):
            raise ValidationError(
                _("One of the questions is too long to ask. Shorten it a little.")
            )
        return "\n".join(questions)


class AskForm(WordsForm):
    """One ask: the time, the words, who is next, and a key that makes a double click harmless.

    Where the alum publishes no hours, up to three times are proposed in place of an opening.
    """

    at = forms.CharField(label=_("Time"), error_messages={"required": _("Choose a time.")})
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        student: User,
        now: datetime,
        has_hours: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.student, self.now, self.has_hours = student, now, has_hours
        times = {"at": self.fields["at"]} if has_hours else propose_fields()
        self.fields = {**times, **self.fields, **next_fields()}
        if not has_hours:
            del self.fields["at"]

    @property
    def has_choices(self) -> bool:
        """Whether the folded part holds something, so that it stands open."""
        return any(self[name].value() or self[name].errors for name in next_fields())

    def clean_at(self) -> datetime:
        at = read_value(self.cleaned_data["at"])
        if at is None:
            raise ValidationError(self.fields["at"].error_messages["required"])
        return at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.has_hours:
            cleaned["starts"] = [cleaned["at"]] if "at" in cleaned else []
        else:
            cleaned["starts"] = read_free_times(self, now=self.now)
        cleaned["choices"] = read_choices(self)
        return cleaned


class WaitForm(WordsForm):
    """The words for an alum who has no time open: they go out when it is the student’s turn."""
