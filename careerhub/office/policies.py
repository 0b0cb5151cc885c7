"""Which rules has the office set, and who changed them?"""

from copy import copy
from datetime import datetime, time
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Model

from careerhub.common.once import forget, once

from .models import Policies, PolicyChange


class Changer(Protocol):
    pk: Any


def current() -> Policies:
    """The office's policies; the design's defaults where nobody has set any. One query a request."""
    return copy(once("policies", _kept))  # a form writes into what it is given


def _kept() -> Policies:
    return Policies.objects.filter(pk=1).first() or Policies(pk=1)


def save(policies: Policies, *, by: Changer, now: datetime) -> PolicyChange | None:
    """Keep `policies` and note what changed and who did it; None when nothing did.

    Raises ValidationError, with the fields by name, when the rules contradict each other.
    """
    policies.pk = 1
    policies.full_clean(validate_unique=False)
    with transaction.atomic():
        Policies.objects.get_or_create(pk=1)
        before = Policies.objects.select_for_update().get(pk=1)
        changes = differences(before, policies)
        if not changes:
            return None
        policies.save(force_update=True)
        forget("policies")
        return PolicyChange.objects.create(changed_at=now, changed_by_id=by.pk, fields=changes)


def differences(before: Model, after: Model) -> list[dict[str, str]]:
    """Each field that differs, as {field, old, new}, both written as a person reads them."""
    return [
        {"field": field.name, "old": _said(before, field.name), "new": _said(after, field.name)}
        for field in after._meta.concrete_fields
        if not field.primary_key and getattr(before, field.name) != getattr(after, field.name)
    ]


def _said(kept: Model, name: str) -> str:
    display = getattr(kept, f"get_{name}_display", None)
    value = display() if display else getattr(kept, name)
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def label_of(field: str) -> str:
    """The field's name on the settings page; the bare name when the field has gone since."""
    known = {each.name: each for each in Policies._meta.concrete_fields}
    return str(known[field].verbose_name) if field in known else field


def latest_changes(count: int = 10) -> list[PolicyChange]:
    return list(PolicyChange.objects.select_related("changed_by")[:count])
