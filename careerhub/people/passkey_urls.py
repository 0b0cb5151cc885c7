"""Which page of passkeys answers which address? Only the pages that we offer, under allauth's names."""

from allauth.mfa.webauthn import views
from django.urls import path

urlpatterns = [
    path("", views.list_webauthn, name="mfa_index"),
    path("", views.list_webauthn, name="mfa_list_webauthn"),
    path("add/", views.add_webauthn, name="mfa_add_webauthn"),
    path("<int:pk>/remove/", views.remove_webauthn, name="mfa_remove_webauthn"),
    path("sign-in/", views.login_webauthn, name="mfa_login_webauthn"),
]
