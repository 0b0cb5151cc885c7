import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from careerhub.people.middleware import ZoneMiddleware
from careerhub.people.models import User
from tests.factories.people import make_user


@pytest.fixture
def zone_seen(rf, db):
    """In which zone would this person read a page?"""

    def look(person, guess="", path="/"):
        seen = []

        def page(request):
            seen.append(timezone.get_current_timezone_name())
            return HttpResponse()

        request = rf.get(path)
        request.user, request.session = person, {}
        request.COOKIES = {"zone_guess": guess} if guess else {}
        ZoneMiddleware(page)(request)
        return seen[0], request.zone_offer

    return look


def stranger():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_a_stranger_reads_in_the_devices_zone(zone_seen):
    assert zone_seen(stranger(), "Europe%2FBerlin") == ("Europe/Berlin", "")


@pytest.mark.parametrize(
    "guess", ["", "nonsense", "../../etc/passwd", "localtime", "%00", "a" * 9000]
)
def test_without_a_zone_to_believe_it_is_the_offices(zone_seen, guess):
    assert zone_seen(stranger(), guess) == ("America/New_York", "")


def test_a_persons_own_zone_comes_before_the_device(zone_seen, mira):
    mira.zone_confirmed = True
    assert zone_seen(mira, "Europe%2FBerlin")[0] == "America/Los_Angeles"


def test_an_empty_zone_is_filled_from_the_device(zone_seen):
    person = make_user("Nia Lone", zone="")
    assert zone_seen(person, "Asia%2FCalcutta")[0] == "Asia/Calcutta"
    assert User.objects.get(pk=person.pk).zone == "Asia/Calcutta"


def test_a_guess_follows_the_device_until_the_person_chooses(zone_seen):
    person = make_user("Nia Lone", zone="Europe/Berlin")
    zone_seen(person, "Asia%2FTokyo")
    assert User.objects.get(pk=person.pk).zone == "Asia/Tokyo"
    User.objects.filter(pk=person.pk).update(zone="Europe/Berlin", zone_confirmed=True)
    zone_seen(User.objects.get(pk=person.pk), "Asia%2FTokyo")
    assert User.objects.get(pk=person.pk).zone == "Europe/Berlin"


def test_another_device_zone_is_offered_to_who_has_chosen(zone_seen):
    person = make_user("Nia Lone", zone="Europe/Berlin", zone_confirmed=True)
    assert zone_seen(person, "Asia%2FTokyo") == ("Europe/Berlin", "Asia/Tokyo")
    assert zone_seen(person, "Europe%2FBerlin") == ("Europe/Berlin", "")


def test_the_zone_does_not_leak_into_the_next_request(zone_seen):
    zone_seen(stranger(), "Europe%2FBerlin")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_health_check_asks_no_database(zone_seen, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert zone_seen(stranger(), path="/healthz") == ("UTC", "")


def test_a_chosen_zone_is_kept_and_settled(client, sam):
    client.force_login(sam)
    answer = client.post(
        reverse("people:set_zone"), {"zone": "Europe/Berlin", "next": "/profile/?a=1"}
    )
    assert answer.url == "/profile/?a=1"
    sam.refresh_from_db()
    assert (sam.zone, sam.zone_confirmed) == ("Europe/Berlin", True)


def test_a_zone_that_does_not_exist_changes_nothing(client, sam):
    client.force_login(sam)
    answer = client.post(reverse("people:set_zone"), {"zone": "Mars/Olympus"})
    sam.refresh_from_db()
    assert (sam.zone, sam.zone_confirmed) == ("America/New_York", False)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["“Mars/Olympus” is not a time zone we know. Pick one from the list."]


def test_a_declined_offer_does_not_come_back(client, sam):
    User.objects.filter(pk=sam.pk).update(zone_confirmed=True)
    client.force_login(sam)
    client.cookies["zone_guess"] = "Europe%2FBerlin"
    offer = "Your device says Berlin. Show times in Berlin?"
    assert offer in client.get(reverse("people:profile")).content.decode()
    client.post(reverse("people:set_zone"), {"zone": "America/New_York"})
    assert offer not in client.get(reverse("people:profile")).content.decode()


def test_nobody_is_sent_to_another_site(client, sam):
    client.force_login(sam)
    answer = client.post(
        reverse("people:set_zone"), {"zone": "Europe/Berlin", "next": "https://evil.example/x"}
    )
    assert answer.url == reverse("people:home")


def test_strangers_set_no_zone(client, db):
    answer = client.post(reverse("people:set_zone"), {"zone": "Europe/Berlin"})
    assert answer.url == "/accounts/login/?next=/home/"
