import pytest
from django.core.exceptions import ValidationError

from careerhub.office import accent


def test_contrast_runs_from_one_to_twenty_one():
    assert accent.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert accent.contrast("#0b5557", "#0b5557") == pytest.approx(1)


def test_the_order_of_the_two_colors_does_not_matter():
    assert accent.contrast("#767676", "#ffffff") == accent.contrast("#ffffff", "#767676")


def test_a_known_pair_has_its_known_contrast():
    assert round(accent.contrast("#767676", "#ffffff"), 2) == 4.54
    assert round(accent.contrast("#0b5557", accent.PAPER), 1) == 8.1


@pytest.mark.parametrize("color", ["#0b5557", "#7a0019", "#00205B", "#4b2e83"])
def test_a_dark_university_color_is_accepted(color):
    assert accent.check_accent(color) is None


@pytest.mark.parametrize("color", ["#ffcb05", "#ff8200", "#faf8f3"])
def test_a_pale_color_is_refused_with_a_way_out(color):
    with pytest.raises(ValidationError, match="Try a darker shade of it"):
        accent.check_accent(color)


@pytest.mark.parametrize("color", ["", "teal", "#0b555", "#0b55577", "#0b555g", "#0b5557;}"])
def test_what_is_not_a_color_is_refused(color):
    with pytest.raises(ValidationError, match="# and six digits"):
        accent.check_accent(color)
