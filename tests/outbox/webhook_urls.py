"""The addresses of a site that listens to two providers."""

from django.urls import include, path

from careerhub.outbox.webhooks import mount

urlpatterns = [
    path("mail/webhooks/", include(mount(["mailgun", "postmark"]))),
    path("", include("careerhub.urls")),
]
