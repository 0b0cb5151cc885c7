"""What do the forms of signing in say of a field that is not right? The forms themselves are allauth's."""

from typing import Any, ClassVar

from allauth.account import forms as stock
from django.utils.translation import gettext_lazy as _

from .sentences import Sentences, speak_plainly

EMAIL = {"required": _("Write your email address.")}
CODE = {"required": _("Write the code from the email.")}
PASSWORD = {"required": _("Write your password, or have a code sent instead.")}
CURRENT = {"required": _("Write the password that you use now.")}
NEW = {"required": _("Write a new password.")}


class Plainly:
    """Gives the fields of the form it stands before our sentences, and those in `own` theirs."""

    own: ClassVar[dict[str, Sentences]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self, **self.own)  # type: ignore[arg-type]


class LoginForm(Plainly, stock.LoginForm):
    own: ClassVar = {"login": EMAIL, "password": PASSWORD}


class RequestCodeForm(Plainly, stock.RequestLoginCodeForm):
    own: ClassVar = {"email": EMAIL}


class CodeForm(Plainly, stock.ConfirmLoginCodeForm):
    own: ClassVar = {"code": CODE}


class ProveAddressForm(Plainly, stock.ConfirmEmailVerificationCodeForm):
    own: ClassVar = {"code": CODE}


class AddAddressForm(Plainly, stock.AddEmailForm):
    own: ClassVar = {"email": EMAIL}


class ResetPasswordForm(Plainly, stock.ResetPasswordForm):
    own: ClassVar = {"email": EMAIL}


class NewPasswordForm(Plainly, stock.ResetPasswordKeyForm):
    own: ClassVar = {"password1": NEW, "password2": NEW}


class ChangePasswordForm(Plainly, stock.ChangePasswordForm):
    own: ClassVar = {"oldpassword": CURRENT, "password1": NEW, "password2": NEW}


class SetPasswordForm(Plainly, stock.SetPasswordForm):
    own: ClassVar = {"password1": NEW, "password2": NEW}


class SignInAgainForm(Plainly, stock.ReauthenticateForm):
    own: ClassVar = {"password": CURRENT}
