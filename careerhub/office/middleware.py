"""Pages ask for the office’s rules and words in many places; a request reads them once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from careerhub.common.once import reading_once

Answer = Callable[[HttpRequest], HttpResponse]


class ReadingOnceMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_once():
            return self.get_response(request)
