import pytest
from django.core.exceptions import ValidationError

from careerhub.common import zones


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "Asia/Calcutta", "America/Indiana/Knox"])
def test_a_place_in_the_time_zone_database_is_a_zone(name):
    assert zones.is_zone(name)


@pytest.mark.parametrize(
    "name", ["", "localtime", "Factory", "Berlin", "../etc/passwd", "europe/berlin"]
)
def test_anything_else_is_not(name):
    assert not zones.is_zone(name)


def test_a_wrong_zone_is_named_in_the_refusal():
    with pytest.raises(ValidationError) as refusal:
        zones.check_zone("Mars/Olympus")
    assert refusal.value.messages == [
        "“Mars/Olympus” is not a time zone we know. Pick one from the list."
    ]


def test_a_city_reads_as_people_say_it():
    assert zones.city("America/Argentina/Buenos_Aires") == "Buenos Aires, Argentina"
    assert zones.city("UTC") == "UTC"


@pytest.mark.parametrize(
    ("old", "said"),
    [("Asia/Calcutta", "Kolkata"), ("Europe/Kiev", "Kyiv"), ("Asia/Saigon", "Ho Chi Minh")],
)
def test_a_name_of_long_ago_reads_as_people_say_it_now(old, said):
    assert zones.city(old) == said
    assert zones.choices(old)[0] == ("Likely", [(old, f"{said} ({zones.RENAMED[old]})")])


def test_every_renamed_place_is_known_by_both_names():
    assert {*zones.RENAMED, *zones.RENAMED.values()} <= zones.names()


def test_likely_zones_stand_on_top_once_and_unknown_ones_are_left_out():
    offered = zones.choices("Europe/Berlin", "", "nonsense", "America/New_York", "Europe/Berlin")
    assert offered[0] == (
        "Likely",
        [
            ("Europe/Berlin", "Berlin (Europe/Berlin)"),
            ("America/New_York", "New York (America/New_York)"),
        ],
    )
    assert [region for region, places in offered[1:]][:3] == ["Africa", "America", "Antarctica"]


def test_every_offered_zone_is_one_that_we_accept():
    offered = {name for region, places in zones.by_region() for name, label in places}
    assert offered <= zones.names()
    assert "Europe/Berlin" in offered
