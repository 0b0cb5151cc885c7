"""What does an alum answer to one request, and how is it carried out? The same by email and signed in."""

from collections.abc import Callable
from datetime import datetime

from django.http import QueryDict

from careerhub.people.models import User
from interviews.access import may_answer, may_answer_proposal, may_decline
from interviews.actions.answering import accept_ask, decline_ask, undo_decline
from interviews.actions.arranging import accept_proposal, propose_times, refuse_proposals
from interviews.forms import MoveForm
from interviews.models import Interview

from .reply_forms import NotThisTimeForm, OtherTimesForm

# The values of the buttons.
YES, TAKE, NONE, NO, FIND, OFFER, UNDO = "yes", "take", "none", "no", "find", "offer", "undo"


class Reply:
    """What was sent, or nothing yet; its forms keep everything that was typed."""

    def __init__(
        self, data: QueryDict | None, interview: Interview, mentor: User, *, now: datetime
    ) -> None:
        self.interview, self.mentor, self.now = interview, mentor, now
        self.answer = str(data.get("answer", "")) if data is not None else ""
        self.decline = NotThisTimeForm(
            data if self.answer in (NO, FIND, NONE) else None, interview=interview
        )
        self.times = OtherTimesForm(data if self.answer == OFFER else None)
        self.take = MoveForm(data if self.answer == TAKE else None)

    @property
    def only_looks(self) -> bool:
        """Nothing was answered: somebody searched for a name, or a button we do not know was pressed."""
        return self.answer not in self._acts()

    def is_valid(self) -> bool:
        forms = {NO: self.decline, NONE: self.decline, OFFER: self.times, TAKE: self.take}
        form = forms.get(self.answer)
        return form is None or form.is_valid()

    def carry_out(self) -> None:
        """Raises a Refusal with the sentence for the alum."""
        self._acts()[self.answer]()

    def _acts(self) -> dict[str, Callable[[], Interview]]:
        return {
            YES: self._accept,
            TAKE: self._take,
            NONE: self._none,
            NO: self._decline,
            OFFER: self._offer,
            UNDO: self._undo,
        }

    def _accept(self) -> Interview:
        return accept_ask(self.interview, by=self.mentor, now=self.now)

    def _take(self) -> Interview:
        chosen = self.take.cleaned_data["starts_at"]
        return accept_proposal(self.interview, by=self.mentor, starts_at=chosen, now=self.now)

    def _none(self) -> Interview:
        said = self.decline.cleaned_data["said"]
        return refuse_proposals(self.interview, by=self.mentor, reason=said, now=self.now)

    def _decline(self) -> Interview:
        typed = self.decline.cleaned_data
        return decline_ask(
            self.interview,
            by=self.mentor,
            reason=typed["said"],
            suggested=typed["suggested"],
            now=self.now,
        )

    def _offer(self) -> Interview:
        typed = self.times.cleaned_data
        return propose_times(
            self.interview,
            by=self.mentor,
            starts=typed["starts"],
            reason=typed["reason"],
            now=self.now,
        )

    def _undo(self) -> Interview:
        return undo_decline(self.interview, by=self.mentor, now=self.now)

    def unsaved(self) -> list[str]:
        """What was typed into a form that the page offers no longer."""
        open_still = may_decline(self.mentor, self.interview, now=self.now)
        if open_still or may_answer_proposal(self.mentor, self.interview, now=self.now):
            return []
        typed = (self.decline.data.get("reason", ""), self.times.data.get("reason", ""))
        return [words for words in typed if words]

    @property
    def may_say_yes(self) -> bool:
        return may_answer(self.mentor, self.interview, now=self.now)
