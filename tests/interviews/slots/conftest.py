"""How hard do the properties of the slot engine look? `--hypothesis-profile=thorough` for hours."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=20_000, deadline=None)
