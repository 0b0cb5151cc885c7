"""May this colour carry text on our paper? The contrast arithmetic of WCAG 2.2, 1.4.3."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PAPER = "#faf8f3"
READABLE = 4.5  # WCAG 2.2 AA for text of ordinary size
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 for the same colour, 21 for black on white; the order does not matter."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def check_accent(colour: str) -> None:
    """Refuse what is not a colour, and a colour too pale to read on paper."""
    if not COLOUR.fullmatch(colour):
        raise ValidationError(_("Write the color as # and six digits, such as #0b5557."))
    found = contrast(colour, PAPER)
    if found < READABLE:
        raise ValidationError(
            _(
                "%(colour)s is too pale to read on our paper: its contrast is %(found).1f and "
                "text needs %(needed).1f. Try a darker shade of it."
            ),
            params={"colour": colour, "found": found, "needed": READABLE},
        )
