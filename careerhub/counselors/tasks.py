"""What does the passing of time owe to counselors? Beat asks; it may run twice or late."""

from celery import shared_task

from careerhub.common import clock
from careerhub.office import policies as office_policies

from .digest_week import put_digests


@shared_task(name="counselors.put_digests")
def put_down_digests() -> int:
    return put_digests(office_policies.current(), now=clock.now())
