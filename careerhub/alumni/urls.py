"""Which page of this app answers which address?"""

from django.urls import path

from .views import (
    answering,
    availability,
    availability_dates,
    changing,
    conversations,
    home,
    impact,
)

app_name = "alumni"
urlpatterns = [
    path("", home.home, name="home"),
    path("availability/", availability.availability, name="availability"),
    path("availability/what-if/", availability.what_if, name="what_if"),
    path("availability/undo/", availability.availability_undo, name="availability_undo"),
    path("availability/resume/", availability.availability_resume, name="availability_resume"),
    path("availability/dates/", availability_dates.availability_dates, name="availability_dates"),
    path(
        "availability/dates/<str:day>/",
        availability_dates.availability_date,
        name="availability_date",
    ),
    path(
        "availability/dates/<str:day>/remove/",
        availability_dates.availability_date_remove,
        name="availability_date_remove",
    ),
    path(
        "availability/time-off/",
        availability_dates.availability_time_off,
        name="availability_time_off",
    ),
    path(
        "availability/time-off/<int:pk>/remove/",
        availability_dates.availability_time_off_remove,
        name="availability_time_off_remove",
    ),
    path("conversations/", conversations.interview_list, name="interview_list"),
    path("impact/", impact.impact, name="impact"),
    path("goodwill/", home.goodwill, name="goodwill"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("change/<str:token>/", changing.change, name="change"),
    path("requests/<int:pk>/", answering.request_detail, name="request_detail"),
    path("requests/<int:pk>/accept/", answering.accept, name="accept"),
    path("requests/<int:pk>/decline/", answering.decline, name="decline"),
]
