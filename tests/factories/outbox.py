"""Make an email that waits in the outbox; it is due unless `send_at` says otherwise."""

from datetime import UTC, datetime, timedelta
from itertools import count

from careerhub.outbox.models import Email

from .people import make_user

NOON = datetime(2026, 10, 20, 16, tzinfo=UTC)
_numbers = count(1)


def make_email(kind="note", *, key="", reader=None, send_at=NOON, expires_at=None, **fields):
    number = next(_numbers)
    return Email.objects.create(
        key=key or f"thing:{number}:{kind}:reader:1",
        about=fields.pop("about", f"thing:{number}"),
        kind=kind,
        reader=reader or make_user(),
        send_at=send_at,
        expires_at=expires_at or send_at + timedelta(days=7),
        created_at=fields.pop("created_at", NOON - timedelta(days=1)),
        **fields,
    )


def make_emails(number, kind="note"):
    """The oldest is to r0@alum.example, and the first to go."""
    return [
        make_email(
            kind,
            reader=make_user(email=f"r{n}@alum.example"),
            send_at=NOON - timedelta(minutes=number - n),
        )
        for n in range(number)
    ]
