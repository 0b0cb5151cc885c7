"""To which of our own pages does a person go back after a form?"""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_page(request: HttpRequest, address: str) -> str:
    """`address` as a path of this site; "" when it leads anywhere else."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return ""
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def page_of(request: HttpRequest) -> str:
    """The page the person is looking at: a form’s own address may answer no GET."""
    asked_by_htmx = "HX-Request" in request.headers
    if request.method in ("GET", "HEAD") and not asked_by_htmx:
        return request.get_full_path()
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return own_page(request, shown)
