import pytest
from django.db import IntegrityError

from careerhub.people.models import User


@pytest.mark.django_db
def test_two_people_cannot_share_an_address_in_another_case():
    User.objects.create_user("sam@brightwater.example")
    with pytest.raises(IntegrityError, match="one_person_an_address"):
        User.objects.create_user("Sam@brightwater.example")
