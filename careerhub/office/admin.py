"""What may staff look up about the office’s rules?"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from careerhub.common import clock

from . import policies
from .models import Policies, PolicyChange, Term


@admin.register(Policies)
class PoliciesAdmin(admin.ModelAdmin):
    list_display = ("name", "university", "email", "zone")

    def save_model(self, request: HttpRequest, obj: Policies, form: Any, change: bool) -> None:  # noqa: ARG002
        policies.save(obj, by=request.user, now=clock.now())

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return not Policies.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(PolicyChange)
class PolicyChangeAdmin(admin.ModelAdmin):
    list_display = ("changed_at", "changed_by", "__str__")
    list_select_related = ("changed_by",)
    search_fields = ("changed_by__full_name", "changed_by__email")
    date_hierarchy = "changed_at"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ("name", "starts_on", "ends_on")
    search_fields = ("name",)
