"""Which page of this app answers which address?"""

from django.urls import path

from .views import landing

app_name = "office"
urlpatterns = [
    path("", landing.landing, name="landing"),
    path("help/", landing.help, name="help"),
    path("privacy/", landing.privacy, name="privacy"),
    path("accessibility/", landing.accessibility, name="accessibility"),
    path("brand/<slug:colour>.css", landing.brand, name="brand"),
]
