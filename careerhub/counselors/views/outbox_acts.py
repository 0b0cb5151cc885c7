"""A counselor holds, releases, sends or settles emails: one, or several at once, and takes it back."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.people.guards import counselor_required

from ..mail_acts import Act, Done, carry_out, undo
from ..mail_words import DONE

UNDO = "mail_undo"
# More than a page never comes from the page.
MOST = 200
TIME_TO_UNDO = timedelta(minutes=10)


@counselor_required
@require_POST
def email_act(request: HttpRequest) -> HttpResponse:
    act = _act(request.POST.get("act", ""))
    pks = _chosen(request)
    if not pks:
        messages.warning(request, _("Tick the emails first. Nothing was changed."))
        return redirect(_back(request))
    done = carry_out(
        act, pks, reason=request.POST.get("reason", "")[:200], by=request.user, now=clock.now()
    )
    _tell(request, done)
    kept = {"act": act.value, "before": done.before, "at": clock.now().isoformat()}
    request.session[UNDO] = kept if done.may_undo else None
    return redirect(_back(request))


@counselor_required
@require_POST
def email_undo(request: HttpRequest) -> HttpResponse:
    kept = request.session.pop(UNDO, None)
    undone = undo(Act(kept["act"]), kept["before"], by=request.user, now=clock.now()) if kept else 0
    if undone:
        said = ngettext("Taken back for %(n)d email.", "Taken back for %(n)d emails.", undone)
        messages.success(request, said % {"n": undone})
    else:
        messages.warning(request, _("There is nothing to take back any more."))
    return redirect(_back(request))


def undoable(request: HttpRequest) -> bool:
    """Whether the last act is fresh enough that one would still look for its undo."""
    kept = request.session.get(UNDO)
    if not kept:
        return False
    return clock.now() - datetime.fromisoformat(kept["at"]) < TIME_TO_UNDO


def _act(name: str) -> Act:
    if name not in set(Act):
        raise Http404
    return Act(name)


def _chosen(request: HttpRequest) -> list[int]:
    """The ticked rows, or every row of the page where “all” is ticked."""
    name = "shown" if request.POST.get("all") else "email"
    return [int(pk) for pk in request.POST.getlist(name)[:MOST] if pk.isascii() and pk.isdigit()]


def _tell(request: HttpRequest, done: Done) -> None:
    if done.before:
        one, many = DONE[done.act]
        said = ngettext(one, many, len(done.before)) % {"n": len(done.before)}
        messages.success(request, said)
    for email, sentence in done.refused[:3]:
        messages.warning(request, f"{email.reader.get_full_name()}: {sentence}")
    if len(done.refused) > 3:
        left = len(done.refused) - 3
        said = ngettext("%(n)d more was left as it is.", "%(n)d more were left as they are.", left)
        messages.warning(request, said % {"n": left})


def _back(request: HttpRequest) -> str:
    """Where the counselor was, on this site only."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("counselors:email_list")
