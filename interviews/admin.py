"""Interviews, their log and the promised time in the admin: to look at, never to change.

Nobody's words are shown: only actions write these rows, and only the two people read them.
"""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from .models import Commitment, Interview, InterviewEvent

WORDS = ("message", "questions", "notes", "reason", "where")


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Interview)
class InterviewAdmin(ReadOnly):
    list_display = ("id", "student", "mentor", "stage", "ending", "starts_at", "asked_at")
    list_filter = ("stage", "ending", "held_evidence", "late_cancel")
    list_select_related = ("student", "mentor")
    search_fields = ("student__full_name", "student__email", "mentor__full_name", "mentor__email")
    date_hierarchy = "starts_at"
    exclude = WORDS


@admin.register(InterviewEvent)
class InterviewEventAdmin(ReadOnly):
    list_display = ("at", "kind", "interview", "by", "facts")
    list_filter = ("kind",)
    list_select_related = ("interview__student", "interview__mentor", "by")
    raw_id_fields = ("interview", "by")


@admin.register(Commitment)
class CommitmentAdmin(ReadOnly):
    list_display = ("person", "during", "live", "interview")
    list_filter = ("live",)
    list_select_related = ("person", "interview__student", "interview__mentor")
    search_fields = ("person__full_name", "person__email")
