"""A test of an email to whoever words it: sent at once, by nobody's plan, and marked as a test."""

import smtplib
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from careerhub.outbox.message import clean
from careerhub.outbox.verdicts import Send
from careerhub.people.models import User


def send_trial(email: Send, *, to: User) -> bool:
    """Whether the mail server took it."""
    message = EmailMultiAlternatives(
        subject=_("Test: %(subject)s") % {"subject": clean(email.subject)},
        body=email.text,
        from_email=formataddr((clean(email.from_name), email.from_address)),
        to=[to.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(email.html, "text/html")
    try:
        return message.send() == 1
    except (OSError, smtplib.SMTPException):
        return False
