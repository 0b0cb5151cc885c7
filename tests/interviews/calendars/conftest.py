import pytest


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.interviews.emails.addresses"
    settings.SITE_URL = "https://hub.example"
