"""Strips are stacked on pages: what belongs together stays together, table heads return."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedesk.paper.strips import HARD, SOFT, RepeatedHead, Strip


@dataclass(eq=False)
class Page:
    """Strips with the distance of their top edge from the top of the text area, in points."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)


class _Stack:
    def __init__(self, room: float) -> None:
        self._room = room
        self.pages = [Page()]
        self._used = 0.0
        self._after = 0.0
        self._begun: RepeatedHead | None = None  # table whose row was placed last

    @property
    def _empty(self) -> bool:
        return not self.pages[-1].strips

    def place(self, group: list[Strip], looseness: int = SOFT) -> None:
        """Place strips on one page if they fit on one; else cut at the loosest joints."""
        if self._fits(group):
            self._put_all(group)
        elif not self._empty and self._fits_new_page(group):
            self._turn()
            self._put_all(group)
        elif looseness < HARD:
            for part in groups(group, HARD):
                self.place(part, HARD)
        else:
            for strip in group:
                if not self._fits([strip]):
                    self._turn()
                self._put_all([strip])

    def _fits(self, group: list[Strip]) -> bool:
        return self._used + self._height(group, self._empty, self._after) <= self._room + 0.01

    def _fits_new_page(self, group: list[Strip]) -> bool:
        return self._height(group, True, 0.0) <= self._room + 0.01

    def _height(self, group: list[Strip], at_top: bool, after: float) -> float:
        head = self._returning(group[0]) if at_top else None
        total = head.height if head else 0.0
        for strip in group:
            if not at_top:
                total += max(after, strip.before)
            if not (at_top and strip.is_room):
                total += strip.height
                at_top, after = False, strip.after
        return total

    def _returning(self, strip: Strip) -> RepeatedHead | None:
        """The head that must return above this strip on a new page."""
        head = strip.head
        if head is None or head is not self._begun or head.height > self._room / 2:
            return None
        return head

    def _put_all(self, group: list[Strip]) -> None:
        for strip in group:
            if strip.breaks_page:
                if not self._empty:
                    self._turn()
                continue
            if self._empty:
                if strip.is_room:
                    continue
                head = self._returning(strip)
                for copy in head.strips if head else ():
                    self._put(copy)
            self._put(strip)
            self._begun = strip.head

    def _put(self, strip: Strip) -> None:
        if not self._empty:
            self._used += max(self._after, strip.before)
        self.pages[-1].strips.append((self._used, strip))
        self._used += strip.height
        self._after = strip.after

    def _turn(self) -> None:
        self.pages.append(Page())
        self._used = self._after = 0.0


def groups(strips: list[Strip], looseness: int) -> list[list[Strip]]:
    """Cut after each strip that holds the next one less than ``looseness`` asks."""
    found: list[list[Strip]] = []
    current: list[Strip] = []
    for strip in strips:
        current.append(strip)
        if strip.keep < looseness or strip.breaks_page:
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


def paginate(strips: list[Strip], room: float) -> list[Page]:
    """Fill pages with ``room`` points of text height each; a document has at least one page."""
    stack = _Stack(room)
    for group in groups(strips, SOFT):
        stack.place(group)
    if len(stack.pages) > 1 and not stack.pages[-1].strips:
        stack.pages.pop()
    return stack.pages
