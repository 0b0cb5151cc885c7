"""“Tell Sam that you read it”, from a follow-up: the page asks once, only its button changes anything."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careerhub.common import clock

from ..access import may_tell_read
from ..actions.contact import tell_read, was_read
from ..actions.errors import Refusal
from ..emails import links


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update_read(request: HttpRequest, number: int, token: str) -> HttpResponse:
    found = links.read(token, links.READ_IT.format(number))
    if found is None:
        raise Http404
    interview, person = found
    if request.method == "POST":
        try:
            tell_read(interview, by=person, number=number, now=clock.now())
        except Refusal as refusal:
            messages.warning(request, refusal.sentence)
        return redirect(request.path)
    context = {
        "interview": interview,
        "student": interview.student,
        "told": was_read(interview, number),
        "may_tell": may_tell_read(person, interview),
    }
    return render(request, "interviews/update_read.html", context)
