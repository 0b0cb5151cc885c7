from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    name = "careerhub.embedded"
    label = "embedded"
    default_auto_field = "django.db.models.BigAutoField"
