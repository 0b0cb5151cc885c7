"""What does a person read when a form cannot be trusted?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The refusal of the CSRF check, with our shell around it; `reason` is for the log alone."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
