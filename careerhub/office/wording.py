"""Which emails does the office say in words of its own, and who changed them? An empty "own" is ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction

from careerhub.common.once import once

from .models import EmailWording, WordingChange
from .policies import Changer

Words = dict[tuple[str, str], dict[str, str]]

# What one request has read already; None outside of requests, where every call reads anew.
_read: ContextVar[list[Words] | None] = ContextVar("wording", default=None)


def own(kind: str, case: str) -> dict[str, str]:
    """The parts that the office has written itself. One query a request, and a batch of work."""
    read = _read.get()
    if read is None:
        return dict(once("wording", _everything).get((kind, case), {}))
    if not read:
        read.append(_everything())
    return dict(read[0].get((kind, case), {}))


def _everything() -> Words:
    return {(one.kind, one.case): one.parts for one in EmailWording.objects.all()}


@contextmanager
def read_once() -> Iterator[None]:
    """Let `own` ask the database once inside a `with` block, or once more after `save`."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def changed() -> set[tuple[str, str]]:
    """Which kinds and cases the office has changed."""
    return {(one.kind, one.case) for one in EmailWording.objects.all() if one.parts}


def save(
    kind: str, case: str, *, parts: Mapping[str, str], by: Changer, now: datetime
) -> WordingChange | None:
    """Keep these parts as the office's own and note who changed what; None when nothing did."""
    with transaction.atomic():
        EmailWording.objects.get_or_create(kind=kind, case=case)
        kept = EmailWording.objects.select_for_update().get(kind=kind, case=case)
        before = dict(kept.parts)
        fields = [
            {"field": part, "old": before.get(part), "new": parts.get(part)}
            for part in sorted(before.keys() | parts.keys())
            if before.get(part) != parts.get(part)
        ]
        if not fields:
            return None
        kept.parts = dict(parts)
        kept.save(update_fields=["parts"])
        if read := _read.get():
            read.clear()
        return WordingChange.objects.create(
            kind=kind, case=case, changed_at=now, changed_by_id=by.pk, fields=fields
        )


def latest_changes(kind: str, case: str, count: int = 10) -> list[WordingChange]:
    changes = WordingChange.objects.filter(kind=kind, case=case).select_related("changed_by")
    return list(changes[:count])
