"""The addresses that stand in emails, without their pages."""

from django.http import HttpResponse
from django.urls import include, path


def page(request, **kwargs):
    return HttpResponse()


urlpatterns = [
    path("profile/", include(([path("", page, name="profile")], "people"))),
    path("students/mentors/", include(([path("", page, name="mentor_list")], "students"))),
    path("alumni/answer/", include(([path("<str:token>/", page, name="answer")], "alumni"))),
    path(
        "interviews/",
        include(
            (
                [
                    path("<int:pk>/", page, name="interview_detail"),
                    path("held/<str:token>/", page, name="held"),
                ],
                "interviews",
            )
        ),
    ),
]
