from types import SimpleNamespace

import pytest

from careerhub.common import navigation


@pytest.fixture
def urls(settings):
    """An address for every page of the bar, whatever else is installed."""
    settings.ROOT_URLCONF = "tests.common.bar_urls"


def request(*, role=None, here="", **roles):
    user = SimpleNamespace(**{f"is_{name}": held for name, held in roles.items()})
    return SimpleNamespace(
        user=user,
        active_role=role,
        resolver_match=SimpleNamespace(view_name=here) if here else None,
    )


def labels(request, **kwargs):
    return [str(link.label) for link in navigation.links_for(request, **kwargs)]


def current(request, **kwargs):
    return [str(link.label) for link in navigation.links_for(request, **kwargs) if link.is_current]


@pytest.mark.parametrize(
    ("role", "administrator", "shown"),
    [
        ("student", False, ["Home", "Find mentors", "Conversations"]),
        ("mentor", False, ["Home", "Availability", "Conversations"]),
        ("counselor", False, ["Overview", "Conversations", "Outbox", "Invitations"]),
        (
            "counselor",
            True,
            ["Overview", "Conversations", "Outbox", "Invitations", "Office settings"],
        ),
        ("student", True, ["Home", "Find mentors", "Conversations"]),
    ],
)
def test_each_role_has_its_own_links(urls, role, administrator, shown):
    assert labels(request(role=role, administrator=administrator)) == shown


def test_a_stranger_has_no_links(urls):
    assert labels(request()) == []


def test_without_a_chosen_role_the_first_one_held_counts(urls):
    assert labels(request(counselor=True, mentor=True)) == ["Home", "Availability", "Conversations"]


def test_pages_that_do_not_exist_are_left_out(settings):
    settings.ROOT_URLCONF = "tests.common.no_urls"
    assert labels(request(role="student")) == []


@pytest.mark.parametrize(
    ("role", "here", "marked"),
    [
        ("student", "students:home", ["Home"]),
        ("student", "students:mentor_list", ["Find mentors"]),
        ("student", "students:mentor_detail", ["Find mentors"]),
        ("student", "interviews:interview_detail", ["Conversations"]),
        ("mentor", "interviews:interview_detail", ["Conversations"]),
        ("counselor", "counselors:email_detail", ["Outbox"]),
        ("counselor", "counselors:overview", ["Overview"]),
        ("counselor", "counselors:invitation_many", ["Invitations"]),
        ("student", "office:help", []),
        ("student", "", []),
    ],
)
def test_the_link_of_the_page_is_marked(urls, role, here, marked):
    assert current(request(role=role, here=here)) == marked


def test_a_view_may_say_where_its_page_belongs(urls):
    there = request(role="student", here="office:help")
    assert current(there, here="students:interview_list") == ["Conversations"]


def test_roles_are_offered_in_a_fixed_order():
    user = SimpleNamespace(is_counselor=True, is_student=True, is_mentor=False)
    assert navigation.roles_of(user) == ["student", "counselor"]
