"""Which emails does the office say in words of its own, and who changed them? An empty "own" is ours."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from careerhub.common.once import forget, once

from .models import EmailWording, WordingChange
from .policies import Changer

Words = dict[tuple[str, str], dict[str, str]]


def own(kind: str, case: str) -> dict[str, str]:
    """The parts that the office has written itself. One query a request, and a batch of work."""
    return dict(once("wording", _everything).get((kind, case), {}))


def _everything() -> Words:
    return {(one.kind, one.case): one.parts for one in EmailWording.objects.all()}


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
        forget("wording")
        return WordingChange.objects.create(
            kind=kind, case=case, changed_at=now, changed_by_id=by.pk, fields=fields
        )


def latest_changes(kind: str, case: str, count: int = 10) -> list[WordingChange]:
    changes = WordingChange.objects.filter(kind=kind, case=case).select_related("changed_by")
    return list(changes[:count])
