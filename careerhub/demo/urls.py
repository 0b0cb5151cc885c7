"""Which page of this app answers which address?"""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("skip/", views.skip, name="skip"),
    path("start-over/", views.start_over, name="start_over"),
    path("mailbox/", views.mailbox_list, name="mailbox_list"),
    path("mailbox/<slug:name>/", views.mailbox_message, name="mailbox_message"),
    path("mailbox/<slug:name>/html/", views.mailbox_html, name="mailbox_html"),
]
