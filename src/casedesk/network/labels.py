"""Where the words on a tie stand: on the line, beside all boxes and all other words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ALONG = tuple(0.5 + side * step * 0.04 for step in range(10) for side in (1, -1))
"""Parts of the line at which words are tried, from its middle outward."""
_ASIDE = (0.0, 0.7, -0.7)
"""How far above or below the line, in heights of the words."""
_CELL = 120.0


@dataclass(frozen=True, slots=True)
class Words:
    """Words on the line from one point to another, and the room that they take."""

    key: object
    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    height: float


def place_words(boxes: Iterable[Box], lines: Sequence[Words]) -> Mapping[object, Box]:
    """A free place for the words of each line; those that find none are left out.

    What is left out is not lost: the list beside the drawing has it, and a line shows its words
    when one of its ends is chosen.
    """
    taken = _Cells()
    for box in boxes:
        taken.add(box)
    found: dict[object, Box] = {}
    # Short lines have the least choice.
    for words in sorted(lines, key=_length):
        for aside, part in product(_ASIDE, _ALONG):
            x = words.start[0] + (words.end[0] - words.start[0]) * part
            y = words.start[1] + (words.end[1] - words.start[1]) * part + aside * words.height
            half_w, half_h = words.width / 2, words.height / 2
            box = (x - half_w, y - half_h, x + half_w, y + half_h)
            if taken.is_free(box):
                taken.add(box)
                found[words.key] = box
                break
    return found


def _length(words: Words) -> float:
    return abs(words.end[0] - words.start[0]) + abs(words.end[1] - words.start[1])


class _Cells:
    """Boxes by the squares that they touch, so that few are compared."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        """Something stands there now."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Whether nothing stands there."""
        return not any(
            other[0] < box[2] and box[0] < other[2] and other[1] < box[3] and box[1] < other[3]
            for cell in _cells(box)
            for other in self._cells.get(cell, ())
        )


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield (column, row)
