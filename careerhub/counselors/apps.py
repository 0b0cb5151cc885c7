from django.apps import AppConfig


class CounselorsConfig(AppConfig):
    name = "careerhub.counselors"
    label = "counselors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .digest import register_digest

        register_digest()
