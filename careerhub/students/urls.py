"""Which page of this app answers which address?"""

from django.urls import path

from .views import conversations, directory, home, mentor, waiting

app_name = "students"
urlpatterns = [
    path("", home.home, name="home"),
    path("mentors/", directory.mentor_list, name="mentor_list"),
    path("mentors/<int:pk>/", mentor.mentor_detail, name="mentor_detail"),
    path("mentors/<int:pk>/ask/", mentor.ask, name="ask"),
    path("mentors/<int:pk>/coach/", mentor.coach, name="coach"),
    path("mentors/<int:pk>/line/", waiting.join_line, name="join_line"),
    path("mentors/<int:pk>/line/leave/", waiting.leave_line, name="leave_line"),
    path("conversations/", conversations.interview_list, name="interview_list"),
]
