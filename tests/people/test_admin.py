import pytest
from django.urls import reverse

from careerhub.office.models import Policies, PolicyChange
from careerhub.people.models import MentorProfile, User


@pytest.fixture
def staff(client, carol):
    carol.is_staff = carol.is_superuser = True
    carol.save()
    client.force_login(carol)
    return client


@pytest.mark.parametrize(
    "model",
    ["people_user", "people_invitation", "office_policies", "office_policychange", "office_term"],
)
def test_the_lists_open_and_search(staff, mira, model):
    assert staff.get(reverse(f"admin:{model}_changelist"), {"q": "mira"}).status_code == 200


def test_a_person_opens_with_every_role(staff, mira):
    assert staff.get(reverse("admin:people_user_change", args=[mira.pk])).status_code == 200


def test_a_person_is_added_in_lower_case_and_without_a_password(staff):
    profiles = {f"{role}-TOTAL_FORMS": 0 for role in ("student", "mentor", "counselor")}
    profiles |= {f"{role}-INITIAL_FORMS": 0 for role in ("student", "mentor", "counselor")}
    person = {"email": "New@Person.example", "full_name": "New Person", "usable_password": "false"}
    answer = staff.post(reverse("admin:people_user_add"), person | profiles)
    assert answer.status_code == 302
    added = User.objects.get(full_name="New Person")
    assert (added.email, added.has_usable_password()) == ("new@person.example", False)


def test_a_name_changed_here_reaches_the_directory(staff, mira):
    counts = {}
    for role in ("student", "mentor", "counselor"):
        held = int(role == "mentor")
        counts |= {f"{role}-TOTAL_FORMS": held, f"{role}-INITIAL_FORMS": held}
    person = {
        "email": mira.email,
        "full_name": "Mira Ortiz",
        "zone": mira.zone,
        "hour_cycle": "12",
        "is_active": "on",
        "mentor-0-id": mira.mentor.pk,
        "mentor-0-user": mira.pk,
    }
    answer = staff.post(reverse("admin:people_user_change", args=[mira.pk]), counts | person)
    assert answer.status_code == 302
    assert MentorProfile.objects.get(user=mira).name == "Mira Ortiz"


def test_policies_changed_here_are_written_down_too(staff, carol):
    Policies.objects.create(pk=1)
    page = staff.get(reverse("admin:office_policies_change", args=[1]))
    typed = {field.html_name: field.value() for field in page.context["adminform"].form}
    typed = {name: "" if value is None else value for name, value in typed.items()}
    typed["student_domains"] = ""
    staff.post(page.request["PATH_INFO"], typed | {"notice_hours": 12})
    assert PolicyChange.objects.get().fields == [
        {"field": "notice_hours", "old": "48", "new": "12"}
    ]


def test_invitations_are_only_made_on_the_offices_page(staff):
    assert staff.get(reverse("admin:people_invitation_add")).status_code == 403


def test_students_are_kept_out(client, sam):
    client.force_login(sam)
    assert client.get("/admin/login/").status_code == 403
    assert client.get("/admin/").status_code == 302
