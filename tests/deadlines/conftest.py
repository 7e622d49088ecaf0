"""A store with one case, and a desk to work at, in the language of the source."""

from tests.desktop_case.conftest import case_id, desk, english, open_case, sitting

__all__ = ["case_id", "desk", "english", "open_case", "sitting"]
