"""Which page of this app answers which address?"""

from django.urls import path

from .views import choices, home, joining, profile

app_name = "people"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("role/", home.switch_role, name="switch_role"),
    path("profile/", profile.profile, name="profile"),
    path("profile/emails/", choices.choices, name="choices"),
    path("mail/<str:token>/", choices.choices_by_link, name="choices_by_link"),
    path("zone/", profile.set_zone, name="set_zone"),
    path("join/<uuid:key>/", joining.join, name="join"),
    path("welcome/", joining.welcome, name="welcome"),
]
