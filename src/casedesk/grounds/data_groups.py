"""Groups of data that a person can allow or refuse, and purposes: read from dated data.

``resources/sharing_policy`` says which topics make up a group and for what a kind of partner
ordinarily gets a document.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from casedesk.kernel.fields import Topic
from casedesk.kernel.resources import resource_path


@cache
def group_of_topic() -> Mapping[Topic, str]:
    """The group (code of ``data_group``) of each topic that has one."""
    return MappingProxyType(
        {Topic(topic): row["code"] for row in _read()["group"] for topic in row["topics"]}
    )


@cache
def data_groups() -> tuple[str, ...]:
    """All groups, in the order in which they are shown."""
    return tuple(row["code"] for row in _read()["group"])


def groups_of(topics: Iterable[Topic]) -> frozenset[str]:
    """The groups of a value with these topics; never empty.

    Dates and file-keeping have no group of their own: they go with what they are about.
    """
    found = group_of_topic()
    groups = frozenset(found[topic] for topic in topics if topic in found)
    return groups or frozenset({str(_read()["without_other"])})


def purpose_for(partner_kind: str) -> str:
    """For what a partner of this kind ordinarily gets a document; empty if nothing says."""
    return _purposes().get(partner_kind, "")


@cache
def _purposes() -> Mapping[str, str]:
    with resource_path("sharing_policy", "purposes.toml").open("rb") as file:
        rows = tomllib.load(file)["purpose"]
    return {kind: row["code"] for row in rows for kind in row["partner_kinds"]}


@cache
def _read() -> Mapping[str, Any]:
    with resource_path("sharing_policy", "data_groups.toml").open("rb") as file:
        return tomllib.load(file)
