"""Where do mail providers call? Nowhere, until the office names its own in the settings."""

from django.conf import settings
from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
if settings.MAIL_WEBHOOKS:
    from .webhooks import mount

    urlpatterns = mount(settings.MAIL_WEBHOOKS)
