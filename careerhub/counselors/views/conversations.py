"""All conversations for a counselor, and the timeline of one. Stages and times, no private text."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.office.models import Policies, Term
from careerhub.office.terms import all_terms
from careerhub.outbox.models import Email
from careerhub.outbox.search import WORDS
from careerhub.people.guards import counselor_required
from interviews.access import get_interview_for_counselor
from interviews.queries.funnel import bounds_of
from interviews.queries.outreach import Piece
from interviews.queries.overseen import Wanted, conversations
from interviews.queries.stuck import interviews_to_look_at

from ..address import without_page
from ..forms import ConversationFilter
from ..mail_words import mail_rows
from ..stage_words import line_of, mark_of, told

A_PAGE = 50


@counselor_required
def interview_list(request: HttpRequest) -> HttpResponse:
    office = office_policies.current()
    terms = all_terms()
    form = ConversationFilter(request.GET, terms=terms)
    chosen = form.chosen()
    found = conversations(_wanted(chosen, terms, office))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "office": office,
        "form": form,
        "chosen": chosen,
        "page": page,
        "lines": [line_of(interview) for interview in page],
        "page_address": without_page(request),
    }
    return render(request, "counselors/interview_list.html", context)


def _wanted(chosen: dict[str, Any], terms: list[Term], office: Policies) -> Wanted:
    zone = ZoneInfo(office.zone)
    term = next((each for each in terms if str(each.pk) == chosen.get("term")), None)
    since, until = bounds_of(term, zone) if term else (None, None)
    look = interviews_to_look_at(zone=zone, now=clock.now()) if chosen.get("look") else None
    return Wanted(
        words=chosen.get("q", ""),
        stage=chosen.get("stage", ""),
        ending=chosen.get("ending", ""),
        since=since,
        until=until,
        looked_at=look,
    )


@counselor_required
def interview_detail(request: HttpRequest, pk: int) -> HttpResponse:
    interview = get_interview_for_counselor(request.user, pk)
    emails = Email.objects.filter(about=interview.about).select_related("reader").defer(*WORDS)
    rows = [Piece(email, interview) for email in emails.order_by("send_at", "pk")]
    promised = interview.commitments.filter(live=True).select_related("person")
    context = {
        "interview": interview,
        "mark": mark_of(interview),
        "events": [told(event, interview) for event in interview.events.select_related("by")],
        "rows": mail_rows(rows, now=clock.now()),
        "promised": promised.order_by("pk"),
    }
    return render(request, "counselors/interview_detail.html", context)
