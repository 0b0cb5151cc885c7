from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careerhub.common import clock
from careerhub.outbox import retention
from careerhub.outbox.models import Email, State, Trace
from tests.factories.outbox import NOON, make_email

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = {"subject": "S", "text": "T", "letter": "L"}
UNSETTLED = [state for state in State if state not in retention.SETTLED]


def forget(*options):
    said = StringIO()
    with clock.standing_at(NOON):
        call_command("forget_emails", *options, stdout=said)
    return said.getvalue().strip()


def a_sent_one(days):
    at = NOON - days * DAY
    email = make_email(send_at=at, state=State.SENT, sent_at=at, **WORDS)
    Trace.objects.create(email=email, at=at, state=State.SENT)
    return email


def test_first_the_words_then_the_row(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    old, older, oldest = a_sent_one(29), a_sent_one(31), [a_sent_one(301) for _ in range(5)]
    assert forget("--older-than", "30") == "Forgot the words of 1 emails and 5 emails"
    kept = {email.pk: email for email in Email.objects.all()}
    assert set(kept) == {old.pk, older.pk}
    assert {name: getattr(kept[old.pk], name) for name in WORDS} == WORDS
    assert {getattr(kept[older.pk], name) for name in WORDS} == {""}
    assert not Trace.objects.filter(email__in=[email.pk for email in oldest]).exists()


def test_a_dry_run_says_the_same_and_changes_nothing():
    a_sent_one(31)
    a_sent_one(301)
    said = forget("--older-than", "30", "--dry-run")
    assert said == "Would forget the words of 1 emails and 1 emails"
    assert Email.objects.filter(**WORDS).count() == 2


@pytest.mark.parametrize("state", UNSETTLED)
def test_what_is_not_settled_stays_whole(state):
    lease = {"lease_until": NOON} if state in ("claimed", "sending") else {}
    make_email(send_at=NOON - 999 * DAY, state=state, **WORDS, **lease)
    forget("--older-than", "1")
    assert Email.objects.filter(**WORDS, state=state).count() == 1


@pytest.mark.parametrize("options", [("0",), ("10", "--rows-older-than", "9")])
def test_days_that_make_no_sense_are_refused(options):
    with pytest.raises(CommandError, match="Days are whole numbers from 1"):
        forget("--older-than", *options)
