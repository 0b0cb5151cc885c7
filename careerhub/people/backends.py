"""How is the signed-in person read from the database? With every role in the same query."""

from allauth.account.auth_backends import AuthenticationBackend

from .models import User


class EmailBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        people = User.objects.select_related("student", "mentor", "counselor")
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
