"""A mail server that writes down what it accepts, and the kinds of these tests."""

import pytest

from careerhub.outbox import kinds
from tests.outbox import kinds_for_tests
from tests.outbox.smtp_server import MailServer


@pytest.fixture(autouse=True)
def own_kinds():
    """Only what a test registers, and the two it starts with; the site's own come back afterwards."""
    others = kinds.all_kinds()
    for kind in others:
        kinds.unregister(kind.name)
    kinds_for_tests.register_all()
    yield
    for kind in kinds.all_kinds():
        kinds.unregister(kind.name)
    for kind in others:
        kinds.register(kind)


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 1
    yield server
    server.stop()
