"""Chance from a seed: the same seed gives the same choices in the same order."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Choices from one seed. ``random`` is the only source of chance in the invented region."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - invented people need no secrecy

    def chance(self, share: float) -> bool:
        """True in that share of the calls."""
        return self.random.random() < share

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely."""
        return self.random.choice(items)

    def some(self, items: Sequence[Item], least: int, most: int) -> tuple[Item, ...]:
        """A few different items, in the order in which they were given."""
        count = min(self.random.randint(least, most), len(items))
        chosen = sorted(self.random.sample(range(len(items)), count))
        return tuple(items[place] for place in chosen)

    def pick(self, weights: Mapping[str, float]) -> str:
        """One of the names, by its share."""
        return self.random.choices(tuple(weights), tuple(weights.values()))[0]

    def day(self, first: date, last: date) -> date:
        """A day in that period, both included."""
        return first + timedelta(days=self.random.randint(0, max((last - first).days, 0)))
