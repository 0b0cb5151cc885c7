"""Whom could this student ask?"""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import student_required
from interviews.queries import directory, facets
from interviews.queries.directory import Found, Look

from .. import address
from ..cards import cards, reading_zone, wish_of
from ..free import AskedTime, asked_time, day_options, time_options

# A facet shows this many boxes; the rest opens on demand.
BOXES_IN_SIGHT, BOXES_BEHIND = ":6", "6:"
LABELS = {
    facets.FREE_SOON_ENOUGH: _("Free this week"),
    facets.FIRST_GENERATION: _("First in the family at college"),
    facets.MY_MAJOR: _("Studied what you study"),
}
TITLES = {facets.FIELD: _("Field"), facets.STUDIED: _("Studied"), facets.WHERE: _("Where")}


@student_required
@require_safe
def mentor_list(request: HttpRequest) -> HttpResponse:
    now, reader, office = clock.now(), request.user, office_policies.current()
    filters, asker = address.read(request.GET), directory.asker_of(reader)
    when = {"zone": reading_zone(), "now": now, "window_days": office.window_days}
    time = asked_time(filters, hour_cycle=reader.hour_cycle, **when)
    look = Look(asker, filters, wish_of(reader, now=now, asked=time.spans))
    found, page = _page(look, request.GET.get("page"))
    context = {
        "filters": filters,
        "address": address.write(filters),
        "chips": address.removals(filters, LABELS, time_label=time.label),
        "only_alike": found.only_alike and bool(found.count),
        "page": page,
        "page_address": f"{shown}&" if (shown := address.write(filters)) else "?",
        "cards": cards(found.ids, asker=asker, reader=reader, wish=look.wish, office=office),
        "groups": [(name, TITLES[name], found.facets.lists[name]) for name in facets.LISTS],
        "switches": [
            (name, LABELS[name], value)
            for name, value in found.facets.switches.items()
            if value.count or value.is_on
        ],
        "time": time,
        "days": day_options(filters, **when),
        "since": time_options(filters.since, reader.hour_cycle, is_end=False),
        "until": time_options(filters.until, reader.hour_cycle, is_end=True),
        "boxes_in_sight": BOXES_IN_SIGHT,
        "boxes_behind": BOXES_BEHIND,
        "way_out": None if found.count else _way_out(look, time),
    }
    return _answer(request, context)


def _page(look: Look, wanted: str | None) -> tuple[Found, Page[int]]:
    """The page that is asked for, or the nearest there is."""
    number = int(wanted) if wanted and wanted.isdecimal() and len(wanted) < 6 else 1
    found = directory.find(look, page=max(number, 1))
    page = Paginator(range(found.count), directory.PAGE).get_page(wanted)
    if page.number != max(number, 1):
        found = directory.find(look, page=page.number)
    return found, page


def _answer(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """The whole page, or only the part that a tick changes when htmx asks for it."""
    asks_for_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "students/_directory.html" if asks_for_part else "students/mentor_list.html"
    answer = render(request, template, {**context, "is_part": asks_for_part})
    # The part and the page share an address: a browser must not show one for the other.
    patch_vary_headers(answer, ["HX-Request"])
    if asks_for_part:
        # The address without the fields that were left empty.
        answer["HX-Push-Url"] = reverse("students:mentor_list") + str(context["address"])
    return answer


def _way_out(look: Look, time: AskedTime) -> dict[str, object] | None:
    way = directory.way_out(look)
    if way is None:
        return None
    label = time.label if way.facet == facets.TIME else LABELS.get(way.facet, way.value)
    url = address.write(look.filters.without(way.facet, way.value)) or "?"
    return {"label": label, "count": way.count, "url": url}
