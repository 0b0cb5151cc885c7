"""Real processes end at every named step, by os._exit or signal 9: what did the server get, what do we say?"""

from collections import Counter

import pytest

from careerhub.outbox.dispatch import STEPS, send_due
from careerhub.outbox.models import Email, State, Urgency
from tests.factories.outbox import NOON, make_email, make_emails
from tests.outbox.crashes import ENDINGS, dispatch_and_die_at, how_it_ended, in_a_process, recover
from tests.outbox.kinds_for_tests import FOLLOWED, KINDS

pytestmark = pytest.mark.django_db(transaction=True)


# For each step: the victim's state after recovery, and how many copies the server took of it.
NOTES = {
    "connected": (State.SENT, 1),
    "claimed": (State.SENT, 1),
    "sending": (State.UNCERTAIN, 0),
    "content": (State.UNCERTAIN, 0),
    "content sent": (State.UNCERTAIN, 1),
    "answered": (State.UNCERTAIN, 1),
    "recorded": (State.SENT, 1),
}
# A reminder goes again: a second copy at most where nobody could know, under the same Message-ID.
REMINDERS = {
    **dict.fromkeys(STEPS, (State.SENT, 1)),
    "content sent": (State.SENT, 2),
    "answered": (State.SENT, 2),
}


def test_every_step_has_its_line():
    assert list(NOTES) == list(STEPS)
    assert set(REMINDERS) == set(STEPS)


OF_KIND = {
    "note": NOTES,
    "followed_note": NOTES,
    "reminder": REMINDERS,
    "followed_reminder": REMINDERS,
}
ONCE = ("connected", "claimed", "recorded")  # the other steps come once an email


def test_every_rule_is_tried():
    assert set(OF_KIND) == {kind.name for kind in KINDS}
    assert {(kind.on_uncertain, bool(kind.after_sent)) for kind in KINDS} == {
        (rule, follows) for rule in ("hold", "retry") for follows in (False, True)
    }


@pytest.mark.parametrize("how", ENDINGS)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", OF_KIND)
def test_a_killed_worker_loses_nothing_and_doubts_only_what_it_must(mail_server, kind, step, how):
    state, copies = OF_KIND[kind][step]
    emails = make_emails(5, kind)

    child = in_a_process(dispatch_and_die_at(step, time=1 if step in ONCE else 3, how=how))
    assert how_it_ended(child) == ENDINGS[how]
    recover()

    states = list(Email.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.SENT, State.SENT, state, State.SENT, State.SENT]
    took = Counter(mail_server.recipients)
    assert [took[email.reader.email] for email in emails] == [1, 1, copies, 1, 1]
    assert len({message["Message-ID"] for _to, message in mail_server.accepted}) == len(took)
    assert len({(to, message["Date"]) for to, message in mail_server.accepted}) == len(took)
    followed = [email.trail.filter(note=FOLLOWED).count() for email in emails]
    follows = kind.startswith("followed_")
    assert followed == [int(follows and one == State.SENT) for one in states]
    assert not Email.objects.filter(lease_until__isnull=False).exists()


def test_a_worker_killed_after_its_turns_were_given_out_leaves_them_standing(mail_server, settings):
    """What waits for the pace of its domain was never in hand, so nothing is in doubt."""
    settings.OUTBOX_DOMAIN_PACE = 15  # room for two
    emails = make_emails(5, "note")
    child = in_a_process(dispatch_and_die_at("claimed", time=1, how="exit"))
    assert how_it_ended(child) == ENDINGS["exit"]
    waiting = Email.objects.filter(state=State.SCHEDULED, not_before__isnull=False)
    assert waiting.count() == 3
    settings.OUTBOX_DOMAIN_PACE = 0
    recover()
    assert set(Email.objects.values_list("state", flat=True)) == {State.SENT}
    assert Counter(mail_server.recipients) == {email.reader.email: 1 for email in emails}


def test_the_urgent_one_went_before_the_worker_died(mail_server):
    emails = make_emails(5, "reminder")
    Email.objects.filter(pk=emails[4].pk).update(urgency=Urgency.URGENT)
    how_it_ended(in_a_process(dispatch_and_die_at("sending", time=2, how="exit")))
    assert mail_server.recipients == [emails[4].reader.email]
    recover()
    assert Counter(mail_server.recipients) == {email.reader.email: 1 for email in emails}


def test_two_workers_at_once_send_each_email_once(mail_server):
    for _ in range(40):
        make_email()

    def work():
        while send_due(now=NOON, limit=3).decided:
            pass

    children = [in_a_process(work), in_a_process(work)]
    assert [how_it_ended(child) for child in children] == [0, 0]

    assert set(Email.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
    assert sorted(Counter(mail_server.recipients).values()) == [1] * 40
    assert mail_server.connections >= 14
