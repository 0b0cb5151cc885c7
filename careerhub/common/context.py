"""What may every template ask for without its view handing it over?"""

from django.conf import settings
from django.http import HttpRequest


def shell(_request: HttpRequest) -> dict[str, object]:
    """`demo`: does this installation show the demo's bar and personas?"""
    return {"demo": settings.DEMO}
