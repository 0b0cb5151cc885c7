"""How does the term go, and what needs a counselor?"""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careerhub.common import clock
from careerhub.common.times import say_span
from careerhub.office import policies as office_policies
from careerhub.outbox import search
from careerhub.outbox.health import lag
from careerhub.people.guards import counselor_required
from interviews.queries.funnel import biggest_loss, funnel
from interviews.queries.stuck import stuck

from ..drawers import tabs
from ..funnel_words import columns, loss_said
from ..stuck_words import how_many, stuck_rows
from ..terms import period

SHOWN = 25


@counselor_required
def overview(request: HttpRequest) -> HttpResponse:
    now, office = clock.now(), office_policies.current()
    chosen = period(request.GET.get("term", ""), office=office, now=now)
    things = stuck(office, zone=ZoneInfo(office.zone), now=now)
    late = lag(now=now)
    context = {
        "office": office,
        "period": chosen,
        "columns": columns(funnel(chosen.since, chosen.until)),
        "loss": loss_said(biggest_loss(chosen.since, chosen.until), chosen.term),
        "how_many": how_many(len(things)),
        "rows": stuck_rows(things[:SHOWN], now=now),
        "more": max(0, len(things) - SHOWN),
        "lag": late,
        "lag_said": say_span(late),
        "is_late": late >= search.OVERDUE_AFTER,
        "tabs": tabs(search.counts(now=now)),
    }
    return render(request, "counselors/overview.html", context)
