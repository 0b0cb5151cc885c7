"""Who can a visitor be with one click?"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .cast import ALUM_DOMAIN, STUDENT_DOMAIN, address_of


class Persona(NamedTuple):
    name: str
    email: str
    role: str | Promise
    about: str | Promise

    @property
    def given(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split())


PERSONAS = (
    Persona(
        "Sam Rivera",
        address_of("Sam Rivera", STUDENT_DOMAIN),
        _("student"),
        _("Books half an hour, and has a thank-you on its way"),
    ),
    Persona(
        "Mira Holm",
        address_of("Mira Holm", ALUM_DOMAIN),
        _("alum"),
        _("Two students wait for her answer"),
    ),
    Persona(
        "Carol Adeyemi",
        address_of("Carol Adeyemi", STUDENT_DOMAIN),
        _("counselor"),
        _("Sees who is stuck, and sets the policies"),
    ),
)
