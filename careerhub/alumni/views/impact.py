"""What has an alum's half hour led to?"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from careerhub.people.guards import mentor_required, person_of

from ..impact import held_by, sum_of, with_letters

A_PAGE = 20


@mentor_required
@never_cache
def impact(request: HttpRequest) -> HttpResponse:
    mentor = person_of(request)
    page = Paginator(held_by(mentor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sum": sum_of(mentor),
        "page": page,
        "helped": with_letters(mentor, list(page.object_list)),
    }
    return render(request, "alumni/impact.html", context)
