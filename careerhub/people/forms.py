"""What may a person tell us about themself?"""

from django import forms


class StudentSignupForm(forms.Form):
    def signup(self, request: object, user: object) -> None: ...
