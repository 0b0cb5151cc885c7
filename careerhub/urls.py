"""The table of contents: one include an app."""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("careerhub.common.urls")),
    path("", include("careerhub.office.urls")),
    path("mail/webhooks/", include("careerhub.outbox.urls")),
    path("", include("careerhub.people.urls")),
    path("interviews/", include("interviews.urls")),
    path("students/", include("careerhub.students.urls")),
    path("alumni/", include("careerhub.alumni.urls")),
    path("counselors/", include("careerhub.counselors.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/passkeys/", include("careerhub.people.passkey_urls")),
    path("admin/", admin.site.urls),
]
if apps.is_installed("careerhub.demo"):
    urlpatterns.append(path("demo/", include("careerhub.demo.urls")))
