"""How does a page of a list keep its filters in the address?"""

from django.http import HttpRequest


def without_page(request: HttpRequest) -> str:
    """The query string as it stands, ready for “page=2” to be added."""
    query = request.GET.copy()
    query.pop("page", None)
    written = query.urlencode()
    return f"?{written}&" if written else "?"
