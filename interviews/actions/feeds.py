"""A person makes, replaces or takes back the address under which a calendar may follow their conversations."""

from datetime import datetime, timedelta

from careerhub.people.models import User

from ..models import Feed
from .locking import lock_people, taking_turns

# Programs fetch as often as they like; when the last one came is worth a write now and then.
NOTED_EVERY = timedelta(minutes=10)


def make_feed(person: User, *, now: datetime) -> Feed:
    """The person's live feed; a new one where there is none. Asking twice is the same as once."""

    def make() -> Feed:
        lock_people([person.pk])
        live = Feed.objects.filter(person=person, revoked_at=None).first()
        return live or Feed.objects.create(person=person, made_at=now)

    return taking_turns(make)


def revoke_feed(person: User, *, now: datetime) -> None:
    """Whoever has the address reads nothing from now on. There is no way back; make a new one."""
    Feed.objects.filter(person=person, revoked_at=None).update(revoked_at=now)


def replace_feed(person: User, *, now: datetime) -> Feed:
    """A new address; the old one ends with it."""

    def replace() -> Feed:
        lock_people([person.pk])
        revoke_feed(person, now=now)
        return Feed.objects.create(person=person, made_at=now)

    return taking_turns(replace)


def note_fetch(feed: Feed, *, now: datetime) -> None:
    """Remember when a calendar last asked, so that the person sees whether it is used."""
    if feed.fetched_at is None or feed.fetched_at <= now - NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(fetched_at=now)
