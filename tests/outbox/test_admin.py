import pytest
from django.urls import reverse

from tests.factories.outbox import make_email
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def developer(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


def test_emails_can_be_looked_up_without_their_words(developer):
    email = make_email(letter="Between Sam and Mira only", key="interview:42:thank_you:mentor:1")
    found = developer.get(reverse("admin:outbox_email_changelist"), {"q": "interview:42"})
    page = developer.get(reverse("admin:outbox_email_change", args=[email.pk]))
    assert (found.status_code, page.status_code) == (200, 200)
    assert "interview:42:thank_you:mentor:1" in found.content.decode()
    assert "Between Sam and Mira" not in page.content.decode()


def test_nothing_can_be_added_changed_or_deleted(developer):
    email = make_email()
    answers = [
        developer.get(reverse("admin:outbox_email_add")).status_code,
        developer.post(
            reverse("admin:outbox_email_change", args=[email.pk]), {"state": "sent"}
        ).status_code,
        developer.post(
            reverse("admin:outbox_email_delete", args=[email.pk]), {"post": "yes"}
        ).status_code,
    ]
    email.refresh_from_db()
    assert (answers, email.state) == ([403, 403, 403], "scheduled")
