"""What can a developer look up about an email? Looking only: changes go through schedule.py."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Declined, Email, Suppression, Trace


class LookOnly:
    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class TraceInline(LookOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = Trace
    fields = ["at", "state", "attempt", "note"]


@admin.register(Email)
class EmailAdmin(LookOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["key", "kind", "reader", "state", "send_at", "sent_at", "reason"]
    list_filter = ["state", "kind"]
    list_select_related = ["reader"]
    search_fields = ["key", "about", "to_address"]
    date_hierarchy = "send_at"
    inlines = [TraceInline]
    # Letters are between two people; the office sees that they exist, not what they say.
    exclude = ["letter", "subject", "text"]


@admin.register(Suppression)
class SuppressionAdmin(LookOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["address", "reason", "at", "lifted_at", "lifted_by"]
    list_select_related = ["lifted_by"]
    search_fields = ["address"]


@admin.register(Declined)
class DeclinedAdmin(LookOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["reader", "group", "how", "at"]
    list_filter = ["group", "how"]
    list_select_related = ["reader"]
