from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "careerhub.students"
    label = "students"
    default_auto_field = "django.db.models.BigAutoField"
