"""What does a form say of a field that is not right, in words that help?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Sentences = Mapping[str, Any]  # of a word of Django's for the error, texts that may be lazy

PLAIN: Sentences = {
    "required": _("Fill this in, please."),
    "invalid_choice": _("Choose one from the list."),
    "max_length": ngettext_lazy(
        "At most %(limit_value)d character, please. This has %(show_value)d.",
        "At most %(limit_value)d characters, please. This has %(show_value)d.",
        "limit_value",
    ),
    "null_characters_not_allowed": _("This holds a character that nobody can see. Type it again."),
}
BY_KIND: tuple[tuple[type[forms.Field], Sentences], ...] = (
    (forms.EmailField, {"invalid": _("Write a whole email address, such as kit@example.org.")}),
    (forms.URLField, {"invalid": _("Write the whole address, such as https://example.org/meet.")}),
    (forms.IntegerField, {"invalid": _("Write a whole number.")}),
)


def speak_plainly(form: forms.BaseForm, **own: Sentences) -> None:
    """Give every field of the form our sentences, and those in `own` the ones for them alone."""
    for name, field in form.fields.items():
        field.error_messages |= PLAIN
        for kind, sentences in BY_KIND:
            if isinstance(field, kind):
                field.error_messages |= sentences
        field.error_messages |= own.get(name, {})
