"""Can this database carry the site? Its version, its extensions, and its idea of local time."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError, DataError, connections, transaction

EXTENSIONS = ("btree_gist", "pg_trgm")  # what keeps two promises apart; search that forgives typos
Probe = tuple[str, datetime]
# Instants at which rules changed of late, or that lie on either side of a change of clocks.
PROBES = (
    ("America/New_York", datetime(2026, 11, 1, 6, 0, tzinfo=UTC)),
    ("America/Vancouver", datetime(2026, 12, 15, 20, 0, tzinfo=UTC)),
    ("America/Vancouver", datetime(2027, 7, 1, 20, 0, tzinfo=UTC)),
    ("Europe/London", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2027, 7, 1, 12, 0, tzinfo=UTC)),
    ("Asia/Almaty", datetime(2027, 1, 15, 12, 0, tzinfo=UTC)),
    ("America/Asuncion", datetime(2027, 7, 1, 12, 0, tzinfo=UTC)),
    ("Asia/Kolkata", datetime(2027, 1, 15, 12, 0, tzinfo=UTC)),
    ("Pacific/Auckland", datetime(2027, 1, 15, 12, 0, tzinfo=UTC)),
)


def missing_extensions(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The extensions that the site needs and the server does not offer."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [list(EXTENSIONS)]
        )
        offered = {name for (name,) in cursor.fetchall()}
    return [name for name in EXTENSIONS if name not in offered]


def disagreeing_zones(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The zones for which Postgres tells another local time than Python, or none at all."""
    try:
        with transaction.atomic(using=alias):
            told = _local_times(alias, PROBES)
    except DataError:  # it does not know one of them; asking which takes a tenth of a second
        known = _known_zones(alias)
        told = _local_times(alias, [probe for probe in PROBES if probe[0] in known])
    agreeing = {
        probe
        for probe, local in told.items()
        if local == probe[1].astimezone(ZoneInfo(probe[0])).replace(tzinfo=None)
    }
    return sorted({probe[0] for probe in PROBES if probe not in agreeing})


def _local_times(alias: str, probes: Sequence[Probe]) -> dict[Probe, datetime]:
    """What Postgres's clocks on the wall show at each probe."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT instant AT TIME ZONE zone"
            " FROM unnest(%s::text[], %s::timestamptz[]) WITH ORDINALITY AS probe(zone, instant, place)"
            " ORDER BY place",
            [[zone for zone, _ in probes], [instant for _, instant in probes]],
        )
        return dict(zip(probes, (local for (local,) in cursor.fetchall()), strict=True))


def _known_zones(alias: str) -> set[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        return {name for (name,) in cursor.fetchall()}


@register(Tags.database)
def check_database(
    *, databases: Sequence[str] | None = None, **_: object
) -> Iterable[CheckMessage]:
    """Asked by `migrate` and by `check --database default`."""
    for alias in databases or ():
        if connections[alias].vendor == "postgresql":
            yield from _ask(alias)


def _ask(alias: str) -> Iterable[CheckMessage]:
    try:
        missing, zones = missing_extensions(alias), disagreeing_zones(alias)
    except DatabaseError as error:
        yield Error(f"The database does not answer: {str(error).strip()}", id="common.E001")
        return
    if missing:
        yield Error(
            f"The database server lacks the extension {' and '.join(missing)}.",
            hint="Install the package postgresql-contrib on the database server.",
            id="common.E002",
        )
    if zones:
        yield checks.Warning(
            f"Postgres and Python disagree about local time in {', '.join(zones)}.",
            hint="Update Postgres (its time zone files) or the package tzdata, whichever is older.",
            id="common.W001",
        )
