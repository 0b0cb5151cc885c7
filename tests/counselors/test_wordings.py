import re

import pytest
from django.core import mail

from careerhub.office import wordable
from careerhub.office.models import EmailWording, WordingChange
from careerhub.office.wordable import PARTS, fill, parts_of, unknown_in
from interviews.emails.sample import example, readers
from interviews.emails.wording import LETTERS, variables

EVERYTHING = wordable.everything()
BOOKED = "/counselors/templates/booked/student/"


@pytest.fixture
def office(client, carol):
    client.force_login(carol)
    return client


def words(kind="booked", case="student", **changed):
    return {**{part: str(text) for part, text in parts_of(kind, case, {}).items()}, **changed}


def test_every_email_is_on_the_list_once(office):
    html = office.get("/counselors/templates/").content.decode()
    links = re.findall(r'href="(/counselors/templates/[^"]+/)"', html)
    assert sorted(links) == sorted(
        f"/counselors/templates/{kind}/{case or 'usual'}/" for kind, case in EVERYTHING
    )


@pytest.mark.parametrize(("kind", "case"), EVERYTHING)
def test_every_sentence_of_ours_uses_known_names_only(kind, case):
    for part, text in wordable.get(kind).cases[case].items():
        assert unknown_in(str(text), kind) == []
        assert part in PARTS


@pytest.mark.parametrize(("kind", "case"), EVERYTHING)
def test_each_page_shows_its_email(office, kind, case):
    page = office.get(f"/counselors/templates/{kind}/{case or 'usual'}/")
    assert page.status_code == 200
    assert page.context["email"].subject in page.content.decode().replace("&#x27;", "'")
    framed = office.get(page.context["frame_url"])
    assert "default-src 'none'" in framed["Content-Security-Policy"]
    assert "<html" in framed.content.decode()


def test_the_offices_words_go_out_in_the_text_and_the_page(office, carol):
    office.post(
        BOOKED, {**words(headline="All set, {name}", lead="See you on {weekday}."), "act": "save"}
    )
    assert EmailWording.objects.get().parts == {
        "headline": "All set, {name}",
        "lead": "See you on {weekday}.",
    }
    change = WordingChange.objects.get()
    assert change.changed_by == carol
    assert change.fields[0] == {"field": "headline", "old": None, "new": "All set, {name}"}
    sent = office.get(BOOKED).context["email"]
    assert "All set, Sam" in sent.text
    assert "All set, Sam" in sent.html
    assert "You are booked with" not in sent.text


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("lead", "Dear {studnet_name}", "{studnet_name} is no variable of this email."),
        ("lead", "Dear {name", "{ is no variable of this email."),
        ("subject", "One\r\nBcc: all@evil.example", "Write this on one line."),
        ("lead", "Turned \u202e around", "This holds characters that nobody can see."),
        ("headline", "", "An email without it is not finished."),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_lost(office, part, text, sentence):
    answer = office.post(BOOKED, {**words(note="My own note."), part: text, "act": "save"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert sentence in html
    assert "My own note." in html
    assert not EmailWording.objects.filter(parts__has_key="note").exists()
    if "variable" in sentence:
        assert "{student_name}" in html


def test_trying_keeps_what_was_typed_and_saves_nothing(office):
    answer = office.post(
        BOOKED, {**words(lead="Only a try for {name}."), "act": "try"}, follow=True
    )
    assert "Only a try for {name}." in answer.content.decode()
    assert "Only a try for Sam." in answer.context["email"].text
    assert "Only a try for Sam." in office.get(answer.context["frame_url"]).content.decode()
    assert not EmailWording.objects.exists()


def test_while_somebody_writes_the_preview_follows_and_names_what_is_unknown(office):
    good = office.post(f"{BOOKED}try/", words(headline="Hello {name}"))
    assert "Hello Sam" in good.content.decode()
    bad = office.post(f"{BOOKED}try/", words(headline="Hello {nam}"))
    assert "{nam} is no variable of this email." in bad.content.decode()
    assert "Hello Sam" in bad.content.decode()


def test_a_test_goes_to_whoever_asks_and_to_nobody_else(office, carol):
    office.post(BOOKED, {**words(subject="Trial for {name}"), "act": "send"})
    (sent,) = mail.outbox
    assert sent.to == [carol.email]
    assert sent.subject == "Test: Trial for Sam"
    assert not EmailWording.objects.exists()


def test_our_words_come_back(office):
    office.post(BOOKED, {**words(headline="Mine"), "act": "save"})
    office.post(BOOKED, {"act": "reset"})
    assert "You are booked with Mira" in office.get(BOOKED).context["email"].text
    assert WordingChange.objects.count() == 2


def test_words_whose_variable_has_gone_give_way_to_ours(db):
    EmailWording.objects.create(kind="nudge", case="", parts={"headline": "Hi {no_longer_known}"})
    assert str(parts_of("nudge", "")["headline"]) == "{student_name} still hopes to talk with you"


def test_the_letter_of_the_office_keeps_what_the_student_wrote_down(db):
    from careerhub.common import clock
    from careerhub.office.models import Policies

    sent = example(
        "thank_you",
        "",
        office=Policies(pk=1),
        now=clock.now(),
        own={"greeting": "Hello {mentor_name},", "before_quotes": "You said:"},
    ).sent
    assert sent.text.startswith("Hello Mira,\n\nThank you for talking with me")
    assert (
        "You said:\n\n“building the model is the easy part, explaining it is the work”" in sent.text
    )


@pytest.mark.parametrize(("kind", "case"), EVERYTHING)
def test_the_preview_of_a_case_shows_the_words_of_that_case(office, kind, case):
    part = "greeting" if kind in LETTERS else "headline"
    tried = words(kind, case, **{part: "Only here"})
    page = office.post(f"/counselors/templates/{kind}/{case or 'usual'}/try/", tried)
    assert "Only here" in page.context["email"].text


def test_what_a_variable_says_is_not_looked_at_again():
    assert fill("Dear {name}, {lead}", {"name": "{lead}", "lead": "x"}) == "Dear {lead}, x"


@pytest.mark.parametrize("person", ["sam", "mira"])
def test_nobody_else_sees_the_templates(client, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get("/counselors/templates/").status_code in (403, 404)
    assert client.post(BOOKED, words()).status_code in (403, 404)


def test_each_variable_is_shown_with_what_it_stands_for(office):
    html = office.get(BOOKED).content.decode()
    assert "<code>{other_full_name}</code>" in html
    assert re.search(r"<dd>\s*Mira Holm\s*</dd>", html)


def test_there_is_no_email_of_another_name(office):
    assert office.get("/counselors/templates/booked/usual/").status_code == 404
    assert office.get("/counselors/templates/nothing/usual/").status_code == 404


def test_the_cadence_leads_to_the_words_and_back(office):
    assert (
        "/counselors/templates/nudge/usual/" in office.get("/counselors/cadence/").content.decode()
    )
    back = office.get("/counselors/templates/nudge/usual/").content.decode()
    assert "/counselors/cadence/nudge/1/" in back


def test_every_kind_has_a_reader_and_variables():
    assert readers("booked") == ("student", "mentor")
    assert "before" in variables("moved")
    assert "before" not in variables("booked")
