"""A network laid out and drawn; one thing of it may be chosen."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsScene

from casedesk.desktop.network.items import Fonts, LineItem, ThingItem, size_of
from casedesk.desktop.theme.tokens import Tokens
from casedesk.network.graph import Network
from casedesk.network.labels import Words, place_words
from casedesk.network.layout import lay_out

MARGIN = 28.0


class NetworkScene(QGraphicsScene):
    """The drawing of one network in one theme and one size of text; made anew for another."""

    def __init__(self, network: Network, font: QFont, theme: Tokens) -> None:
        super().__init__()
        self.network = network
        self._fonts, self._theme = Fonts(font), theme
        self.items_by_key: dict[str, ThingItem] = {}
        self.lines: list[LineItem] = []
        self.chosen = ""
        # Found by looking through few hundred items; an index costs more than it saves.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setBackgroundBrush(theme.colour("window"))
        self._build()

    def whole(self) -> QRectF:
        """All that is drawn, with a margin."""
        return self.sceneRect()

    def choose(self, key: str) -> None:
        """Show one thing and what it is tied to; what is farther off fades. Empty: all alike."""
        self.chosen = key if key in self.items_by_key else ""
        mine = [line for line in self.lines if self.chosen in (line.bundle.one, line.bundle.other)]
        near = {
            self.chosen,
            *(end for line in mine for end in (line.bundle.one, line.bundle.other)),
        }
        rooms = self._rooms([self.items_by_key[key] for key in near if key], mine)
        for line in self.lines:
            faded = bool(self.chosen) and line not in mine
            line.show_as(chosen=line in mine, faded=faded, room=rooms.get(line))
        for each, item in self.items_by_key.items():
            faded = bool(self.chosen) and each not in near
            item.show_as(chosen=each == self.chosen, faded=faded)

    def towards(self, dx: int, dy: int) -> str:
        """The thing that an arrow key leads to: a neighbour if there is one that way, else any."""
        here = self.items_by_key.get(self.chosen)
        if here is None:
            return self.first()
        tied = {key for key, _tie in self.network.around(self.chosen)}
        ways = [
            (key not in tied, _cost(here.pos(), item.pos(), dx, dy), key)
            for key, item in self.items_by_key.items()
            if key != self.chosen and _lies(here.pos(), item.pos(), dx, dy)
        ]
        return min(ways)[2] if ways else self.chosen

    def following(self, step: int) -> str:
        """The next or previous thing in the order of reading, whatever ties there are."""
        keys = list(self.items_by_key)
        if self.chosen not in self.items_by_key:
            return self.first()
        return keys[(keys.index(self.chosen) + step) % len(keys)]

    def first(self) -> str:
        """Where a walk begins: the first victim of the case, else the first thing."""
        things = self.network.things
        return next((t.key for t in things if t.centre), things[0].key if things else "")

    def _build(self) -> None:
        network, fonts, theme = self.network, self._fonts, self._theme
        bundles = network.bundles()
        laid = lay_out(
            {thing.key: size_of(thing, fonts) for thing in network.things},
            [(bundle.one, bundle.other) for bundle in bundles],
            [thing.key for thing in network.things if thing.centre],
        )
        for thing in network.things:
            item = self.items_by_key[thing.key] = ThingItem(thing, fonts, theme)
            item.setPos(*laid.places[thing.key])
            self.addItem(item)
        for bundle in bundles:
            ends = (self.items_by_key[bundle.one], self.items_by_key[bundle.other])
            line = LineItem(bundle, *ends, fonts, theme)
            self.lines.append(line)
        rooms = self._rooms(self.items_by_key.values(), self.lines)
        for line in self.lines:
            line.room = rooms.get(line)
            self.addItem(line)
        self.setSceneRect(
            QRectF(0, 0, laid.width, laid.height).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        )

    @staticmethod
    def _rooms(items: Iterable[ThingItem], lines: Sequence[LineItem]) -> dict[LineItem, QRectF]:
        """Free places for the words of these lines, beside these things and each other."""
        boxes = []
        for item in items:
            box = item.box.translated(item.pos()).adjusted(-3, -3, 3, 3)
            boxes.append((box.left(), box.top(), box.right(), box.bottom()))
        wanted = [
            Words(number, _pair(line.start), _pair(line.end), *line.words_size())
            for number, line in enumerate(lines)
            if line.words
        ]
        return {
            lines[int(str(number))]: QRectF(left, top, right - left, bottom - top)
            for number, (left, top, right, bottom) in place_words(boxes, wanted).items()
        }


def _pair(point: QPointF) -> tuple[float, float]:
    return (point.x(), point.y())


def _lies(here: QPointF, there: QPointF, dx: int, dy: int) -> bool:
    """Whether something lies more that way than aside."""
    across, down = there.x() - here.x(), there.y() - here.y()
    along = across * dx + down * dy
    aside = abs(across * dy) + abs(down * dx)
    return along > 0 and along * 1.2 >= aside * 0.5


def _cost(here: QPointF, there: QPointF, dx: int, dy: int) -> float:
    across, down = there.x() - here.x(), there.y() - here.y()
    return abs(across * dx + down * dy) + 2.0 * (abs(across * dy) + abs(down * dx))
