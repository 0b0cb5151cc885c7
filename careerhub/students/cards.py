"""What does a student see of an alum before asking? Never how to reach them: that opens with a booking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from careerhub.office import policies as office_policies
from careerhub.office.models import Policies
from careerhub.people.models import MentorProfile, User
from interviews.models import Interview
from interviews.queries import directory
from interviews.queries.capacity import Room, room_in, room_of
from interviews.queries.openings import Calendars
from interviews.queries.reasons import ROOM, Asker, Candidate, reasons, say
from interviews.queries.windows import Span, Wish, busy_of, next_openings

from .openings import Slot, say_difference, slot

OPENINGS_ON_A_CARD = 3
SUGGESTIONS = 3
# Some of the best have no time open; a few more are loaded at once so that three remain.
SUGGESTIONS_LOADED = 12

Difference = tuple[str, bool, str]


@dataclass(frozen=True)
class Card:
    person: User
    because: str
    room: Room
    slots: list[Slot]
    under_way: Interview | None = None
    difference: Difference | None = None

    @property
    def profile(self) -> MentorProfile:
        return self.person.mentor

    @property
    def role(self) -> str:
        profile = self.profile
        return ", ".join(each for each in (profile.title, profile.employer, profile.city) if each)


Shown = tuple[list[Slot], Difference | None]


def reading_zone() -> ZoneInfo:
    """The zone that the middleware has settled for this request."""
    return timezone.get_current_timezone()


def cards(
    ids: Sequence[int], *, asker: Asker, reader: User, wish: Wish, office: Policies
) -> list[Card]:
    """One card an alum, in their order, with the next openings that suit the wish; three queries."""
    people, openings = directory.load_people(ids), next_openings(ids, wish)
    under_way = directory.open_with(reader)
    made = []
    for person in people:
        zone = person.zone or office.zone
        room = room_in(person.directory_entry, ZoneInfo(zone), now=wish.now)
        shown = _openings(openings[person.pk], zone, reader, wish.now)
        candidate = directory.candidate_of(person, now=wish.now)
        made.append(_card(candidate, person, room, shown, asker, under_way.get(person.pk)))
    return made


def card(
    person: User,
    candidate: Candidate,
    calendars: Calendars,
    asker: Asker,
    reader: User,
    under_way: Interview | None = None,
) -> Card:
    """The card of one alum whose calendar is loaded."""
    starts = calendars.openings(person.pk)[:OPENINGS_ON_A_CARD]
    shown = _openings(starts, calendars.of[person.pk].rules.zone, reader, calendars.now)
    return _card(candidate, person, room_of(calendars, person.pk), shown, asker, under_way)


def _openings(starts: list[datetime], theirs: str, reader: User, now: datetime) -> Shown:
    mine = reading_zone()
    slots = [slot(at, reader=reader, zone=mine, other_zone=theirs) for at in starts]
    return slots, say_difference(starts[0] if starts else now, mine=mine, theirs=theirs)


def _card(
    candidate: Candidate,
    person: User,
    room: Room,
    shown: Shown,
    asker: Asker,
    under_way: Interview | None,
) -> Card:
    slots, difference = shown
    return Card(person, because(candidate, asker, person), room, slots, under_way, difference)


def wish_of(reader: User, *, now: datetime, asked: tuple[Span, ...] | None = None) -> Wish:
    """When the reader could meet; two queries."""
    return Wish(now=now, zone=str(reading_zone()), busy=busy_of(reader, now=now), asked=asked)


def because(candidate: Candidate, asker: Asker, person: User) -> str:
    strongest = next(iter(reasons(candidate, asker)), None)
    if strongest is None:
        return ""
    return say(strongest, name=person.get_short_name(), industry=candidate.industry)


def suggestions(reader: User, *, known: set[int], now: datetime) -> list[Card]:
    """Three people to ask next, with a time open and a reason; nobody of `known`, whom they have asked."""
    asker, wish = directory.asker_of(reader), wish_of(reader, now=now)
    best = directory.best_for(asker, wish, known=known, count=SUGGESTIONS_LOADED)
    office = office_policies.current()
    made = cards(best, asker=asker, reader=reader, wish=wish, office=office)
    found = [each for each in made if each.slots]
    # Three for the same reason would be one suggestion said three times; plain room is no reason to jump ahead.
    seen: set[str] = {ROOM}
    first_of_kind = []
    for each in found:
        code = _strongest_code(directory.candidate_of(each.person, now=now), asker)
        if code not in seen:
            seen.add(code)
            first_of_kind.append(each)
    others = [each for each in found if each not in first_of_kind]
    return [*first_of_kind, *others][:SUGGESTIONS]


def _strongest_code(candidate: Candidate, asker: Asker) -> str:
    return next((reason.code for reason in reasons(candidate, asker)), "")
