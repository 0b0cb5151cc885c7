"""What may an alum write in answer to a request?"""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from careerhub.people.models import User
from careerhub.people.sentences import speak_plainly
from interviews.actions.arranging import MOST_TIMES
from interviews.forms import REASON_LIMIT, DeclineForm, Form, text_area
from interviews.models import Interview
from interviews.slots.zones import at_local
from interviews.views.lines import line_of

# In the alum's own voice, since the student reads them as they stand.
QUICK = {
    "full": _("My weeks are full at the moment."),
    "later": _("Please ask me again next term; I will gladly talk then."),
    "other": _("Somebody else can tell you more about this than I can."),
}
MOVE_REASON_LIMIT = 300
SHORTEST_SEARCH = 2
MOST_FOUND = 6


def might_suit(interview: Interview) -> QuerySet[User]:
    """Alumni in the directory whom this alum may suggest instead."""
    there = User.objects.filter(is_active=True, mentor__is_listed=True).select_related("mentor")
    return there.exclude(pk__in=[interview.student_id, interview.mentor_id])


def found(interview: Interview, words: str) -> list[User]:
    """The first few whose name, employer or title has every one of the words."""
    wanted = Q()
    for word in words.split()[:5]:
        wanted &= (
            Q(mentor__name__icontains=word)
            | Q(mentor__employer__icontains=word)
            | Q(mentor__title__icontains=word)
        )
    return list(might_suit(interview).filter(wanted).order_by("mentor__name", "pk")[:MOST_FOUND])


class NotThisTimeForm(DeclineForm):
    """A reason is never needed; another name neither."""

    quick = forms.ChoiceField(
        label=_("If you like, say why"),
        required=False,
        choices=[("", _("No reason given")), *QUICK.items()],
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=_("Suggest somebody else"),
        required=False,
        max_length=100,
        help_text=_("A name, an employer or a job title."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    suggested = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("Suggest another alum who is in the directory.")},
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.fields["reason"].label = _("In your own words")
        speak_plainly(self)
        suggested = self.fields["suggested"]
        suggested.queryset = might_suit(interview)  # type: ignore[attr-defined]
        suggested.error_messages["invalid_choice"] = _(
            "Suggest another alum who is in the directory."
        )

    @property
    def searched(self) -> str:
        return str(self.data.get("who", "")).strip()

    def people(self) -> list[tuple[User, str]]:
        """Whom the alum may pick, each with a line: those searched for, and whoever is picked already."""
        words = self.searched
        people = found(self.interview, words) if len(words) >= SHORTEST_SEARCH else []
        picked = self.picked()
        missing = picked.isdecimal() and all(str(person.pk) != picked for person in people)
        extra = might_suit(self.interview).filter(pk=picked) if missing else []
        return [(person, line_of(person, as_mentor=True)) for person in [*extra, *people]]

    def picked(self) -> str:
        return str(self.data.get("suggested", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = [str(QUICK.get(cleaned.get("quick", ""), "")), cleaned.get("reason", "")]
        cleaned["said"] = " ".join(part for part in said if part)[: REASON_LIMIT * 2]
        return cleaned


class OtherTimesForm(Form):
    """One to three times: openings of the alum's own, any other moment, or both."""

    free_1 = forms.CharField(required=False, label=_("Day and time"))
    free_2 = forms.CharField(required=False, label=_("Another, if you like"))
    free_3 = forms.CharField(required=False, label=_("And another"))
    reason = forms.CharField(
        label=_("A sentence with it, if you like"),
        required=False,
        max_length=MOVE_REASON_LIMIT,
        widget=text_area(2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.free_names:
            self.fields[name].widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
        speak_plainly(self)

    free_names = tuple(f"free_{n}" for n in range(1, MOST_TIMES + 1))

    @property
    def picked(self) -> list[str]:
        getlist = getattr(self.data, "getlist", None)
        return getlist("starts") if getlist else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts = {start for iso in self.picked if (start := _instant(iso)) is not None}
        for name in self.free_names:
            if typed := cleaned.get(name):
                start = _at_the_alums(typed)
                if start is None:
                    sentence = _("Write the day and the time, such as 2026-03-04 09:00.")
                    self.add_error(name, sentence)
                else:
                    starts.add(start)
        if not self.errors and not 1 <= len(starts) <= MOST_TIMES:
            few = _("Choose one to three times.")
            many = _("Three times are enough. Take some away.")
            self.add_error(None, many if starts else few)
        cleaned["starts"] = sorted(starts)
        return cleaned


def _instant(iso: str) -> datetime | None:
    try:
        instant = parse_datetime(iso)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant is not None and instant.tzinfo else None


def _at_the_alums(typed: str) -> datetime | None:
    """Wall time in the active zone, which is the alum's."""
    try:
        wall = parse_datetime(typed)
    except ValueError:
        return None
    if wall is None or wall.tzinfo is not None:
        return None
    return at_local(wall.date(), wall.time(), timezone.get_current_timezone()).astimezone(UTC)
