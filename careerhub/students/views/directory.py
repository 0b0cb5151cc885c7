"""Whom could this student ask?"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careerhub.common import clock
from careerhub.people.guards import student_required
from careerhub.people.models import User
from interviews.queries import directory, facets
from interviews.queries.reasons import in_order

from .. import address
from ..cards import cards

PAGE = 24
# A facet shows this many boxes; the rest opens on demand.
BOXES_IN_SIGHT, BOXES_BEHIND = ":6", "6:"
LABELS = {
    facets.FIRST_GENERATION: _("First in the family at college"),
    facets.MY_MAJOR: _("Studied what you study"),
}
TITLES = {facets.FIELD: _("Field"), facets.STUDIED: _("Studied"), facets.WHERE: _("Where")}


@student_required
@require_safe
def mentor_list(request: HttpRequest) -> HttpResponse:
    now, reader = clock.now(), request.user
    filters, asker = address.read(request.GET), directory.asker_of(reader)
    found = directory.find(filters.words, reader=reader, now=now)
    left = in_order(facets.narrow(found.people, filters, my_majors=asker.majors), asker)
    page = Paginator(left, PAGE).get_page(request.GET.get("page"))
    counted = facets.count_facets(found.people, filters, my_majors=asker.majors)
    context = {
        "filters": filters,
        "address": address.write(filters),
        "chips": address.removals(filters, LABELS),
        "only_alike": found.only_alike and bool(left),
        "page": page,
        "page_address": f"{shown}&" if (shown := address.write(filters)) else "?",
        "cards": cards(list(page.object_list), asker=asker, reader=reader, now=now),
        "closed": sum(person.is_closed for person in left),
        "groups": [(name, TITLES[name], counted.lists[name]) for name in facets.LISTS],
        "switches": [
            (name, LABELS[name], value)
            for name, value in counted.switches.items()
            if value.count or value.is_on
        ],
        "boxes_in_sight": BOXES_IN_SIGHT,
        "boxes_behind": BOXES_BEHIND,
        "way_out": None if left else _way_out(found, filters, asker.majors, reader),
    }
    return _answer(request, context)


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


def _way_out(
    found: directory.Found, filters: facets.Filters, majors: tuple[str, ...], reader: User
) -> dict[str, object] | None:
    everybody = directory.find("", reader=reader, now=clock.now()).people if filters.words else []
    way = facets.way_out(found.people, filters, my_majors=majors, without_words=everybody)
    if way is None:
        return None
    label = LABELS.get(way.facet, way.value)
    url = address.write(filters.without(way.facet, way.value)) or "?"
    return {"label": label, "count": way.count, "url": url}
