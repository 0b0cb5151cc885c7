"""What do all emails of one batch need to know? Read for all at once, after their rows are locked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from django.db.models import QuerySet

from careerhub.common.once import once, reading_once
from careerhub.outbox.models import Email

from ..models import Interview
from ..queries.outreach import pk_of


@contextmanager
def read_ahead(emails: Sequence[Email]) -> Iterator[None]:
    """Let each conversation, the policies, the cadence and the wording be asked for once."""
    pks = [pk for email in emails if (pk := pk_of(email)) is not None]
    with reading_once():
        for pk, interview in _interviews().in_bulk(pks).items():
            once(_named(pk), partial(_known, interview))
        yield


def _known(interview: Interview) -> Interview:
    return interview


def interview_of(email: Email) -> Interview | None:
    pk = int(email.about.partition(":")[2])
    return once(_named(pk), lambda: _interviews().filter(pk=pk).first())


def _interviews() -> QuerySet[Interview]:
    return Interview.objects.select_related("student__student", "mentor__mentor")


def _named(pk: int) -> tuple[str, int]:
    return "interview", pk
