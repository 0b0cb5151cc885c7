"""Which page of this app answers which address?"""

from django.urls import path

from .views import answering, availability, conversations, home

app_name = "alumni"
urlpatterns = [
    path("", home.home, name="home"),
    path("availability/", availability.availability, name="availability"),
    path("conversations/", conversations.interview_list, name="interview_list"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("requests/<int:pk>/accept/", answering.accept, name="accept"),
    path("requests/<int:pk>/decline/", answering.decline, name="decline"),
]
