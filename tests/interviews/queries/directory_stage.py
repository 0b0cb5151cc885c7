"""Ask the directory as a page does."""

from interviews.queries import directory
from interviews.queries.directory import Look
from interviews.queries.facets import Filters
from interviews.queries.windows import Wish, busy_of
from tests.factories.interviews import NOON


def look(reader, *, asked=None, now=NOON, **filters):
    wish = Wish(now=now, zone=reader.zone, busy=busy_of(reader, now=now), asked=asked)
    return Look(directory.asker_of(reader), Filters(**filters), wish)


def find(reader, *, page=1, **fields):
    return directory.find(look(reader, **fields), page=page)


def names(found):
    return [person.full_name for person in directory.load_people(found.ids)]
