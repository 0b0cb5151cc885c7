"""Which page of this app answers which address?"""

from django.urls import path

from .views import invitations, office

app_name = "counselors"
urlpatterns = [
    path("policies/", office.policies, name="policies"),
    path("terms/", office.term_list, name="term_list"),
    path("terms/add/", office.term_add, name="term_add"),
    path("terms/<int:pk>/", office.term_edit, name="term_edit"),
    path("terms/<int:pk>/delete/", office.term_delete, name="term_delete"),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path(
        "invitations/<int:pk>/send-again/",
        invitations.invitation_send_again,
        name="invitation_send_again",
    ),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
]
