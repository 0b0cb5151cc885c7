"""What may a person type when they give us a calendar?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.outside import NAME_LIMIT
from ..calendars.fetch import LONGEST_ADDRESS
from ..forms import Form


class CalendarForm(Form):
    address = forms.CharField(
        label=_("Secret address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("It begins with https:// or webcal://"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Paste the secret address of your calendar.")},
    )
    name = forms.CharField(
        label=_("What you call it"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_("Only you see this. Left empty, we call it by its server."),
    )
