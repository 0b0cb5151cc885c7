"""What do the demo's bar and personas show on every page?"""

from typing import Any

from django.http import HttpRequest

from careerhub.common import clock

from .leaps import Leap
from .personas import PERSONAS


def demo(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - Django hands it over
    return {"demo_now": clock.now(), "demo_leaps": Leap.choices, "demo_personas": PERSONAS}
