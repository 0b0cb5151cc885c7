from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "careerhub.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .letters import register_letters

        register_letters()
