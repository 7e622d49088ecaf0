"""All loader criteria of one reader as a single option.

SQLAlchemy works out a cache key for every option of every statement; with some thirty criteria
that took longer than the query itself (0.9 against 0.25 ms for one row). One option whose key
is who reads keeps it at the price of none. It leans on ``CriteriaOption``, which SQLAlchemy
does not promise to keep: tests/access proves that it narrows, also inside subqueries.
"""

from collections.abc import Hashable, Iterable
from typing import Any

from sqlalchemy.orm.interfaces import CriteriaOption

_KEY = ("casedesk.narrowing",)


class Narrowing(CriteriaOption):
    """Puts criteria (``with_loader_criteria``) into every select that carries it.

    ``key`` must differ for whoever has different criteria: compiled statements are shared by it.
    """

    __slots__ = ("_criteria", "_key")

    propagate_to_loaders = True

    def __init__(self, key: Hashable, criteria: Iterable[Any]) -> None:
        self._key = key
        self._criteria = tuple(criteria)

    def __len__(self) -> int:
        return len(self._criteria)

    def process_compile_state(self, compile_state: Any) -> None:
        """SQLAlchemy compiles a select: add each criterion."""
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(
        self, compile_state: Any, mapper_entities: Any
    ) -> None:
        """The same, for a select whose columns were replaced."""
        del mapper_entities
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        """Say per entity which criteria apply."""
        for criterion in self._criteria:
            criterion.get_global_criteria(attributes)

    def _gen_cache_key(self, anon_map: Any, bindparams: list[Any]) -> tuple[Any, ...]:
        del anon_map, bindparams
        return (_KEY, self._key)
