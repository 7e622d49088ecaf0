"""Where each thing of a network stands: the same each time, and nothing on top of anything.

Three steps, all without chance. Rings give every thing its first place: the things in the centre,
around them what is one tie away, each ring in the order of its neighbours (barycentre). Springs
then bring what is tied as near as its distance in ties says (stress, pair by pair). Last, boxes
that overlap are pushed apart. Parts that hang together by no tie are packed below each other.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Size = tuple[float, float]
Point = tuple[float, float]

GAP = 18.0
"""Least distance between two boxes, in the unit of the sizes."""

_PAIRS = 90_000
"""So many pairs of things are brought to their distance, whatever the size of the network."""
_ROUNDS = 60
_PUSHES = 200
_SPREAD = 1.2


@dataclass(frozen=True, slots=True)
class Laid:
    """The middle of each thing, and the width and height of the whole, from 0, 0."""

    places: Mapping[str, Point]
    width: float
    height: float


def lay_out(
    sizes: Mapping[str, Size], ties: Iterable[tuple[str, str]], centre: Sequence[str] = ()
) -> Laid:
    """Places for all things; ``sizes`` are those of their boxes, in the order of drawing."""
    near: dict[str, dict[str, None]] = {key: {} for key in sizes}
    for one, other in ties:
        if one != other and one in near and other in near:
            near[one][other] = None
            near[other][one] = None
    parts = _parts(near)
    laid = [_one_part(part, near, sizes, centre) for part in parts]
    return _packed(laid, sizes)


def _parts(near: Mapping[str, Mapping[str, None]]) -> list[list[str]]:
    """What hangs together, the largest first; keys keep their order."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for start in near:
        if start in seen:
            continue
        seen.add(start)
        part, at = [start], 0
        while at < len(part):
            for other in near[part[at]]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
            at += 1
        found.append(part)
    return sorted(found, key=len, reverse=True)


def _one_part(
    part: Sequence[str],
    near: Mapping[str, Mapping[str, None]],
    sizes: Mapping[str, Size],
    centre: Sequence[str],
) -> dict[str, list[float]]:
    if len(part) == 1:
        return {part[0]: [0.0, 0.0]}
    steps = {key: _steps(key, near) for key in part}
    middle = _middle(part, steps, centre)
    places = _rings(middle, part, near, steps[middle])
    _bring_near(list(part), places, steps)
    # Boxes are wider than high, so the drawing may be, too.
    wide = sum(sizes[key][0] for key in part) / len(part) + GAP
    high = sum(sizes[key][1] for key in part) / len(part) + GAP
    # Words stand on the lines; where few things are drawn, there is room for all of them.
    room = max(1.15, 1.6 - 0.016 * len(part))
    for place in places.values():
        place[0] *= wide * room
        place[1] *= high * 2.0
    _push_apart(list(part), places, sizes)
    return places


def _steps(start: str, near: Mapping[str, Mapping[str, None]]) -> dict[str, int]:
    """How many ties it takes to get from one thing to each other."""
    found, edge, count = {start: 0}, [start], 0
    while edge:
        count += 1
        further = []
        for key in edge:
            for other in near[key]:
                if other not in found:
                    found[other] = count
                    further.append(other)
        edge = further
    return found


def _middle(
    part: Sequence[str], steps: Mapping[str, Mapping[str, int]], centre: Sequence[str]
) -> str:
    """The thing with the shortest ways to all others, of those in the centre if there are any."""
    wanted = [key for key in centre if key in steps] or list(part)
    return min(wanted, key=lambda key: sum(steps[key].values()))


def _rings(
    middle: str,
    part: Sequence[str],
    near: Mapping[str, Mapping[str, None]],
    far: Mapping[str, int],
) -> dict[str, list[float]]:
    """One ring per number of ties from the middle; each in the order of who stands within."""
    places: dict[str, list[float]] = {middle: [0.0, 0.0]}
    angles = {middle: 0.0}
    radius = 0.0
    for ring in range(1, max(far.values()) + 1):
        members = [key for key in part if far[key] == ring]

        def pull(key: str) -> float:
            inner = [angles[other] for other in near[key] if other in angles]
            x, y = sum(map(math.cos, inner)), sum(map(math.sin, inner))
            return math.atan2(y, x) % math.tau

        if ring > 1:
            order = {key: pull(key) for key in members}
            members.sort(key=order.__getitem__)
        radius = max(radius + 1.0, len(members) / math.tau)
        start = order[members[0]] if ring > 1 else 0.0
        for place, key in enumerate(members):
            angles[key] = start + math.tau * place / len(members)
            places[key] = [radius * math.cos(angles[key]), radius * math.sin(angles[key])]
    return places


def _bring_near(
    keys: Sequence[str],
    places: Mapping[str, list[float]],
    steps: Mapping[str, Mapping[str, int]],
) -> None:
    """Stress by single pairs, the weight of far ones falling with the square of their distance."""
    count = len(keys)
    pairs = [
        (places[one], places[other], float(steps[one][other]))
        for number, one in enumerate(keys)
        for other in keys[number + 1 :]
    ]
    rounds = max(4, min(_ROUNDS, _PAIRS // max(1, len(pairs))))
    longest = max(distance for _one, _other, distance in pairs)
    cooling = math.log(10.0 * longest * longest) / max(1, rounds - 1)
    stride = _stride(len(pairs))
    order = [pairs[(place * stride) % len(pairs)] for place in range(len(pairs))]
    heat = longest * longest
    for _round in range(rounds):
        for one, other, distance in order:
            dx, dy = other[0] - one[0], other[1] - one[1]
            length = math.sqrt(dx * dx + dy * dy) or 1e-6
            move = min(1.0, heat / (distance * distance)) * (length - distance) / length / 2
            one[0] += dx * move
            one[1] += dy * move
            other[0] -= dx * move
            other[1] -= dy * move
        heat *= math.exp(-cooling)
    if count == 2:
        one, other = places[keys[0]], places[keys[1]]
        one[:], other[:] = [0.0, 0.0], [1.3, 0.0]


def _stride(count: int) -> int:
    """A step that visits every pair once, far apart from the last: chance without chance."""
    stride = max(1, int(count * 0.618))
    while math.gcd(stride, count) != 1:
        stride += 1
    return stride


def _push_apart(
    keys: Sequence[str], places: Mapping[str, list[float]], sizes: Mapping[str, Size]
) -> None:
    """Move overlapping boxes along the shorter way out; if that does not end, spread the whole."""
    boxes = [(places[key], sizes[key][0] / 2, sizes[key][1] / 2) for key in keys]
    for attempt in range(_PUSHES):
        moved = False
        boxes.sort(key=lambda box: box[0][0] - box[1])
        for number, (one, half_w, half_h) in enumerate(boxes):
            right = one[0] + half_w + GAP
            for other, other_w, other_h in boxes[number + 1 :]:
                if other[0] - other_w >= right + GAP:
                    break
                over_x = half_w + other_w + GAP - abs(one[0] - other[0])
                over_y = half_h + other_h + GAP - abs(one[1] - other[1])
                if over_x <= 1e-6 or over_y <= 1e-6:
                    continue
                moved = True
                axis, over = (1, over_y) if over_y <= over_x else (0, over_x)
                sign = 1.0 if other[axis] >= one[axis] else -1.0
                half = sign * (over / 2 + 0.5)
                one[axis] -= half
                other[axis] += half
        if not moved:
            return
        if attempt % 10 == 9:
            for place, _w, _h in boxes:
                place[0] *= _SPREAD
                place[1] *= _SPREAD
    _stack(boxes)


def _stack(boxes: list[tuple[list[float], float, float]]) -> None:
    """The last resort for what no pushing sets right: rows from top to bottom."""
    boxes.sort(key=lambda box: (box[0][1], box[0][0]))
    bottom = -math.inf
    for place, _half_w, half_h in boxes:
        place[1] = max(place[1], bottom + GAP + half_h)
        bottom = place[1] + half_h


def _packed(parts: Sequence[Mapping[str, list[float]]], sizes: Mapping[str, Size]) -> Laid:
    """All parts in rows, the largest first; single things fill the rest of a row."""
    places: dict[str, Point] = {}
    boxes = [_bounds(part, sizes) for part in parts]
    widest = max((right - left for left, _top, right, _bottom in boxes), default=0.0)
    area = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    limit = max(widest, math.sqrt(area * 1.8))
    x = y = high = width = 0.0
    for part, (left, top, right, bottom) in zip(parts, boxes, strict=True):
        if x > 0 and x + right - left > limit:
            x, y, high = 0.0, y + high + 2 * GAP, 0.0
        for key, (px, py) in part.items():
            places[key] = (px - left + x, py - top + y)
        x += right - left + 2 * GAP
        width = max(width, x - 2 * GAP)
        high = max(high, bottom - top)
    return Laid(places, width, y + high)


def _bounds(
    part: Mapping[str, Sequence[float]], sizes: Mapping[str, Size]
) -> tuple[float, float, float, float]:
    return (
        min(place[0] - sizes[key][0] / 2 for key, place in part.items()),
        min(place[1] - sizes[key][1] / 2 for key, place in part.items()),
        max(place[0] + sizes[key][0] / 2 for key, place in part.items()),
        max(place[1] + sizes[key][1] / 2 for key, place in part.items()),
    )
