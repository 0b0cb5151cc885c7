"""What do mail providers tell us about what we sent? Their signed calls, in the words of reports.py."""

import re
from typing import Any

from anymail import urls as theirs
from anymail.signals import EventType, RejectReason, tracking
from django.urls import URLPattern

from careerhub.common import clock

from . import bounces
from .reports import Fate, Report, status_in

FATES = {
    EventType.BOUNCED: Fate.FAILED,
    EventType.REJECTED: Fate.FAILED,
    EventType.FAILED: Fate.FAILED,
    EventType.DEFERRED: Fate.DELAYED,
    EventType.COMPLAINED: Fate.COMPLAINT,
}
# Refused for what it says or for who sends it: the address may be as good as any.
OF_POLICY = {RejectReason.BLOCKED, RejectReason.SPAM, RejectReason.TIMED_OUT}
SOFT = re.compile(r"soft|temporar|transient|try again", re.I)


def mount(names: list[str]) -> list[URLPattern]:
    """Listen to these providers, each at its own address."""
    tracking.connect(hear, dispatch_uid="careerhub.outbox.webhooks")
    known = {pattern.name: pattern for pattern in theirs.urlpatterns}
    return [known[f"{name}_tracking_webhook"] for name in names]


def hear(event: Any, **_sender: object) -> None:
    report = report_of(event)
    if report is not None:
        bounces.take(report, trusted=True, now=clock.now())


def report_of(event: Any) -> Report | None:
    """None for what is no trouble, such as an email that arrived."""
    fate = FATES.get(event.event_type)
    if fate is None:
        return None
    said = str(event.mta_response or event.description or "")
    return Report(
        fate=fate,
        recipient=str(event.recipient or ""),
        message_id=str(event.message_id or ""),
        status=_status(event, said),
        said=said,
    )


def _status(event: Any, said: str) -> str:
    """A code for what providers say in words; 5.7.0 is a refusal that is not about the address."""
    if event.reject_reason == RejectReason.INVALID:
        return "5.1.3"
    if event.reject_reason in OF_POLICY:
        return "5.7.0"
    if found := status_in(said):
        return found
    if SOFT.search(f"{said} {event.description}"):
        return "4.0.0"
    return "5.0.0" if event.reject_reason == RejectReason.BOUNCED else ""
