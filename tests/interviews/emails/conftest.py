import pytest


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.SITE_URL = "https://hub.example"
