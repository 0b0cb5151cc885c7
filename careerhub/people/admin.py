"""What may staff look up and put right about people?"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import profiles
from .models import CounselorProfile, Invitation, MentorProfile, StudentProfile, User

# Staff sign in where everybody does: with its limits on tries and its verified addresses.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class LowerCaseEmail:
    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()  # type: ignore[attr-defined]


class PersonCreationForm(LowerCaseEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "full_name")


class PersonChangeForm(LowerCaseEmail, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class StudentInline(admin.StackedInline):
    model = StudentProfile
    extra = 0


class MentorInline(admin.StackedInline):
    model = MentorProfile
    extra = 0
    formfield_overrides = {
        models.URLField: {"form_class": forms.URLField, "assume_scheme": "https"},
    }


class CounselorInline(admin.StackedInline):
    model = CounselorProfile
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonChangeForm
    add_form = PersonCreationForm
    inlines = (StudentInline, MentorInline, CounselorInline)
    ordering = ("full_name", "email")
    list_display = ("full_name", "email", "zone", "is_active", "joined_at", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("full_name", "called", "email")
    readonly_fields = ("key", "joined_at", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "password", "key")}),
        (_("Person"), {"fields": ("full_name", "called", "pronouns")}),
        (_("Times"), {"fields": ("zone", "zone_confirmed", "hour_cycle")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "usable_password", "password1", "password2")}),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        profiles.keep_name(form.instance)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ("email", "full_name", "invited_by", "invited_at", "accepted_at", "revoked_at")
    list_select_related = ("invited_by",)
    search_fields = ("email", "full_name")
    date_hierarchy = "invited_at"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Only the office’s page invites: an email belongs to it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
