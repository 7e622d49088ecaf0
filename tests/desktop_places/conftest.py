"""A store and a desk, in the language of the source."""

from tests.at_a_desk import desk, english, sitting

__all__ = ["desk", "english", "sitting"]
