"""Which office’s name, address and colour do pages carry?"""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import policies


def office(_request: HttpRequest) -> dict[str, object]:
    """`office`: the policies, read only when a template asks for them."""
    return {"office": SimpleLazyObject(policies.current)}
