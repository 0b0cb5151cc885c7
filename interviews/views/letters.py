"""The student's letters to the alum: write, send, move, or do without."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from ..actions import contact, letters
from ..actions.errors import Refusal
from ..forms import LetterForm, LetterTimeForm
from ..models import Interview
from ..queries.letters import LETTERS
from . import page
from .doors import carry_out, posting


def check_kind(kind: str) -> str:
    if kind not in LETTERS:
        raise Http404
    return kind


@posting
def letter_edit(
    request: HttpRequest, interview: Interview, *, kind: str, now: datetime
) -> HttpResponseBase:
    form = LetterForm(request.POST, kind=check_kind(kind))
    if "X-Autosave" in request.headers:
        return _save_quietly(request, interview, form, kind=kind, now=now)
    if not form.is_valid():
        return page.invalid(request, interview, forms={kind: form})
    text = form.cleaned_data["letter"]
    return carry_out(
        request,
        interview,
        lambda: letters.edit_letter(interview, kind=kind, by=request.user, letter=text, now=now),
        done=_("Saved. It goes out in these words."),
        forms={kind: form},
    )


def _save_quietly(
    request: HttpRequest, interview: Interview, form: LetterForm, *, kind: str, now: datetime
) -> HttpResponse:
    """As somebody types: nothing to show where it is kept, one sentence where it is not."""
    try:
        if form.is_valid():
            text = form.cleaned_data["letter"]
            letters.edit_letter(interview, kind=kind, by=request.user, letter=text, now=now)
            return HttpResponse(status=204)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
    sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")


@posting
def letter_send(
    request: HttpRequest, interview: Interview, *, kind: str, now: datetime
) -> HttpResponseBase:
    check_kind(kind)
    return carry_out(
        request,
        interview,
        lambda: letters.send_letter_now(interview, kind=kind, by=request.user, now=now),
        done=_("On its way. It leaves within a minute."),
    )


@posting
def letter_move(
    request: HttpRequest, interview: Interview, *, kind: str, now: datetime
) -> HttpResponseBase:
    form, name = LetterTimeForm(request.POST, kind=check_kind(kind)), f"{kind}_time"
    if not form.is_valid():
        return page.invalid(request, interview, forms={name: form})
    send_at = form.cleaned_data["send_at"]
    return carry_out(
        request,
        interview,
        lambda: letters.move_letter(
            interview, kind=kind, by=request.user, send_at=send_at, now=now
        ),
        done=_("Moved. It goes out at the time you chose."),
        forms={name: form},
    )


@posting
def thank_in_person(
    request: HttpRequest, interview: Interview, *, now: datetime
) -> HttpResponseBase:
    return carry_out(
        request,
        interview,
        lambda: letters.thank_in_person(interview, by=request.user, now=now),
        done=_("Good. No thank-you email goes out."),
    )


@posting
def follow_up_skip(
    request: HttpRequest, interview: Interview, *, now: datetime
) -> HttpResponseBase:
    return carry_out(
        request,
        interview,
        lambda: letters.skip_follow_up(interview, by=request.user, now=now),
        done=_("No follow-up goes out. You can bring it back below."),
    )


@posting
def in_touch(request: HttpRequest, interview: Interview, *, now: datetime) -> HttpResponseBase:
    return carry_out(
        request,
        interview,
        lambda: contact.note_contact(interview, by=request.user, now=now),
        done=_("Noted. The next follow-up waits its time from today."),
    )


@posting
def follow_up_keep(
    request: HttpRequest, interview: Interview, *, now: datetime
) -> HttpResponseBase:
    return carry_out(
        request,
        interview,
        lambda: letters.keep_follow_up(interview, by=request.user, now=now),
        done=_("The follow-up is back, at its usual time."),
    )
