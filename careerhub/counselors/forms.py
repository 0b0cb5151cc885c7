"""What may a counselor filter by? Every filter stands in the address; a value nobody knows counts as none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careerhub.office.models import Term
from careerhub.outbox.kinds import all_kinds
from interviews.models import Ending, Stage
from interviews.queries.overseen import NOT_CLOSED

SELECT = {"class": "form-select"}


class FilterForm(forms.Form):
    """A form in the address: what is not valid is left out instead of complained about."""

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ConversationFilter(FilterForm):
    q = forms.CharField(
        label=_("Name or employer"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("Any stage")), (NOT_CLOSED, _("Not closed")), *Stage.choices],
        widget=forms.Select(attrs=SELECT),
    )
    ending = forms.ChoiceField(
        label=_("How it ended"),
        required=False,
        choices=[("", _("Any way")), *Ending.choices],
        widget=forms.Select(attrs=SELECT),
    )
    term = forms.ChoiceField(label=_("Asked in"), required=False, widget=forms.Select(attrs=SELECT))
    look = forms.BooleanField(
        label=_("Needs a look"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, terms: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(term.pk), term.name) for term in reversed(terms)]
        self.fields["term"].choices = [("", _("Any term")), *known]  # type: ignore[attr-defined]


class EmailFilter(FilterForm):
    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=forms.Select(attrs=SELECT))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((str(kind.label), kind.name) for kind in all_kinds())
        choices = [("", _("All kinds")), *((name, label) for label, name in known)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
