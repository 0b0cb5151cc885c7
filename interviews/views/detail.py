"""One conversation, for both of its people: the whole loop on a page, and its calendar entry."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from careerhub.office import policies as office_policies
from careerhub.people.guards import login_required

from ..access import get_interview_for, may_see_contact
from ..calendars.invitation import REQUEST, invitation
from . import page


@login_required
@never_cache
@require_safe
def interview_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return page.show(request, get_interview_for(request.user, pk))


@login_required
@never_cache
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    interview = get_interview_for(request.user, pk)
    if not may_see_contact(request.user, interview):
        raise Http404
    entry = invitation(interview, to=request.user, office=office_policies.current(), method=REQUEST)
    name = f"conversation-{interview.pk}.ics"
    return HttpResponse(
        entry,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
