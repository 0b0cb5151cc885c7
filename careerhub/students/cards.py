"""What does a student see of an alum before asking? Never how to reach them: that opens with a booking."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from careerhub.people.models import MentorProfile, User
from interviews.models import Interview
from interviews.queries import directory
from interviews.queries.capacity import Room, room_of
from interviews.queries.facets import Candidate
from interviews.queries.openings import Calendars, load_calendars
from interviews.queries.reasons import ROOM, Asker, in_order, reasons, say

from .openings import Slot, say_difference, slot

OPENINGS_ON_A_CARD = 3
SUGGESTIONS = 3
# Some of the best have no time open; a few more are loaded at once so that three remain.
SUGGESTIONS_LOADED = 12


@dataclass(frozen=True)
class Card:
    person: User
    because: str
    room: Room
    slots: list[Slot]
    under_way: Interview | None = None
    difference: tuple[str, bool, str] | None = None

    @property
    def profile(self) -> MentorProfile:
        return self.person.mentor

    @property
    def role(self) -> str:
        profile = self.profile
        return ", ".join(each for each in (profile.title, profile.employer, profile.city) if each)


def reading_zone() -> ZoneInfo:
    """The zone that the middleware has settled for this request."""
    return timezone.get_current_timezone()


def cards(candidates: list[Candidate], *, asker: Asker, reader: User, now: datetime) -> list[Card]:
    """One card a candidate, in their order; one load of calendars, however many they are."""
    people = directory.load_people(candidates)
    calendars = load_calendars(people, booker=reader, now=now)
    under_way = directory.open_with(reader)
    of = {candidate.pk: candidate for candidate in candidates}
    return [
        card(person, of[person.pk], calendars, asker, reader, under_way.get(person.pk))
        for person in people
    ]


def card(
    person: User,
    candidate: Candidate,
    calendars: Calendars,
    asker: Asker,
    reader: User,
    under_way: Interview | None = None,
) -> Card:
    mine, theirs = reading_zone(), calendars.of[person.pk].rules.zone
    openings = calendars.openings(person.pk)[:OPENINGS_ON_A_CARD]
    slots = [slot(at, reader=reader, zone=mine, other_zone=theirs) for at in openings]
    at = openings[0] if openings else calendars.now
    return Card(
        person,
        because(candidate, asker, person),
        room_of(calendars, person.pk),
        slots,
        under_way,
        say_difference(at, mine=mine, theirs=theirs),
    )


def because(candidate: Candidate, asker: Asker, person: User) -> str:
    strongest = next(iter(reasons(candidate, asker)), None)
    if strongest is None:
        return ""
    return say(strongest, name=person.get_short_name(), industry=candidate.industry)


def suggestions(reader: User, *, known: set[int], now: datetime) -> list[Card]:
    """Three people to ask next, with a time open and a reason; nobody of `known`, whom they have asked."""
    asker = directory.asker_of(reader)
    fresh = [
        person
        for person in directory.find("", reader=reader, now=now).people
        if person.pk not in known and not person.is_closed
    ]
    best = in_order(fresh, asker)[:SUGGESTIONS_LOADED]
    codes = {person.pk: _strongest_code(person, asker) for person in best}
    found = [each for each in cards(best, asker=asker, reader=reader, now=now) if each.slots]
    # Three for the same reason would be one suggestion said three times; plain room is no reason to jump ahead.
    seen: set[str] = {ROOM}
    first_of_kind = []
    for each in found:
        if codes[each.person.pk] not in seen:
            seen.add(codes[each.person.pk])
            first_of_kind.append(each)
    others = [each for each in found if each not in first_of_kind]
    return [*first_of_kind, *others][:SUGGESTIONS]


def _strongest_code(candidate: Candidate, asker: Asker) -> str:
    return next((reason.code for reason in reasons(candidate, asker)), "")
