"""What may a person tell us about themself?"""

import json
from typing import Any

from allauth.account.forms import SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from careerhub.common import zones
from careerhub.office import policies

from . import countries, profiles, roster
from .models import CounselorProfile, MentorProfile, StudentProfile, User
from .sentences import speak_plainly

YEARS = (1930, 2100)
LONGEST_LIST = 1_000_000  # characters
NO_YEAR = _("Write the year with four digits, such as 2009.")
NAME_ROW = {"required": _("Write your name.")}


def check_student_address(address: str) -> None:
    """Refuse an address that is not at one of the office's student domains."""
    domains = policies.current().student_domains
    if address.rpartition("@")[2].lower() in domains:
        return
    if not domains:
        raise ValidationError(
            _(
                "Nobody can sign up yet: the office has not said which addresses its students have. "
                "Write to the office."
            )
        )
    raise ValidationError(
        _(
            "Students sign up with their university address, at %(domains)s. Alumni join by "
            "invitation: ask the office for one."
        ),
        params={"domains": get_text_list(list(domains), _("or"))},
    )


class StudentSignupForm(SignupForm):
    field_order = ["full_name", "email", "majors", "password1"]
    full_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    majors = forms.CharField(
        label=_("What you study (optional)"),
        max_length=200,
        required=False,
        help_text=_("Such as Biology, Public policy. We suggest alumni who studied it, too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("University email")
        self.fields["password1"].label = _("Password (optional)")
        self.fields["password1"].help_text = _(
            "Leave it empty and we send you a code each time you sign in."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        speak_plainly(self, full_name=NAME_ROW)

    def clean_email(self) -> str:
        check_student_address(self.cleaned_data["email"])
        return super().clean_email()

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])
        profiles.become_student(user, majors=self.cleaned_data["majors"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same person pressed twice: answer as for a known address
            self.account_already_exists = True
            return super().try_save(request)


class PersonForm(forms.ModelForm):
    heading = _("You")
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Pages and emails tell you every time in this zone.")
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ("full_name", "called", "pronouns", "zone", "hour_cycle")
        help_texts = {
            "called": _("Used in letters and greetings. Empty: the first word of your name."),
            "pronouns": _("Such as she/her. Empty: people write “they”."),
        }
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "called": forms.TextInput(attrs={"autocomplete": "nickname"}),
        }

    def __init__(self, *args: Any, guess: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        # What a browser sent may be an older spelling that the list does not carry.
        sent = self.data.get(self.add_prefix("zone"), "")
        likely = (self.instance.zone, guess, policies.current().zone, sent)
        self.fields["zone"].choices = zones.choices(*likely)  # type: ignore[attr-defined]
        self.initial["zone"] = self.instance.zone or guess or policies.current().zone
        if not self.is_bound and not (self.instance.zone_confirmed or guess):
            # static/js/zone.js fills it in, and says it by the name of today
            self.fields["zone"].widget.attrs["data-guess"] = json.dumps(zones.RENAMED)
        speak_plainly(self, full_name=NAME_ROW)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.zone_confirmed = True
        return cleaned


class StudentForm(forms.ModelForm):
    heading = _("As a student")

    class Meta:
        model = StudentProfile
        fields = ("majors", "school_year", "curious_about", "first_generation")
        help_texts = {
            "majors": _("Such as Biology, Public policy."),
            "school_year": _("Such as second year, or class of 2028."),
            "curious_about": _("Fields, kinds of work, questions. It helps us suggest people."),
            "first_generation": _("Your choice. It helps us suggest alumni who were, too."),
        }
        widgets = {"curious_about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class MentorForm(forms.ModelForm):
    heading = _("As an alum")
    country = forms.ChoiceField(label=_("Country"), required=False)
    meeting_link = forms.URLField(
        label=_("Video link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Shown to a student only after you say yes."),
    )

    class Meta:
        model = MentorProfile
        fields: tuple[str, ...] = (
            "title",
            "employer",
            "industry",
            "city",
            "country",
            "class_of",
            "majors",
            "first_generation",
            "quote",
            "bio",
            "topics",
            "meeting_link",
            "phone",
            "is_listed",
        )
        help_texts = {
            "industry": _("Such as Health policy or Film."),
            "first_generation": _("Your choice. Some students look for somebody who was, too."),
            "quote": _("One sentence that sounds like you. It stands on your card."),
            "bio": _("How you came to do what you do, turns and all."),
            "topics": _("One a line."),
            "phone": _("Shown to a student only after you say yes."),
            "is_listed": _("Off: students no longer find you. What is booked stays."),
        }
        widgets = {
            "bio": forms.Textarea(attrs={"rows": 6}),
            "topics": forms.Textarea(attrs={"rows": 4}),
            "title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "employer": forms.TextInput(attrs={"autocomplete": "organization"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            offered = [("", _("Choose a country")), *countries.choices()]
            self.fields["country"].choices = offered  # type: ignore[attr-defined]
        if "class_of" in self.fields:
            self.fields["class_of"] = forms.IntegerField(
                label=_("Class of"), required=False, min_value=YEARS[0], max_value=YEARS[1]
            )
        year = {"invalid": NO_YEAR, "min_value": NO_YEAR, "max_value": NO_YEAR}
        speak_plainly(self, class_of=year)


class CounselorForm(forms.ModelForm):
    heading = _("At the office")

    class Meta:
        model = CounselorProfile
        fields = ("title",)
        help_texts = {"title": _("Stands under your name in emails from the office.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class InvitationForm(forms.Form):
    full_name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("Email"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self, full_name={"required": _("Write the name of the alum.")})


class RosterForm(forms.Form):
    """A list of alumni, pasted or uploaded; a file counts before what is pasted."""

    text = forms.CharField(
        label=_("Paste the list"),
        required=False,
        strip=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "list"}),
        help_text=_(
            "With the headings of the roster, or one “Name, address” a line. Straight from a "
            "spreadsheet is fine."
        ),
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[roster.Row] = []
        empty = {"empty": _("This file is empty."), "invalid": _("Choose the file once more.")}
        speak_plainly(self, file=empty)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        where = "file" if cleaned.get("file") else "text"
        try:
            if where == "file":
                cleaned["text"] = roster.decoded(cleaned["file"].read(LONGEST_LIST + 1))
            self.rows = roster.read(cleaned["text"])
        except roster.NotReadable as trouble:
            self.add_error(where, trouble.sentence)
        return cleaned

    def with_the_list_in_sight(self) -> "RosterForm":
        """The same list as text: a browser gives an uploaded file only once."""
        return RosterForm(initial={"text": self.cleaned_data["text"]})


class JoinPersonForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = ("full_name", "zone")


class JoinMentorForm(MentorForm):
    class Meta(MentorForm.Meta):
        fields = (
            "title",
            "employer",
            "industry",
            "city",
            "country",
            "class_of",
            "majors",
            "topics",
        )
        help_texts = {
            "industry": _("Such as Health policy or Film."),
            "topics": _("One a line. You can leave this for later."),
        }
        widgets = {**MentorForm.Meta.widgets, "topics": forms.Textarea(attrs={"rows": 2})}

    meeting_link = None  # type: ignore[assignment]


class PasskeyForm(AddWebAuthnForm):
    """Always a passkey: a key that opens nothing by itself would be a lock nobody asked for."""

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call this device")
        self.fields["name"].max_length = 60
        speak_plainly(self)


ProfileForm = PersonForm | StudentForm | MentorForm | CounselorForm


def profile_forms(user: User, data: Any, *, guess: str) -> list[ProfileForm]:
    """One form for the person and one for each role they hold, in the order of the page."""
    forms_: list[ProfileForm] = [PersonForm(data, instance=user, guess=guess)]
    if user.is_student:
        forms_.append(StudentForm(data, instance=user.student, prefix="student"))
    if user.is_mentor:
        forms_.append(MentorForm(data, instance=user.mentor, prefix="mentor"))
    if user.is_counselor:
        forms_.append(CounselorForm(data, instance=user.counselor, prefix="counselor"))
    return forms_
