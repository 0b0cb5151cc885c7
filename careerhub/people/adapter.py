"""What does allauth ask us about accounts?"""

from email.headerregistry import Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careerhub.office import policies


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. The office can open it again."),
        "email_password_mismatch": _(
            "This address and password do not belong together. You can have a code sent instead."
        ),
        "incorrect_code": _("This is not the code in the latest email. Check it and try again."),
        "incorrect_password": _("This is not your password. Check it and try again."),
        "enter_current_password": _("This is not the password that you use now. Try again."),
        "invalid_login": _("That did not let you in. Check it, or have a code sent."),
        "invalid_or_expired_key": _("This link has been used or is too old. Ask for a new one."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
        "unknown_email": _("We know no account with this address. Check how it is spelled."),
        "email_taken": _("Somebody signs in with this address already. Use another, or sign in."),
        "duplicate_email": _("You use this address already."),
        "max_email_addresses": _("%d addresses is the most. Remove one to add another."),
        "cannot_remove_primary_email": _(
            "We write to this address. Choose another for that first."
        ),
        "unverified_primary_email": _(
            "Confirm this address first, with the code that we sent to it."
        ),
        "same_as_current": _("This is what you have now. Write something new."),
        "select_only_one": _("Choose one of them."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or have a code sent."),
        "rate_limited": _("Too many tries at once. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Students sign up with the university's address; without its domains, nobody can."""
        return bool(policies.current().student_domains)

    def get_from_email(self) -> str:
        office = policies.current()
        return str(Address(display_name=office.name, addr_spec=office.email))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"office": policies.current(), **context})


class PasskeyAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This passkey did not fit. Nothing was changed: try once more, or have a code sent."
        ),
    }

    def is_mfa_enabled(
        self,
        user: AbstractBaseUser | AnonymousUser,  # noqa: ARG002
        types: Any = None,  # noqa: ARG002
    ) -> bool:
        """Never: whoever lost the device with the passkey still comes in by the code."""
        return False

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002
    ) -> str:
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("This device")) if not known else _("Device %d") % (known + 1)

    def _get_site_name(self) -> str:
        return f"CareerHub, {policies.current().university}"
