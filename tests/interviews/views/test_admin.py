"""The admin lets staff look at interviews, shows nobody's words, and changes nothing."""

import pytest

from interviews.actions.meeting import save_notes
from interviews.models import Interview
from tests.factories.interviews import make_interview

SECRET = "Ask her about the flood map."


@pytest.fixture
def staff(carol):
    carol.is_staff = carol.is_superuser = True
    carol.save()
    return carol


@pytest.mark.parametrize("table", ["interview", "interviewevent", "commitment"])
def test_staff_look_and_change_nothing(table, sam, mira, staff, browse):
    interview = make_interview(sam, mira)
    save_notes(interview, by=sam, notes=SECRET)
    client, before = browse(staff), list(Interview.objects.values())
    rows = client.get(f"/admin/interviews/{table}/")
    assert rows.status_code == 200
    assert SECRET not in rows.content.decode()
    assert client.get(f"/admin/interviews/{table}/add/").status_code == 403
    assert list(Interview.objects.values()) == before


def test_nobodys_words_are_shown(sam, mira, staff, browse):
    interview = make_interview(sam, mira)
    save_notes(interview, by=sam, notes=SECRET)
    client = browse(staff)
    html = client.get(f"/admin/interviews/interview/{interview.pk}/change/").content.decode()
    assert "booked" in html.lower()
    assert SECRET not in html
    assert "How did you find your way?" not in html
    assert "What surprised you?" not in html
    answer = client.post(f"/admin/interviews/interview/{interview.pk}/change/", {"notes": "Mine"})
    assert answer.status_code == 403
