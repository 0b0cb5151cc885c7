from django.apps import AppConfig


class AlumniConfig(AppConfig):
    name = "careerhub.alumni"
    label = "alumni"
    default_auto_field = "django.db.models.BigAutoField"
