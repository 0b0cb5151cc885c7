"""How does a request reach one interview, and what happens to what it asks for?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from careerhub.common import clock
from careerhub.people.guards import login_required

from ..access import get_interview_for
from ..actions.errors import Refusal
from ..models import Interview
from . import page

Post = Callable[..., HttpResponseBase]


def posting(view: Post) -> Post:
    """Only the two people of an interview, and only by POST; a GET leads to its page.

    The view is handed the interview and `now`.
    """

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        interview = get_interview_for(request.user, pk)
        if request.method != "POST":
            return redirect("interviews:interview_detail", pk)
        return view(request, interview, now=clock.now(), **kwargs)

    return guarded


def carry_out(
    request: HttpRequest,
    interview: Interview,
    act: Callable[[], object],
    *,
    done: str,
    forms: dict[str, Form] | None = None,
) -> HttpResponse:
    """Do it, say so, and lead back to the page; a refusal is said there, with what was typed kept."""
    try:
        act()
    except Refusal as refusal:
        if forms:
            return page.refused(request, interview, refusal.sentence, forms=forms)
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("interviews:interview_detail", interview.pk)
