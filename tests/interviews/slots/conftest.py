"""How hard do the properties of the slot engine look? `make nightly` takes the thorough profile."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=20_000, deadline=None)
