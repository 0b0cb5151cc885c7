"""Every address that the bar may link to, so that its tests need no other page."""

from django.http import HttpResponse
from django.urls import include, path

from careerhub.common import navigation


def _page(_request):
    return HttpResponse()


def _pages(app):
    links = (link for role in navigation.LINKS.values() for link in role)
    names = [link.view.partition(":")[2] for link in links if link.view.startswith(f"{app}:")]
    return [path(f"{app}/{name}/", _page, name=name) for name in names]


urlpatterns = [
    path("", include((_pages(app), app), namespace=app))
    for app in ("students", "alumni", "counselors")
]
