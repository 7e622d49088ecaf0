"""A store with one case, and a desk to work at."""

from tests.at_a_desk import desk, sitting

__all__ = ["desk", "sitting"]
