import pytest

from careerhub.people import roster
from careerhub.people.roster import NotReadable

HEADINGS = (
    "constituent_id,first_name,last_name,preferred_name,email,class_of,majors,employer,"
    "job_title,industry,city,country,time_zone,deceased,do_not_contact"
)
WHOLE = (
    "C7,Katherine,Lane,Kit,Kit.Lane@alum.example,2009,Physics;Music,Halden Water,"
    "Flood modeller,Environment,Lisbon,pt,Europe/Lisbon,,"
)


def one(line, headings=HEADINGS):
    return roster.read(f"{headings}\n{line}\n")[0]


def test_a_row_of_the_roster_fills_the_profile():
    row = one(WHOLE)
    assert (row.number, row.email, row.full_name) == (2, "kit.lane@alum.example", "Katherine Lane")
    assert row.details == {
        "called": "Kit",
        "title": "Flood modeller",
        "employer": "Halden Water",
        "industry": "Environment",
        "city": "Lisbon",
        "country": "PT",
        "class_of": 2009,
        "majors": "Physics, Music",
        "zone": "Europe/Lisbon",
    }
    assert (row.problem, row.remarks) == ("", ())
    assert row.line == "Flood modeller, Halden Water"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("A,B,,b@alum.example,Y,", "The roster says that this person has died."),
        ("A,B,,b@alum.example,,y", "The roster says not to contact this person."),
        ("A,B,,,,", "There is no email address."),
        ("A,B,,b@alum.example,,,left over", "This row has more cells than there are headings"),
        (f"{'A' * 201},,,b@alum.example,,", "The name is longer than 200 characters."),
    ],
)
def test_who_is_left_out_and_why(cells, sentence):
    headings = "first_name,last_name,preferred_name,email,deceased,do_not_contact"
    assert one(cells, headings).problem.startswith(sentence)


@pytest.mark.parametrize(
    ("heading", "value", "remark"),
    [
        ("class_of", "MMIX", "“MMIX” is not the year of a class."),
        ("class_of", "1492", "“1492” is not the year of a class."),
        ("country", "Portugal", "No country has the code “PORTUGAL”."),
        ("time_zone", "Lisbon time", "“Lisbon time” is not a time zone we know."),
        ("employer", "E" * 201, "“employer” is too long and left out."),
    ],
)
def test_a_fact_that_cannot_be_used_is_told_and_stops_nobody(heading, value, remark):
    row = one(f"kit@alum.example,{value}", f"email,{heading}")
    assert (row.problem, row.details, row.remarks) == ("", {}, (remark,))


@pytest.mark.parametrize(
    ("line", "email", "name"),
    [
        ("Kit Lane <kit@alum.example>", "kit@alum.example", "Kit Lane"),
        ("Kit Lane, KIT@alum.example", "kit@alum.example", "Kit Lane"),
        ("kit@alum.example", "kit@alum.example", ""),
        ("kit@alum.example\tKit\tLane", "kit@alum.example", "Kit Lane"),
    ],
)
def test_without_headings_each_line_is_a_person(line, email, name):
    row = roster.read(line)[0]
    assert (row.email, row.full_name, row.problem) == (email, name, "")


def test_a_line_without_an_address_says_so():
    assert roster.read("kit@alum.example\nJust a name")[1].problem == (
        "There is no email address in this line."
    )


def test_blank_rows_marks_and_odd_spaces_do_not_matter():
    text = '\ufeffemail;first_name;city\r\n;;\r\n\u00a0kit@alum.example\u00a0;Zoe\u0308;"Sao\nPaulo"\r\n'
    rows = roster.read(text)
    assert [(r.number, r.email, r.full_name, r.details) for r in rows] == [
        (3, "kit@alum.example", "Zo\u00eb", {"city": "Sao Paulo"})
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  \n\n", "There is nobody in this list yet."),
        ("email,first_name\n", "There are headings, but nobody below them."),
        ("a@alum.example\n" * 501, "This list has 501 rows. Invite at most 500 at once."),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_whole(text, sentence):
    with pytest.raises(NotReadable) as refusal:
        roster.read(text)
    assert refusal.value.sentence.startswith(sentence)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_are_read_as_spreadsheets_write_them(encoding):
    assert roster.decoded("email,Zoë".encode(encoding)) == "email,Zoë"


def test_a_file_that_is_too_large_or_no_text_is_refused():
    for content in (b"x" * 1_000_001, b"\x81\x8d\x8f\x90"):
        with pytest.raises(NotReadable):
            roster.decoded(content)
