"""Why could an outside calendar not be read? Every reason carries the sentence for its owner."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CannotRead(Exception):
    """The calendar stays as it was; `sentence` says what happened and what to do.

    Never carries the address: whoever has it can read the calendar.
    """

    words: ClassVar[str | Promise] = _(
        "It could not be read. We try again by ourselves; if it goes on, give us a new link."
    )

    def __init__(self) -> None:
        super().__init__(type(self).__name__)

    @property
    def sentence(self) -> str:
        return str(self.words)


class NotAnAddress(CannotRead):
    words = _("This is not the address of a calendar. Copy the whole link; it begins with https://")


class NotSecure(CannotRead):
    words = _(
        "Only links that begin with https:// or webcal:// are read, so that nobody listens in."
    )


class HasPassword(CannotRead):
    words = _("The address has a name or a password in it. Use the calendar’s secret link instead.")


class OddPort(CannotRead):
    words = _(
        "The address names a port. Only the usual one for https is read; take the number out."
    )


class UnknownHost(CannotRead):
    words = _("No server has this name. Check the link for a typing mistake.")


class NotPublic(CannotRead):
    words = _(
        "The address leads into a private network. Give us a link that works from anywhere, "
        "such as your calendar’s secret link."
    )


class CannotConnect(CannotRead):
    words = _("The server did not answer. We try again by ourselves.")


class BadCertificate(CannotRead):
    words = _(
        "The server could not prove that it is the one named in the link. "
        "Copy the link again, or ask whoever runs that server."
    )


class TooManyRedirects(CannotRead):
    words = _("The link leads on and on. Open it in a browser and copy the address where it ends.")


class NotAllowedIn(CannotRead):
    words = _(
        "The calendar does not let us in. Share it by its secret link, and copy that link again."
    )


class NothingThere(CannotRead):
    words = _("There is no calendar at this link any more. Copy a new one from your calendar.")


class ServerTrouble(CannotRead):
    words = _("The server has trouble at the moment. We try again by ourselves.")


class BrokenAnswer(CannotRead):
    words = _("The server’s answer broke off or made no sense. We try again by ourselves.")


class TooBig(CannotRead):
    words = _(
        "The calendar has more than 2 MB. Share a smaller one, for example without past years."
    )


class TooSlow(CannotRead):
    words = _("The server took longer than 10 seconds. We try again by ourselves.")


class NotACalendar(CannotRead):
    words = _(
        "The link leads to a web page, not to a calendar. Look for the link that ends in .ics or "
        "is called “iCal”, “ICS” or “secret address”."
    )


class TooMuchWork(CannotRead):
    words = _(
        "The calendar takes too long to work out. Look for an event that repeats every minute, "
        "or share a smaller calendar."
    )


class Unreadable(CannotRead):
    words = _("The file is not a calendar that we can read. Copy the link again from its source.")
