"""Which page of this app answers which address?"""

from django.urls import URLPattern

app_name = "common"
urlpatterns: list[URLPattern] = []
