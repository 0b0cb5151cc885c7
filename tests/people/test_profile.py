import pytest
from django.urls import reverse

from careerhub.people import profiles
from careerhub.people.models import MentorProfile, User

PROFILE = "/profile/"
PERSON = {
    "full_name": "Mira Holm-Ortiz",
    "called": "Mira",
    "pronouns": "she/her",
    "zone": "Europe/Berlin",
    "hour_cycle": "24",
}
STUDENT = {"student-majors": "Biology", "student-school_year": "third", "student-curious_about": ""}
MENTOR = {
    "mentor-title": "Policy lead",
    "mentor-employer": "Halden Water",
    "mentor-industry": "Public health",
    "mentor-country": "NO",
    "mentor-class_of": "2009",
    "mentor-topics": "Moving from a lab into policy\nWriting briefs",
    "mentor-meeting_link": "meet.example/mira",
    "mentor-is_listed": "on",
}


def test_a_mentors_new_name_reaches_the_directory(client, mira):
    client.force_login(mira)
    answer = client.post(PROFILE, PERSON | MENTOR)
    assert answer.url == PROFILE
    mira = User.objects.select_related("mentor").get(pk=mira.pk)
    assert mira.mentor.name == "Mira Holm-Ortiz"
    assert mira.mentor.topic_list == ["Moving from a lab into policy", "Writing briefs"]
    assert mira.mentor.meeting_link == "https://meet.example/mira"
    assert (mira.zone, mira.zone_confirmed, mira.hour_cycle) == ("Europe/Berlin", True, "24")


def test_renaming_keeps_the_directory_in_step(mira):
    User.objects.filter(pk=mira.pk).update(full_name="Mira Ortiz")
    profiles.keep_name(User.objects.get(pk=mira.pk))
    assert MentorProfile.objects.get(user=mira).name == "Mira Ortiz"


def test_each_role_sees_its_own_questions(client, sam, mira, carol):
    asked = {}
    for person in (sam, mira, carol):
        client.force_login(person)
        page = client.get(PROFILE).content.decode()
        asked[person.full_name] = [
            part for part in ("As a student", "As an alum", "At the office") if part in page
        ]
    assert asked == {
        "Sam Rivera": ["As a student"],
        "Mira Holm": ["As an alum"],
        "Carol Adeyemi": ["At the office"],
    }


def test_nobody_takes_a_role_through_the_form(client, sam):
    client.force_login(sam)
    client.post(PROFILE, PERSON | STUDENT | MENTOR | {"counselor-is_administrator": "on"})
    sam = User.objects.get(pk=sam.pk)
    assert (sam.is_student, sam.is_mentor, sam.is_counselor) == (True, False, False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"zone": "Mars/Olympus"}, "Choose one from the list."),
        ({"full_name": " "}, "Write your name."),
        ({"hour_cycle": "13"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(client, sam, wrong, sentence):
    client.force_login(sam)
    answer = client.post(PROFILE, PERSON | STUDENT | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'value="she/her"' in page
    sam.refresh_from_db()
    assert sam.pronouns == ""


def test_an_old_spelling_that_a_browser_reports_is_accepted(client, sam):
    client.force_login(sam)
    answer = client.post(PROFILE, PERSON | STUDENT | {"zone": "Asia/Calcutta"})
    assert answer.status_code == 302
    sam.refresh_from_db()
    assert sam.zone == "Asia/Calcutta"


@pytest.mark.parametrize("year", ["1492", "20266", "-1", "soon"])
def test_an_impossible_class_is_refused(client, mira, year):
    client.force_login(mira)
    answer = client.post(PROFILE, PERSON | MENTOR | {"mentor-class_of": year})
    assert answer.status_code == 422


def test_strangers_have_no_profile(client, db):
    assert client.get(PROFILE).url == reverse("account_login") + "?next=/profile/"
