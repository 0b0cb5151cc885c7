"""Is the process alive, and can it do its work?"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from . import clock, health
from . import metrics as figures


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    well, found = health.look(now=clock.now())
    return JsonResponse({"ready": well, **found}, status=200 if well else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not figures.may_read(request):
        raise Http404
    return HttpResponse(figures.text(now=clock.now()), content_type=CONTENT_TYPE_LATEST)
