"""What may the office set on its own pages?"""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from careerhub.common import zones

from . import terms
from .models import Policies, Term

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

HELP = {
    "zone": _("For the office’s own pages, and for readers whose zone we do not know."),
    "email": _("Emails go out under this address, in the office’s name."),
    "accent": _("The university’s color, as # and six digits. It must be dark enough to read."),
    "length_minutes": _("An alum may choose another length."),
    "notice_hours": _("Nobody can book closer to the start than this."),
    "window_days": _("How far ahead openings are offered."),
    "buffer_before_minutes": _("Kept free before every conversation."),
    "buffer_after_minutes": _("Kept free after every conversation."),
    "step_minutes": _("30 offers 9:00, 9:30, 10:00; 60 offers 9:00, 10:00."),
    "confirmation": _("When nobody has to confirm, an opening is booked at once."),
    "confirmation_hours": _("Counts only with “only close to the start”."),
    "mentor_day_cap": _("Leave empty for no limit a day."),
    "cascade_business_days": _("Where the student named somebody else to ask."),
    "waitlist_offer_hours": _("Then the next in line is offered it."),
    "mentor_week_cap": _("An alum may set a lower limit."),
    "mentor_term_cap": _("Not below the limit for a week."),
    "mentor_open_asks": _("How many students may be waiting for one alum’s answer."),
    "student_open_asks": _("How many answers one student may be waiting for."),
    "ask_expires_days": _("And always before the time that was asked for."),
    "ask_words_suggested": _("What the writing coach recommends."),
    "ask_words_limit": _("Longer asks cannot be sent. Not below the suggestion."),
    "cancel_cutoff_hours": _("A person may still cancel later, with a reason; it is counted."),
    "reschedule_limit": _("How often each side may move one conversation."),
    "presume_held_hours": _("When neither side has said whether it happened."),
    "no_show_from_minutes": _("Counted from the start."),
    "no_show_answer_hours": _("How long the other side has to answer."),
    "quiet_from_local": _("In the reader’s zone."),
    "quiet_until_local": _("In the reader’s zone."),
}

GROUPS = [
    (
        _("The office"),
        ["name", "university", "address", "email", "zone", "accent", "student_domains"],
    ),
    (
        _("The meeting"),
        [
            "length_minutes",
            "step_minutes",
            "notice_hours",
            "window_days",
            "window_until",
            "buffer_before_minutes",
            "buffer_after_minutes",
            "confirmation",
            "confirmation_hours",
        ],
    ),
    (
        _("How much to ask of an alum"),
        ["mentor_day_cap", "mentor_week_cap", "mentor_term_cap", "mentor_open_asks"],
    ),
    (
        _("Asking"),
        [
            "student_open_asks",
            "ask_expires_days",
            "cascade_business_days",
            "waitlist_offer_hours",
            "ask_words_suggested",
            "ask_words_limit",
        ],
    ),
    (_("When plans change"), ["cancel_cutoff_hours", "reschedule_limit"]),
    (
        _("Did it happen?"),
        ["presume_held_hours", "no_show_from_minutes", "no_show_answer_hours"],
    ),
    (
        _("Emails"),
        [
            "quiet_from_local",
            "quiet_until_local",
        ],
    ),
]


class DomainsField(forms.CharField):
    """One domain a line, or with commas; kept in lower case, without @, each once."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = re.split(r"[\s,;]+", (super().to_python(value) or "").lower())
        domains = list(dict.fromkeys(word.lstrip("@") for word in words if word.strip("@")))
        wrong = [domain for domain in domains if not DOMAIN.fullmatch(domain)]
        if wrong:
            raise ValidationError(
                _("“%(domain)s” is not a domain. Write it like brightwater.edu."),
                params={"domain": wrong[0]},
            )
        return domains

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PoliciesForm(forms.ModelForm):
    student_domains = DomainsField(
        label=_("Student email domains"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line, such as brightwater.edu. Students may sign up with an address at one of "
            "these. With none, nobody can sign up."
        ),
    )
    zone = forms.ChoiceField(label=_("Time zone of the office"), help_text=HELP["zone"])

    class Meta:
        model = Policies
        fields = [name for legend, names in GROUPS for name in names]
        help_texts = HELP
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("quiet_from_local", "quiet_until_local")
        } | {"window_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones.choices(self.instance.zone)  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the template’s form tag carries the token
        self.helper.layout = Layout(
            *(
                Fieldset(
                    legend,
                    Div(
                        *(Field(name, wrapper_class="col") for name in names),
                        css_class="row row-cols-1 row-cols-md-2 align-items-start",
                    ),
                    css_class="settings-group",
                )
                for legend, names in GROUPS
            )
        )


class TermForm(forms.ModelForm):
    class Meta:
        model = Term
        fields = ("name", "starts_on", "ends_on")
        help_texts = {
            "name": _("Such as “Fall 2026”."),
            "ends_on": _("This day still belongs to the term."),
        }
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "ends_on")
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if not starts_on or not ends_on:
            return cleaned
        if other := terms.overlapping(starts_on, ends_on, apart_from=self.instance):
            sentence = _("These days overlap %(term)s, which runs from %(starts)s to %(ends)s.") % {
                "term": other,
                "starts": date_format(other.starts_on, "M j, Y"),
                "ends": date_format(other.ends_on, "M j, Y"),
            }
            self.add_error("starts_on", sentence)
        return cleaned
