"""What can a person be told when an email cannot be changed?"""


class Refusal(Exception):
    """Not done. `sentence` is for the person who asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AlreadyDecided(Refusal):
    """Too late: the email went out, is going out, or has been settled otherwise."""


class BadTime(Refusal):
    """The email cannot go out at that time."""
