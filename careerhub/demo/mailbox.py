"""Which emails has the local mail server caught, and what do they say?"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

SHOWN = 200


@dataclass(frozen=True)
class Caught:
    """One accepted message. `name` is its file in var/mail; `at` is its own Date header."""

    name: str
    message: EmailMessage

    @property
    def at(self) -> datetime | None:
        date = self.message["Date"]
        return date.datetime if date else None

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def invitation(self) -> str:
        for part in self.message.walk():
            if part.get_content_type() == "text/calendar":
                return str(part.get_content())
        return ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def folder() -> Path:
    return settings.VAR_DIR / "mail"


def caught(*, to: str = "", limit: int = SHOWN) -> list[Caught]:
    """The latest messages, newest first; `to` keeps those whose recipient contains it."""
    names = sorted((path.stem for path in folder().glob("*.eml")), reverse=True)
    found: list[Caught] = []
    for name in names:
        message = _read(name)
        if to.lower() in str(message["To"]).lower():
            found.append(Caught(name, message))
        if len(found) == limit:
            break
    return found


def find(name: str) -> Caught | None:
    """One message by name; None for a name that is not in the folder, whatever it tries."""
    if name not in {path.stem for path in folder().glob("*.eml")}:
        return None
    return Caught(name, _read(name))


def empty() -> None:
    """Throw the caught messages away; one that is being written at this moment stays."""
    for path in [*folder().glob("*.eml"), *folder().glob("*.json")]:
        path.unlink(missing_ok=True)


def _read(name: str) -> EmailMessage:
    message = message_from_bytes((folder() / f"{name}.eml").read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message
