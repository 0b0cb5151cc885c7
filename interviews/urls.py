"""Which page of this app answers which address?"""

from django.urls import path

from .views import (
    arranging,
    calendars,
    changing,
    detail,
    feeds,
    held,
    letters,
    meeting,
    update_read,
)

app_name = "interviews"
urlpatterns = [
    path("held/<str:token>/", held.held, name="held"),
    path("read/<int:number>/<str:token>/", update_read.update_read, name="update_read"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/list/", calendars.calendar_list, name="calendar_list"),
    path("calendars/restore/", calendars.calendar_restore, name="calendar_restore"),
    path("calendars/<int:pk>/read/", calendars.calendar_read, name="calendar_read"),
    path("calendars/<int:pk>/remove/", calendars.calendar_remove, name="calendar_remove"),
    path("calendars/feed/make/", feeds.feed_make, name="feed_make"),
    path("calendars/feed/replace/", feeds.feed_replace, name="feed_replace"),
    path("calendars/feed/revoke/", feeds.feed_revoke, name="feed_revoke"),
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("<int:pk>/", detail.interview_detail, name="interview_detail"),
    path("<int:pk>/calendar.ics", detail.calendar, name="calendar"),
    path("<int:pk>/cancel/", changing.cancel, name="cancel"),
    path("<int:pk>/move/", changing.move, name="move"),
    path("<int:pk>/propose/", arranging.propose, name="propose"),
    path("<int:pk>/take-time/", arranging.take_time, name="take_time"),
    path("<int:pk>/none-suits/", arranging.none_suits, name="none_suits"),
    path("<int:pk>/take-offer/", arranging.take_offer, name="take_offer"),
    path("<int:pk>/let-go/", arranging.let_go, name="let_go"),
    path("<int:pk>/withdraw/", meeting.withdraw, name="withdraw"),
    path("<int:pk>/prepare/", meeting.prepare, name="prepare"),
    path("<int:pk>/notes/", meeting.notes, name="notes"),
    path("<int:pk>/met/", meeting.say_held, name="say_held"),
    path("<int:pk>/not-met/", meeting.report_no_show, name="report_no_show"),
    path("<int:pk>/thanked/", letters.thank_in_person, name="thank_in_person"),
    path("<int:pk>/follow-up/skip/", letters.follow_up_skip, name="follow_up_skip"),
    path("<int:pk>/in-touch/", letters.in_touch, name="in_touch"),
    path("<int:pk>/follow-up/keep/", letters.follow_up_keep, name="follow_up_keep"),
    path("<int:pk>/<slug:kind>/edit/", letters.letter_edit, name="letter_edit"),
    path("<int:pk>/<slug:kind>/send/", letters.letter_send, name="letter_send"),
    path("<int:pk>/<slug:kind>/move/", letters.letter_move, name="letter_move"),
]
