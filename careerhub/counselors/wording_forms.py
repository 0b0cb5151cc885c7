"""May the office's own words of an email be used as they stand? Plain sentences with names in braces."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from careerhub.office.wordable import NEEDED, PARTS, parts_of, say_unknown, unknown_in
from careerhub.outbox.message import TURNING

SHORT = {"subject": 150, "preview": 150, "headline": 120, "button": 60, "greeting": 120}
LONG = 1200
WRITTEN_OVER_LINES = frozenset({"sign_off"})


class WordingForm(forms.Form):
    """Every part of one kind of email in one case."""

    def __init__(self, kind: str, case: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.ours = {part: str(text) for part, text in parts_of(kind, case, {}).items()}
        for part in (part for part in PARTS if part in self.ours):
            self.fields[part] = self._field(part)

    def _field(self, part: str) -> forms.CharField:
        limit = SHORT.get(part, LONG)
        widget: forms.Widget = forms.TextInput()
        if part not in SHORT:
            widget = forms.Textarea(attrs={"rows": 4 if part in ("lead", "note", "opening") else 2})
        return forms.CharField(
            label=str(PARTS[part]),
            required=part in NEEDED,
            max_length=limit,
            widget=widget,
            error_messages={
                "required": _("Write something here. An email without it is not finished."),
                "max_length": _("That is too long. At most %d characters.") % limit,
            },
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for part, text in list(cleaned.items()):
            for sentence in self._wrong(part, text):
                self.add_error(part, ValidationError(sentence))
        return cleaned

    def _wrong(self, part: str, text: str) -> list[str]:
        lines = text.replace("\r\n", "\n")
        wrong = []
        if part in SHORT and "\n" in lines.replace("\r", "\n"):
            wrong.append(_("Write this on one line."))
        if TURNING.search(lines) or any(
            unicodedata.category(each) == "Cc" and each not in "\n\t" for each in lines
        ):
            wrong.append(_("This holds characters that nobody can see. Please write it anew."))
        if unknown := unknown_in(lines, self.kind):
            wrong.append(say_unknown(unknown, self.kind))
        return wrong

    def own(self) -> dict[str, str]:
        """The parts that differ from ours."""
        said = {part: text.replace("\r\n", "\n") for part, text in self.cleaned_data.items()}
        return {part: text for part, text in said.items() if text != self.ours[part]}
