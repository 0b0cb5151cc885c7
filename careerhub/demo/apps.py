from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DemoConfig(AppConfig):
    name = "careerhub.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if not settings.DEMO:
            raise ImproperlyConfigured(
                "The demo belongs to local and demo settings only; take it out of INSTALLED_APPS."
            )
        if settings.DEMO_CLOCK:
            from celery.signals import task_prerun

            from careerhub.common import clock

            from . import time_machine

            clock.use(time_machine.now)
            # a task must not work by a time that it remembers from the task before
            task_prerun.connect(time_machine.forget_before_task)
