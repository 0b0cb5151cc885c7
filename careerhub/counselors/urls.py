"""Which page of this app answers which address?"""

from django.urls import path

from .views import (
    addresses,
    booking,
    cadence,
    conversations,
    holidays,
    invitations,
    office,
    outbox,
    outbox_acts,
    overview,
    wordings,
)

app_name = "counselors"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("conversations/", conversations.interview_list, name="interview_list"),
    path("conversations/<int:pk>/", conversations.interview_detail, name="interview_detail"),
    path("book/", booking.booking, name="booking"),
    path("outbox/", outbox.email_list, name="email_list"),
    path("outbox/act/", outbox_acts.email_act, name="email_act"),
    path("outbox/undo/", outbox_acts.email_undo, name="email_undo"),
    path("outbox/addresses/", addresses.address_list, name="address_list"),
    path("outbox/addresses/<int:pk>/lift/", addresses.address_lift, name="address_lift"),
    path(
        "outbox/addresses/<int:pk>/keep-out/", addresses.address_keep_out, name="address_keep_out"
    ),
    path("outbox/<int:pk>/", outbox.email_detail, name="email_detail"),
    path("policies/", office.policies, name="policies"),
    path("cadence/", cadence.cadence, name="cadence"),
    path("cadence/<slug:kind>/<int:number>/", cadence.cadence_step, name="cadence_step"),
    path("templates/", wordings.wording_list, name="wording_list"),
    path("templates/<slug:kind>/<slug:case>/", wordings.wording_edit, name="wording_edit"),
    path("templates/<slug:kind>/<slug:case>/try/", wordings.wording_try, name="wording_try"),
    path("templates/<slug:kind>/<slug:case>/page/", wordings.wording_page, name="wording_page"),
    path("terms/", office.term_list, name="term_list"),
    path("terms/add/", office.term_add, name="term_add"),
    path("terms/<int:pk>/", office.term_edit, name="term_edit"),
    path("terms/<int:pk>/delete/", office.term_delete, name="term_delete"),
    path("holidays/", holidays.holiday_list, name="holiday_list"),
    path("holidays/load/", holidays.holiday_load, name="holiday_load"),
    path("holidays/add/", holidays.holiday_add, name="holiday_add"),
    path("holidays/<int:pk>/", holidays.holiday_edit, name="holiday_edit"),
    path("holidays/<int:pk>/remove/", holidays.holiday_remove, name="holiday_remove"),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path("invitations/several/", invitations.invitation_many, name="invitation_many"),
    path(
        "invitations/<int:pk>/send-again/",
        invitations.invitation_send_again,
        name="invitation_send_again",
    ),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
]
