"""The layout: nothing on top of anything, the same each time, and readable at forty things."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from casedesk.network.labels import Words, place_words
from casedesk.network.layout import Laid, lay_out


def overlaps(laid: Laid, sizes: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    keys = list(laid.places)
    found = []
    for number, one in enumerate(keys):
        for other in keys[number + 1 :]:
            (x, y), (u, v) = laid.places[one], laid.places[other]
            wide = (sizes[one][0] + sizes[other][0]) / 2
            high = (sizes[one][1] + sizes[other][1]) / 2
            if abs(x - u) < wide and abs(y - v) < high:
                found.append((one, other))
    return found


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[str, tuple[float, float]], list[tuple[str, str]]]:
    count = draw(st.integers(0, 30))
    keys = [f"k{n}" for n in range(count)]
    wide = st.floats(30, 260)
    sizes = {key: (draw(wide), draw(st.floats(20, 70))) for key in keys}
    ends = st.sampled_from(keys) if keys else st.nothing()
    ties = draw(st.lists(st.tuples(ends, ends), max_size=50)) if keys else []
    return sizes, ties


@given(networks())
def test_every_thing_has_a_place_of_its_own_inside_the_picture(
    network: tuple[dict[str, tuple[float, float]], list[tuple[str, str]]],
) -> None:
    sizes, ties = network
    laid = lay_out(sizes, ties, list(sizes)[:1])
    assert set(laid.places) == set(sizes)
    assert overlaps(laid, sizes) == []
    for key, (x, y) in laid.places.items():
        wide, high = sizes[key]
        assert -0.01 <= x - wide / 2 <= x + wide / 2 <= laid.width + 0.01
        assert -0.01 <= y - high / 2 <= y + high / 2 <= laid.height + 0.01
    assert lay_out(sizes, ties, list(sizes)[:1]) == laid


def test_neighbours_stand_nearer_than_strangers() -> None:
    chance = random.Random(7)
    keys = [f"k{n}" for n in range(40)]
    sizes = dict.fromkeys(keys, (150.0, 44.0))
    ties = [(keys[n], keys[chance.randrange(n)]) for n in range(1, 40)]
    laid = lay_out(sizes, ties, keys[:1])

    def apart(one: str, other: str) -> float:
        (x, y), (u, v) = laid.places[one], laid.places[other]
        return math.hypot(x - u, (y - v) * 2)

    tied = sum(apart(*tie) for tie in ties) / len(ties)
    every = [apart(a, b) for a in keys for b in keys if a < b]
    assert tied < 0.6 * sum(every) / len(every)


def test_four_hundred_things_stand_apart_without_a_tower() -> None:
    chance = random.Random(3)
    keys = [f"k{n}" for n in range(400)]
    sizes = dict.fromkeys(keys, (170.0, 48.0))
    ties = [(keys[n], keys[chance.randrange(max(1, n // 4))]) for n in range(1, 400)]
    laid = lay_out(sizes, ties, keys[:1])
    assert overlaps(laid, sizes) == []
    assert 1 / 4 < laid.width / laid.height < 4


@given(st.lists(st.tuples(*(st.floats(0, 900) for _each in range(4))), max_size=30))
def test_words_never_stand_on_boxes_or_on_other_words(
    lines: list[tuple[float, float, float, float]],
) -> None:
    boxes = [(x, y, x + 120.0, y + 40.0) for x in (0.0, 400.0) for y in (0.0, 300.0)]
    wanted = [Words(n, line[:2], line[2:], 90.0, 16.0) for n, line in enumerate(lines)]
    placed = list(place_words(boxes, wanted).values())
    every = [*boxes, *placed]
    for number, one in enumerate(every):
        for other in every[max(number + 1, len(boxes)) :]:
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart
